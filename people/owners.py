"""Whose duty it is: a role, resolved through today's allocations. No duty is ever without an owner.

Without an allocated worker the MASH manager owns it, out of hours the EDT manager (domain:
People). The two functions are one rule seen from two sides: `owners_of` for the ladder, `duties_of`
for the tray; a test holds them together.

An owner must be able to act. Of a restricted record a duty goes to nobody whose role has no way to
it: whoever is not named, and stands in, gets there by emergency access (people/emergency.py).
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.clock import local, now, today
from accounts.models import Membership, User
from accounts.policy import roles_of
from accounts.queries import current
from accounts.rules import ROLES
from deadlines.calendar import is_office_time
from deadlines.queries import holidays_after
from people.models import Allocation, Person
from people.queries import current_on

# Parts that belong to one person's own people; every other role is held by all who have it.
BY_ALLOCATION = frozenset(
    {
        "social_worker",
        "team_manager",
        "iro",
        "cp_chair",
        "key_worker",
        "personal_adviser",
    }
)

# Roles that have no emergency access. What one of them owns of a restricted person is the missing
# co-ordinator's instead; but for what needs no record, the review of emergency access itself.
NO_WAY_IN = frozenset(
    key for key, role in ROLES.items() if "break_glass" not in role.acts
) - BY_ALLOCATION - {"information_governance"}  # fmt: skip
# Who has a role's duties where nobody holds the role, before the one who stands in for everything.
NEXT_IN_LINE = {"information_governance": "head_of_service"}


def acting(role: str, *, restricted: bool) -> str:
    """The role that has this role's duty for a person."""
    return "missing_coordinator" if restricted and role in NO_WAY_IN else role


def stand_ins(moment: datetime) -> str:
    """The role that owns what nobody is allocated to: by day MASH, by night EDT."""
    here = local(moment)
    open_now = is_office_time(here, holidays_after(here.date()))
    return "mash_manager" if open_now else "edt_manager"


def _holders(roles: set[str]) -> dict[str, set[int]]:
    rows = Membership.objects.filter(current(), role__in=roles, user__is_active=True)
    held: dict[str, set[int]] = {role: set() for role in roles}
    for role, user_id in rows.values_list("role", "user_id"):
        held[role].add(user_id)
    return held


def _managers_of_teams(person_ids: set[int]) -> dict[int, set[int]]:
    """For each person, the managers of the team of the allocated social worker."""
    teams = dict(
        Allocation.objects.filter(
            current_on(today()),
            person_id__in=person_ids,
            role="social_worker",
            team__isnull=False,
        )
        .order_by("starts_on")
        .values_list("person_id", "team_id")
    )
    managers: dict[int, set[int]] = {}
    rows = Membership.objects.filter(
        current(),
        team_id__in=set(teams.values()),
        role="team_manager",
        user__is_active=True,
    )
    for team_id, user_id in rows.values_list("team_id", "user_id"):
        managers.setdefault(team_id, set()).add(user_id)
    return {person_id: managers.get(team_id, set()) for person_id, team_id in teams.items()}


def owners_of(pairs: set[tuple[str, int]]) -> dict[tuple[str, int], set[int]]:
    """Who holds each role's duty for each person now; empty only where the council has nobody."""
    people = {person_id for _, person_id in pairs}
    allocated: dict[tuple[str, int], set[int]] = {}
    rows = Allocation.objects.filter(
        current_on(today()), person_id__in=people, user__is_active=True
    ).order_by("starts_on")
    for person_id, role, user_id in rows.values_list("person_id", "role", "user_id"):
        allocated[(role, person_id)] = {user_id}
    shut = set(Person.objects.filter(pk__in=people, restricted=True).values_list("pk", flat=True))
    fallback = stand_ins(now())
    wanted = {role for role, _ in pairs} - BY_ALLOCATION | {
        fallback,
        "missing_coordinator",
        *NEXT_IN_LINE.values(),
    }
    holders = _holders(wanted)
    managers = _managers_of_teams(people)
    last = holders[fallback] or holders["missing_coordinator"]
    answer: dict[tuple[str, int], set[int]] = {}
    for role, person_id in pairs:
        if role in BY_ALLOCATION:
            found = allocated.get((role, person_id), set())
            if not found and role == "team_manager":
                found = managers.get(person_id, set())
        else:
            found = holders[acting(role, restricted=person_id in shut)]
            found = found or holders.get(NEXT_IN_LINE.get(role, ""), set())
        answer[(role, person_id)] = found or last
    return answer


