"""Two records found to be one person: everything moves, what did not stay is kept, both tell it."""

from datetime import date

import pytest
from django.http import Http404

from accounts.clock import now, today
from accounts.errors import Conflict, Invalid, Refused
from accounts.models import AuditEvent, User
from people import access, merge_columns, services
from people.access import person_for
from people.merge_fields import differing
from people.merging import merge
from people.models import (
    Access,
    Identifier,
    Merge,
    Person,
    Placement,
    Relationship,
    SamePerson,
    StoredFile,
)
from people.policy import visible_to
from people.search import find
from tests.cast import SINCE, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast: Cast) -> Person:
    """The boy again, added in the night by the emergency duty team who did not know him."""
    return services.add_person(
        by=cast.edt, given_name="Jim", family_name="Exempler", gender="male",
        date_of_birth=date(2009, 9, 15), home_address="2 Other Row",
    )  # fmt: skip


def do(cast: Cast, twin: Person, *, by: User | None = None, **changed: object) -> Merge:
    choices = {field.key: "kept" for field in differing(cast.boy, twin)}
    given = {"choices": choices, "why": "His social worker knows both numbers"} | changed
    kept, gone = cast.boy.reference, twin.reference
    return merge(by=by or cast.coordinator, kept_ref=kept, gone_ref=gone, **given)


def test_what_was_chosen_stays_and_the_rest_is_on_the_trace(cast: Cast, twin: Person) -> None:
    choices = {field.key: "kept" for field in differing(cast.boy, twin)} | {"born": "gone"}
    made = do(cast, twin, choices=choices)
    cast.boy.refresh_from_db()
    assert (cast.boy.given_name, cast.boy.date_of_birth) == ("Jamie", date(2009, 9, 15))
    said = {row["field"]: (row["kept"], row["not_kept"]) for row in made.values}
    assert said["Name"] == ("Jamie Exemplar", "Jim Exempler")
    assert said["Home address"] == ("1 Invented Row, EX1 1AA", "2 Other Row")
    assert said["Date of birth or age"] == (
        "15 September 2009, 16 years old", "14 September 2009, 16 years old",
    )  # fmt: skip


def test_every_row_moves_and_nothing_is_left_behind(cast: Cast, twin: Person) -> None:
    Identifier.objects.create(person=twin, kind="police", value="MP-9")
    services.relate(person=twin, other=cast.other_child, kind="sibling", by=cast.coordinator)
    services.allocate(
        person=twin, role="key_worker", user=cast.outsider, starts_on=today(), by=cast.coordinator
    )
    made = do(cast, twin)
    for column in merge_columns.moving():
        assert not merge_columns.rows_of(column, twin.pk).exists(), column
    assert Identifier.objects.get(value="MP-9").person == cast.boy
    assert Relationship.objects.filter(person=cast.boy, other=cast.other_child).exists()
    assert Relationship.objects.filter(person=cast.other_child, other=cast.boy).exists()
    assert visible_to(fresh(cast.outsider)).filter(pk=cast.boy.pk).exists()
    assert set(made.moved["people.Identifier.person"]) == {Identifier.objects.get(value="MP-9").pk}


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_the_one_that_goes_leads_on_and_is_found_by_its_names(cast: Cast, twin: Person) -> None:
    do(cast, twin)
    assert person_for(cast.edt, twin.reference, follow=True) == cast.boy
    for text in (twin.reference, "Jim Exempler", "Jamie Exemplar"):
        assert find(text, among=visible_to(cast.coordinator)) == [cast.boy]


def test_both_tell_of_it(cast: Cast, twin: Person) -> None:
    made = do(cast, twin)
    told = AuditEvent.objects.filter(verb__startswith="person.merged").order_by("pk")
    assert [(one.verb, one.person_id) for one in told] == [
        ("person.merged", cast.boy.pk), ("person.merged_away", twin.pk),
    ]  # fmt: skip
    answered = SamePerson.objects.get()
    assert (answered.same, answered.one, answered.other) == (True, cast.boy, twin)
    assert (made.by, made.kept, made.gone) == (cast.coordinator, cast.boy, twin)


def test_access_afterwards_is_what_the_records_justify(cast: Cast, twin: Person) -> None:
    services.allocate(
        person=twin, role="social_worker", user=cast.worker, starts_on=SINCE, by=cast.coordinator
    )
    do(cast, twin)
    before = set(Access.objects.values_list("person", "user", "team", "organisation", "source"))
    assert not Access.objects.filter(person=twin).exists()
    assert access.rebuild(by=None) == (0, 0)
    assert before == set(
        Access.objects.values_list("person", "user", "team", "organisation", "source")
    )


def test_who_added_the_other_record_goes_on_seeing_the_child(cast: Cast) -> None:
    twin = services.add_person(by=cast.outsider, given_name="Jim", family_name="Exempler")
    do(cast, twin)
    assert visible_to(fresh(cast.outsider)).filter(pk=cast.boy.pk).exists()


def test_an_older_merge_leads_to_the_one_that_stands(cast: Cast, twin: Person) -> None:
    third = services.add_person(by=cast.edt, given_name="James", family_name="Exemplar")
    do(cast, third)
    choices = {field.key: "kept" for field in differing(twin, cast.boy)}
    merge(
        by=cast.coordinator, kept_ref=twin.reference, gone_ref=cast.boy.reference,
        choices=choices, why="The number is the other's",
    )  # fmt: skip
    third.refresh_from_db()
    assert third.merged_into == twin
    assert person_for(cast.coordinator, third.reference, follow=True) == twin


