"""Grants, restrictions and emergency access of two records that are found to be one person."""

from datetime import date

import pytest

from accounts.models import User
from people import access, emergency, grants, restricting, services
from people.grants import To
from people.merge_fields import differing
from people.merging import merge
from people.models import EmergencyAccess, Person, PersonGrant
from people.policy import visible_to
from people.restriction_queries import restriction_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SHARED = {"basis": "public_task", "consent": "not_sought", "consent_why": "He is missing"}


@pytest.fixture
def twin(cast: Cast) -> Person:
    """The boy again, added in the night by the emergency duty team who did not know him."""
    return services.add_person(by=cast.edt, given_name="Jim", family_name="Exempler")


def fresh(who: User) -> User:
    return User.objects.get(pk=who.pk)


def seen_by(cast: Cast) -> set[User]:
    return {
        who
        for who in cast.staff().values()
        if visible_to(fresh(who)).filter(pk=cast.boy.pk).exists()
    }


def make_one(cast: Cast, twin: Person, by: User) -> None:
    cast.boy.refresh_from_db()
    merge(
        by=fresh(by), kept_ref=cast.boy.reference, gone_ref=twin.reference, why="One number",
        choices={field.key: "kept" for field in differing(cast.boy, twin)},
    )  # fmt: skip
    assert access.rebuild(by=None) == (0, 0)


def shut(person: Person, cast: Cast, *named: User) -> None:
    restricting.restrict(
        ref=person.reference, by=cast.head, reason="Threats", ask=cast.head, named=list(named),
        version=0,
    )  # fmt: skip


def grant(person: Person, cast: Cast, to: User) -> None:
    grants.give(
        ref=person.reference, to=To(user=to), level="full", reason="Covers", by=cast.coordinator,
        until=date(2026, 4, 30), sharing=SHARED,
    )  # fmt: skip


def test_grants_and_emergency_access_go_with_their_record(cast: Cast, twin: Person) -> None:
    grant(twin, cast, cast.outsider)
    grant(twin, cast, cast.police)
    grant(cast.boy, cast, cast.police)
    emergency.begin(ref=twin.reference, by=cast.outside_manager, reason="Seen with our other girl")
    make_one(cast, twin, cast.coordinator)
    assert {cast.outsider, cast.police, cast.outside_manager} <= seen_by(cast)
    running = PersonGrant.objects.filter(content_object=cast.boy, ended_at__isnull=True)
    assert {row.user for row in running} == {cast.outsider, cast.police}
    assert EmergencyAccess.objects.get().person == cast.boy


def test_an_open_record_is_shut_by_the_restricted_one_that_goes(cast: Cast, twin: Person) -> None:
    grant(cast.boy, cast, cast.police)
    grant(twin, cast, cast.outsider)
    emergency.begin(ref=cast.boy.reference, by=cast.outside_manager, reason="Seen with our girl")
    shut(twin, cast, cast.business)
    make_one(cast, twin, cast.head)
    allocated = {cast.worker, cast.manager, cast.iro, cast.cp_chair}
    assert seen_by(cast) == allocated | {cast.head, cast.business}
    assert restriction_of(cast.boy.pk) is not None


def test_a_restricted_record_stays_shut_to_those_of_the_other(cast: Cast, twin: Person) -> None:
    grant(twin, cast, cast.outsider)
    shut(cast.boy, cast)
    make_one(cast, twin, cast.head)
    assert not {cast.outsider, cast.edt} & seen_by(cast)


def test_where_both_were_restricted_the_kept_record_says_who_is_named(
    cast: Cast, twin: Person
) -> None:
    shut(twin, cast, cast.outsider)
    shut(cast.boy, cast, cast.business)
    make_one(cast, twin, cast.head)
    assert cast.business in seen_by(cast)
    assert cast.outsider not in seen_by(cast)


def test_restricted_later_it_is_shut_to_whoever_added_the_other(cast: Cast) -> None:
    twin = services.add_person(by=cast.outsider, given_name="Jim", family_name="Exempler")
    make_one(cast, twin, cast.coordinator)
    assert cast.outsider in seen_by(cast)
    shut(cast.boy, cast)
    assert cast.outsider not in seen_by(cast)
    assert access.rebuild(by=None) == (0, 0)
    restricting.lift(ref=cast.boy.reference, by=fresh(cast.head), why="Over", version=1)
    assert access.rebuild(by=None) == (0, 0)