def duties_of(user: User) -> Q:
    """The condition on deadlines that makes one this user's own; the other side of `owners_of`."""
    day, mine = today(), roles_of(user)
    own = Q(owner_user=user)
    # Given by name to somebody who can no longer sign in, it is the role's again.
    by_role = Q(owner_user__isnull=True) | Q(owner_user__is_active=False)
    held = Allocation.objects.filter(current_on(day), user__is_active=True)
    duties = Q(pk__in=[])
    for role in sorted(BY_ALLOCATION):
        of_me = held.filter(user=user, role=role).values("person_id")
        duties |= Q(owner_role=role, person_id__in=of_me)
    without_manager = Q(owner_role="team_manager") & ~_there_is(held.filter(role="team_manager"))
    my_teams = Membership.objects.filter(current(), user=user, role="team_manager").values("team")
    in_my_teams = Allocation.objects.filter(
        current_on(day), role="social_worker", team__in=my_teams
    )
    duties |= without_manager & Q(person_id__in=in_my_teams.values("person_id"))
    duties |= _of_shared_roles(mine)
    fallback = stand_ins(now())
    if fallback in mine or ("missing_coordinator" in mine and not _holders({fallback})[fallback]):
        duties |= _unowned()
    return own | (by_role & duties)


def _of_shared_roles(mine: frozenset[str]) -> Q:
    """Duties of roles that all their holders share, where those can act for the person."""
    shut = _is_restricted()
    duties = Q(owner_role__in=sorted(mine - BY_ALLOCATION - NO_WAY_IN))
    duties |= Q(owner_role__in=sorted(mine & NO_WAY_IN)) & ~shut
    if "missing_coordinator" in mine:
        duties |= Q(owner_role__in=sorted(NO_WAY_IN)) & shut
    for role, following in NEXT_IN_LINE.items():
        if following in mine and not _holders({role})[role]:
            duties |= Q(owner_role=role)
    return duties


def _there_is(rows: QuerySet[Allocation]) -> Q:
    """Whether one of these is of the duty's person. Looked up duty by duty: few are open, while
    the people who have a worker are all there are.
    """
    return Q(Exists(rows.filter(person=OuterRef("person_id"))))


def _is_restricted() -> Q:
    return Q(Exists(Person.objects.filter(restricted=True, pk=OuterRef("person_id"))))


def _unowned() -> Q:
    """Duties by allocation for people who have nobody in that part; by role that nobody holds."""
    day = today()
    held = Allocation.objects.filter(current_on(day), user__is_active=True)
    managed = Membership.objects.filter(current(), role="team_manager", user__is_active=True)
    with_team = Allocation.objects.filter(
        current_on(day), role="social_worker", team__in=managed.values("team")
    )
    unowned = Q(pk__in=[])
    for role in sorted(BY_ALLOCATION):
        missing = Q(owner_role=role) & ~_there_is(held.filter(role=role))
        if role == "team_manager":
            missing &= ~_there_is(with_team)
        unowned |= missing
    held_roles = set(
        Membership.objects.filter(current(), user__is_active=True).values_list("role", flat=True)
    )
    followed = {role for role, following in NEXT_IN_LINE.items() if following in held_roles}
    nobody = ~Q(owner_role__in=sorted(BY_ALLOCATION | held_roles | followed))
    shut = _is_restricted()
    of_the_coordinator = Q(owner_role__in=sorted(NO_WAY_IN)) & shut
    if "missing_coordinator" in held_roles:
        return unowned | (nobody & ~of_the_coordinator)
    return unowned | nobody | of_the_coordinator
