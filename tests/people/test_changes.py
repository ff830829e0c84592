"""Adding, placing and allocating people: the record, its audit and its access change together."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.clock import today
from accounts.errors import Invalid
from accounts.models import AuditEvent, User
from people import services
from people.models import Allocation, Person, Placement, Relationship
from people.policy import visible_to
from people.queries import allocated, current_placement, siblings_of
from tests.cast import SINCE, Cast

pytestmark = pytest.mark.django_db


def test_a_name_is_enough(cast: Cast) -> None:
    person = services.add_person(by=cast.edt, given_name="Unknown girl", estimated_age=14)
    assert person.age_on(date(2026, 3, 6)) == 14
    assert person.age_on(date(2027, 3, 6)) == 15
    assert person.noun_on(date(2026, 3, 6)) == "child"
    assert visible_to(cast.edt).filter(pk=person.pk).exists()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"given_name": " "}, "given_name"),
        ({"given_name": "A", "date_of_birth": date(2027, 1, 1)}, "date_of_birth"),
        ({"given_name": "A", "date_of_birth": date(1899, 12, 31)}, "date_of_birth"),
        ({"given_name": "A", "estimated_age": 960}, "estimated_age"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(cast: Cast, fields: dict, wrong: str) -> None:
    with pytest.raises(Invalid) as said:
        services.add_person(by=cast.edt, **fields)
    assert list(said.value.errors) == [wrong]


def test_a_move_ends_the_old_placement_and_its_homes_access(cast: Cast, at) -> None:
    services.place(
        person=cast.boy, kind="home", home=cast.other_home, starts_on=today(), by=cast.worker
    )
    assert str(current_placement(cast.boy.pk)) == "Elm Lodge"
    assert visible_to(cast.other_home_carer).filter(pk=cast.boy.pk).exists()
    at("2026-03-07 00:00")
    assert not visible_to(User.objects.get(pk=cast.carer.pk)).filter(pk=cast.boy.pk).exists()


def test_a_new_worker_takes_over(cast: Cast, at) -> None:
    services.allocate(
        person=cast.boy, role="social_worker", user=cast.outsider, team=cast.other_team,
        starts_on=today(), by=cast.manager,
    )  # fmt: skip
    assert allocated(cast.boy.pk)["social_worker"] == cast.outsider
    assert visible_to(cast.outsider).filter(pk=cast.boy.pk).exists()
    assert AuditEvent.objects.filter(verb="person.allocated", person_id=cast.boy.pk).count() == 5


def test_brothers_and_sisters_read_alike_from_both_sides(cast: Cast) -> None:
    everyone = Person.objects.all()
    assert siblings_of(cast.boy, among=everyone) == [cast.sister]
    assert siblings_of(cast.sister, among=everyone) == [cast.boy]
    with pytest.raises(Invalid):
        services.relate(person=cast.boy, other=cast.boy, kind="sibling", by=cast.worker)


@pytest.mark.parametrize(
    "break_it",
    [
        lambda cast: Placement.objects.create(person=cast.boy, kind="other", starts_on=SINCE),
        lambda cast: Placement.objects.create(
            person=cast.sister, kind="other", starts_on=SINCE, ends_on=date(2019, 1, 1)
        ),
        lambda cast: Allocation.objects.create(
            person=cast.boy, role="iro", user=cast.head, starts_on=date(2021, 1, 1)
        ),
        lambda cast: Relationship.objects.create(person=cast.boy, other=cast.boy, kind="sibling"),
        lambda cast: Person.objects.filter(pk=cast.boy.pk).update(given_name=""),
        lambda cast: Person.objects.filter(pk=cast.boy.pk).update(date_of_birth=date(1899, 1, 1)),
    ],
    ids=["two placements", "ends before start", "two IROs", "own sibling", "no name", "born 1899"],
)
def test_the_database_refuses(cast: Cast, break_it) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it(cast)
