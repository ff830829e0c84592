"""What somebody may do follows from the roles they hold today."""

from collections.abc import Callable
from datetime import date

import pytest

from accounts import policy, queries
from accounts.errors import Refused
from accounts.models import Membership, User
from accounts.rules import ACTS, ROLES
from tests.cast import Cast


def again(user: User) -> User:
    """The same user as the next request sees them."""
    return User.objects.get(pk=user.pk)


def test_every_act_a_role_names_exists() -> None:
    assert {act for role in ROLES.values() for act in role.acts} <= ACTS.keys()


def test_a_carer_reports_and_does_not_finalise(cast: Cast) -> None:
    assert policy.may(cast.carer, "report").ok
    verdict = policy.may(cast.carer, "finalise")
    assert not verdict.ok
    assert verdict.reason == "Your role cannot finalise an episode."


def test_a_refusal_says_who_can(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        policy.require(cast.worker, "void")
    assert refused.value.act == "void"
    assert "Team manager" in refused.value.who_can_help


def test_an_act_nobody_defined_is_an_error(cast: Cast) -> None:
    with pytest.raises(LookupError):
        policy.may(cast.worker, "levitate")


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2026-03-09 00:30", False),
        ("2026-03-10 00:00", True),
        ("2026-03-12 23:59", True),
        ("2026-03-13 00:00", False),
    ],
)
def test_a_membership_counts_from_its_first_to_its_last_day(
    cast: Cast, at: Callable[[str], object], moment: str, holds: bool
) -> None:
    Membership.objects.create(
        user=cast.outsider, team=cast.team, role="iro",
        starts_on=date(2026, 3, 10), ends_on=date(2026, 3, 12),
    )  # fmt: skip
    at(moment)
    assert ("iro" in policy.roles_of(again(cast.outsider))) is holds
    assert (cast.outsider.pk in queries.holders_of("iro")) is holds
    assert (cast.team.pk in queries.teams_of(again(cast.outsider))) is holds


def test_a_day_begins_in_london_in_summer_too(cast: Cast, at: Callable[[str], object]) -> None:
    Membership.objects.create(
        user=cast.outsider, team=cast.team, role="iro", starts_on=date(2026, 7, 2)
    )
    at("2026-07-02 00:30")  # still the first of July in UTC
    assert "iro" in policy.roles_of(again(cast.outsider))


def test_the_suspended_hold_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    assert policy.roles_of(again(cast.manager)) == frozenset()
    assert cast.manager.pk not in queries.holders_of("team_manager")


def test_a_superuser_without_a_role_may_do_nothing(cast: Cast) -> None:
    root = User.objects.create_superuser("root@example.test", "long enough password", name="Root")
    assert not any(policy.may(root, act).ok for act in ACTS)
    assert policy.may(root, "view").reason == policy.NO_ROLE
