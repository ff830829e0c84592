"""A role held in another organisation opens nothing of this council's caseload, owns none of its
duties, and is never the way round a restriction.
"""

import pytest

from accounts import policy, queries
from accounts.admin import MembershipForm
from accounts.models import Organisation, Team, User
from accounts.rules import ACTS, COUNCIL_ROLES, HERE_ONLY, ROLES
from people.models import Person
from people.owners import owners_of
from people.policy import people_who_may_see, visible_to
from tests.cast import SINCE, Cast, team_of, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(cast: Cast) -> Team:
    authority = Organisation.objects.create(name="Neighbourshire", kind="authority")
    return team_of(authority, "Children looked after")


@pytest.mark.parametrize("kind", ["authority", "police", "home", "provider", "other"])
def test_no_role_held_elsewhere_sees_this_councils_people(cast: Cast, kind: str) -> None:
    team = team_of(Organisation.objects.create(name=f"An agency of {kind}", kind=kind), "A team")
    strangers = {role: user(f"Stranger {role}", team, role) for role in ROLES}
    for level in ("name", "interview", "full"):
        for role, stranger in strangers.items():
            assert not visible_to(stranger, level=level).exists(), (role, level)
        for person in Person.objects.all():
            seen_by = people_who_may_see(person, level=level)
            assert not seen_by & {one.pk for one in strangers.values()}
    for role, stranger in strangers.items():
        assert not policy.sees_whole_council(stranger), role
        assert not policy.acts_of(stranger) & HERE_ONLY, role


def test_a_role_of_the_council_held_elsewhere_is_none(cast: Cast, elsewhere: Team) -> None:
    for role in sorted(COUNCIL_ROLES):
        stranger = user(f"Stranger {role}", elsewhere, role)
        assert policy.roles_of(stranger) == frozenset(), role
        assert not any(policy.may(stranger, act).ok for act in ACTS), role
        assert stranger.pk not in queries.holders_of(role), role
        owners = owners_of({(role, cast.boy.pk)})[(role, cast.boy.pk)]
        assert stranger.pk not in owners, role


def test_the_same_role_counts_where_it_is_held_here_too(cast: Cast, elsewhere: Team) -> None:
    both = user("Robin Both", elsewhere, "edt_officer")
    both.memberships.create(team=cast.team, role="edt_officer", starts_on=SINCE)
    assert policy.sees_whole_council(User.objects.get(pk=both.pk))


def test_a_worker_elsewhere_keeps_what_does_not_need_the_council(
    cast: Cast, elsewhere: Team
) -> None:
    worker = user("Wyn Elsewhere", elsewhere, "social_worker")
    assert policy.may(worker, "view").ok
    assert not policy.may(worker, "break_glass").ok
    assert policy.may(cast.worker, "break_glass").ok


def test_the_admin_site_says_which_roles_are_the_councils(cast: Cast, elsewhere: Team) -> None:
    def errors(role: str, team: Team) -> dict[str, list[str]]:
        sent = {"user": cast.outsider.pk, "team": team.pk, "role": role, "starts_on": "2026-03-01"}
        return dict(MembershipForm(sent).errors)

    assert "is a role of this council" in errors("head_of_service", elsewhere)["role"][0]
    assert errors("social_worker", elsewhere) == {}
    assert errors("head_of_service", cast.other_team) == {}
