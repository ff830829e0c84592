"""Whatever happens to access, in whatever order: the three answers agree, and rebuilding changes
nothing (way 3).
"""

import contextlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import services as accounts
from accounts.clock import now, today
from accounts.errors import Conflict, Invalid, Refused
from accounts.models import Organisation, Team, User
from accounts.policy import acts_of
from people import access, emergency, grants, restricting, services
from people.grants import To
from people.models import Person, PersonGrant
from people.policy import ACT_OF_LEVEL, may, people_who_may_see, visible_to, would_see
from people.restriction_queries import restriction_of
from tests.cast import Cast, team_of, user
from tests.fixtures import move_clock

LEVELS = ("name", "interview", "full")
START = "2026-03-06 11:30"


def agree(cast: Cast) -> None:
    """Every user of the product, every person, every level."""
    people = list(Person.objects.all())
    able = {
        level: {one.pk: people_who_may_see(one, level=level) for one in people} for level in LEVELS
    }
    for who in User.objects.all():
        for level in LEVELS:
            listed = set(visible_to(who, level=level).values_list("pk", flat=True))
            named = {pk for pk, users in able[level].items() if who.pk in users}
            assert listed == named, (who, level)
            if ACT_OF_LEVEL[level] not in acts_of(who):
                assert not listed
        full = set(visible_to(who).values_list("pk", flat=True))
        assert full <= set(would_see(who).values_list("pk", flat=True)), who
        if "view" in acts_of(who):
            assert full == {one.pk for one in people if may(who, "view", one).ok}, who


# --- what can happen ------------------------------------------------------------------------------


def _grant(cast: Cast, person: Person, who: User) -> None:
    grants.give(
        ref=person.reference, to=To(user=who), level="full", reason="Covers", by=cast.head,
        until=today() + timedelta(days=3),
    )  # fmt: skip


def _grant_name_to_team(cast: Cast, person: Person, who: User) -> None:
    grants.give(
        ref=person.reference, to=To(team=cast.other_team), level="name", reason="Asks after her",
        by=cast.head, until=today() + timedelta(days=9),
    )  # fmt: skip


def _end_grant(cast: Cast, person: Person, who: User) -> None:
    row = PersonGrant.objects.filter(content_object=person).order_by("-pk").first()
    if row is not None:
        grants.end(ref=person.reference, number=row.pk, why="Over", by=cast.head)


def _restrict(cast: Cast, person: Person, who: User) -> None:
    standing = restriction_of(person.pk)
    restricting.restrict(
        ref=person.reference, by=cast.head, reason="Threats", ask=cast.director, named=[who],
        version=standing.version if standing else 0,
    )  # fmt: skip


def _lift(cast: Cast, person: Person, who: User) -> None:
    standing = restriction_of(person.pk)
    if standing is not None:
        restricting.lift(ref=person.reference, by=cast.head, why="Over", version=standing.version)


def _emergency(cast: Cast, person: Person, who: User) -> None:
    emergency.begin(ref=person.reference, by=who, reason="Seen at the coach station just now")


def _end_emergency(cast: Cast, person: Person, who: User) -> None:
    row = emergency.running_of(who, person)
    if row is not None:
        emergency.end(ref=row.reference, by=who)


def _suspend(cast: Cast, person: Person, who: User) -> None:
    if who not in (cast.head, cast.director):
        accounts.suspend(user=who, by=cast.head)


def _allocate(cast: Cast, person: Person, who: User) -> None:
    services.allocate(
        person=person, role="key_worker", user=who, team=cast.team, starts_on=today(), by=cast.head
    )


def _place(cast: Cast, person: Person, who: User) -> None:
    services.place(
        person=person, kind="home", home=cast.other_home, starts_on=today(), by=cast.head
    )


def _interview(cast: Cast, person: Person, who: User) -> None:
    access.give(
        person_id=person.pk, user_id=who.pk, level="interview", source="interview:1",
        valid_from=now(), by=None,
    )  # fmt: skip


def _wait(cast: Cast, person: Person, who: User) -> None:
    move_clock(now() + timedelta(hours=5))


def _wait_a_week(cast: Cast, person: Person, who: User) -> None:
    move_clock(now() + timedelta(days=7))


STEPS: list[Callable[[Cast, Person, User], None]] = [
    _grant, _grant_name_to_team, _end_grant, _restrict, _lift, _emergency, _end_emergency,
    _suspend, _allocate, _place, _interview, _wait, _wait_a_week,
]  # fmt: skip
WHO = "outsider outside_manager edt carer interviewer iro police coordinator stranger".split()
WALK = st.lists(
    st.tuples(st.sampled_from(STEPS), st.sampled_from(["boy", "sister"]), st.sampled_from(WHO)),
    min_size=4, max_size=10,
)  # fmt: skip


@pytest.fixture
def stranger(cast: Cast) -> User:
    """A head of service of another authority, with this council's word for it."""
    authority = Organisation.objects.create(name="Neighbourshire", kind="authority")
    team: Team = team_of(authority, "Children looked after")
    return user("Nell Border", team, "head_of_service")


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(walk=WALK)
def test_the_three_answers_agree_whatever_happens(
    cast: Cast, stranger: User, walk: list[tuple[Callable[..., None], str, str]]
) -> None:
    move_clock(START)
    everybody = {**cast.staff(), "stranger": stranger}
    with transaction.atomic():
        for step, person, who in walk:
            one = Person.objects.get(pk=getattr(cast, person).pk)
            by = User.objects.get(pk=everybody[who].pk)
            with contextlib.suppress(Invalid, Refused, Conflict, Http404), transaction.atomic():
                step(cast, one, by)
        agree(cast)
        interviews = {"source__startswith": "interview"}  # given here without an interview's row
        access.Access.objects.filter(**interviews).delete()
        assert access.rebuild(by=None) == (0, 0)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_stories_one_by_one(cast: Cast, stranger: User, at) -> None:
    """Each of the sources by itself, so that a walk that never meets one hides nothing."""
    for step in STEPS:
        by = User.objects.get(pk=cast.outsider.pk)
        one = Person.objects.get(pk=cast.boy.pk)
        with contextlib.suppress(Invalid, Refused, Conflict, Http404), transaction.atomic():
            step(cast, one, by)
        agree(cast)
    Person.objects.filter(pk=cast.sister.pk).update(merged_into=cast.boy)
    agree(cast)