def test_restricted_stays_restricted(cast: Cast) -> None:
    twin = services.add_person(by=cast.outsider, given_name="Jim", family_name="Exempler")
    Person.objects.filter(pk=cast.boy.pk).update(restricted=True)
    do(cast, twin, by=named(cast, twin))
    cast.boy.refresh_from_db()
    assert cast.boy.restricted
    assert not visible_to(fresh(cast.edt)).filter(pk=cast.boy.pk).exists()
    # Having added the other one is no reason to see a restricted record.
    assert not visible_to(fresh(cast.outsider)).filter(pk=cast.boy.pk).exists()
    assert access.rebuild(by=None) == (0, 0)


def test_an_open_record_becomes_restricted_by_the_one_that_goes(cast: Cast, twin: Person) -> None:
    Person.objects.filter(pk=twin.pk).update(restricted=True)
    do(cast, twin, by=named(cast, twin))
    cast.boy.refresh_from_db()
    assert cast.boy.restricted


def named(cast: Cast, twin: Person) -> User:
    """The boy's manager, who is allocated to the other record too."""
    services.allocate(
        person=twin, role="team_manager", user=cast.manager, starts_on=today(), by=cast.coordinator
    )
    return fresh(cast.manager)


# What stands in the way, and who may


def test_placements_and_allocations_that_contradict_stand_in_the_way(
    cast: Cast, twin: Person
) -> None:
    services.place(
        person=twin, kind="home", home=cast.other_home, starts_on=today(), by=cast.coordinator
    )
    services.allocate(
        person=twin, role="iro", user=cast.cp_chair, starts_on=today(), by=cast.coordinator
    )
    services.relate(person=twin, other=cast.boy, kind="sibling", by=cast.coordinator)
    with pytest.raises(Invalid) as said:
        do(cast, twin)
    sentences = " ".join(said.value.errors["__all__"])
    assert "Oak House, 1 January 2020 to now" in sentences
    assert "Elm Lodge, 6 March 2026 to now" in sentences
    assert "Independent reviewing officer: Imogen Quarry" in sentences
    assert "related to each other (brother or sister)" in sentences
    assert not Merge.objects.exists()


def test_what_both_have_alike_is_left_with_the_one_that_goes(cast: Cast, twin: Person) -> None:
    services.place(person=twin, kind="home", home=cast.home, starts_on=today(), by=cast.coordinator)
    services.relate(person=twin, other=cast.sister, kind="sibling", by=cast.coordinator)
    made = do(cast, twin)
    left = Placement.objects.get(person=twin)
    assert made.left["people.Placement.person"] == [left.pk]
    assert Relationship.objects.filter(person=cast.boy).count() == 1
    assert "Oak House, 6 March 2026 to now" in {row["not_kept"] for row in made.values}
    assert access.rebuild(by=None) == (0, 0)


def test_the_same_file_in_both_is_kept_once(cast: Cast, twin: Person) -> None:
    for person in (cast.boy, twin):
        StoredFile.objects.create(
            person=person, kind="document", purpose="other", title="Letter", sha256="a" * 64,
            media_type="application/pdf", size=3, pages=1, content=b"pdf", by=cast.edt, at=now(),
        )  # fmt: skip
    made = do(cast, twin)
    assert StoredFile.objects.filter(person=cast.boy).count() == 1
    assert len(made.left["people.StoredFile.person"]) == 1


def test_every_choice_and_the_reason_are_asked_for(cast: Cast, twin: Person) -> None:
    with pytest.raises(Invalid) as said:
        do(cast, twin, choices={"name": "both"}, why=" ")
    assert {"name", "born", "address", "why"} <= set(said.value.errors)


def test_a_record_changed_meanwhile_is_looked_at_again(cast: Cast, twin: Person) -> None:
    with pytest.raises(Conflict):
        do(cast, twin, versions=(cast.boy.version, twin.version + 1))


@pytest.mark.parametrize("part", ["worker", "edt", "business", "director", "iro"])
def test_only_managers_may(cast: Cast, twin: Person, part: str) -> None:
    with pytest.raises((Refused, Http404)):
        do(cast, twin, by=getattr(cast, part))


def test_only_where_both_records_are_seen(cast: Cast, twin: Person) -> None:
    with pytest.raises(Http404):
        do(cast, twin, by=cast.manager)  # the boy's own, and the other is nobody's yet


def test_a_second_time_says_that_it_is_done(cast: Cast, twin: Person) -> None:
    do(cast, twin)
    for kept, gone in ((cast.boy, twin), (twin, cast.boy), (cast.boy, cast.boy)):
        with pytest.raises(Invalid) as said:
            merge(
                by=cast.head, kept_ref=kept.reference, gone_ref=gone.reference, choices={}, why="x"
            )
        assert "merged into" in str(said.value) or "one and the same" in str(said.value)


def test_who_was_not_the_same_as_one_is_not_the_same_as_both(cast: Cast, twin: Person) -> None:
    one, other = sorted((twin, cast.sister), key=lambda person: person.pk)
    SamePerson.objects.create(
        one=one, other=other, same=False, why="A girl", by=cast.edt, at=twin.created_at
    )
    do(cast, twin)
    carried = SamePerson.objects.get(one=cast.boy, other=cast.sister)
    assert (carried.same, carried.by) == (False, cast.edt)
