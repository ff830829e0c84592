"""What the people room holds for somebody, and how it changes hands: the parts in a person's care,
and the sight of people whom they added.
"""

from datetime import datetime

from django.db.models import Q

from accounts.clock import today
from accounts.models import Team, User
from accounts.policy import roles_of
from accounts.queries import holdings_of
from accounts.rules import ROLES
from people.bulk_access import Reason, end_many, give_many
from people.hand_over_hooks import Handing, Held
from people.hooks import ALLOCATION_CHANGED, AccessRow
from people.models import Access, Allocation, HandOverLine, Person
from people.reach import in_force
from people.restriction_queries import restrictions
from people.rules import ALLOCATION_ROLES, PART_NEEDS_ACT, PART_NEEDS_ROLE
from people.spans import from_day, to_day

Left = dict[int, str]  # number of a line, and why it stays where it is


def parts_held(users: list[int]) -> list[Held]:
    """Parts in somebody's care that go on after today, those that begin later among them."""
    rows = Allocation.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=today()), user__in=users
    )
    return [
        Held("allocation", row.pk, row.user_id, row.person_id, ALLOCATION_ROLES[row.role])
        for row in rows.order_by("role", "person_id")
    ]


def give_parts(lines: list[Held], handing: Handing) -> Left:
    """Each part ends for who held it on that day, and begins for the new holder on the same day.

    The day of the change belongs to both. A part that begins later only changes its name.
    """
    rows = Allocation.objects.in_bulk([line.number for line in lines])
    left = {pk: why for pk, row in rows.items() if (why := cannot_hold(handing.to, row.role))}
    moved = [row for pk, row in rows.items() if pk not in left]
    teams = _teams(moved, handing.to)
    begun = [row for row in moved if row.starts_on <= handing.on]
    later = [row for row in moved if row.starts_on > handing.on]
    successors = [
        Allocation(
            person_id=row.person_id, role=row.role, user=handing.to, team=teams[row.pk],
            starts_on=handing.on, ends_on=row.ends_on,
        )
        for row in begun
    ]  # fmt: skip
    Allocation.objects.filter(pk__in=[row.pk for row in begun]).update(ends_on=handing.on)
    Allocation.objects.bulk_create(successors)
    for row in later:
        row.user, row.team = handing.to, teams[row.pk]
    Allocation.objects.bulk_update(later, ["user", "team"])
    _follow(begun, later, successors, handing)
    return left


def _follow(
    begun: list[Allocation], later: list[Allocation], successors: list[Allocation], handing: Handing
) -> None:
    """Access ends and begins with the parts; rooms above hear of each person once."""
    ended = {f"allocation:{row.pk}": row.person_id for row in begun}
    until = to_day(handing.on)
    assert until is not None  # a hand-over has a day
    end_many(ended, at=until, by=handing.by)
    Access.objects.filter(source__in=[f"allocation:{row.pk}" for row in later]).delete()
    give_many((reason for row in [*successors, *later] for reason in _reasons(row)), by=handing.by)
    for person_id in sorted({row.person_id for row in [*begun, *later]}):
        for told in ALLOCATION_CHANGED:
            told(person_id=person_id, by=handing.by)


def _reasons(row: Allocation) -> list[Reason]:
    source, since, until = f"allocation:{row.pk}", from_day(row.starts_on), to_day(row.ends_on)
    own = Reason(row.person_id, source, since, until, user_id=row.user_id)
    if not row.team_id:
        return [own]
    return [own, Reason(row.person_id, source, since, until, team_id=row.team_id)]


def _teams(rows: list[Allocation], to: User) -> dict[int, Team | None]:
    """The team stays where the new holder works in it too; else it is the new holder's own."""
    own = {held.team_id: held.role for held in holdings_of(to)}
    chosen: dict[int, int | None] = {}
    for row in rows:
        fitting = [team for team, role in own.items() if _fits(role, row.role)]
        if row.team_id is None:
            chosen[row.pk] = None
        else:
            chosen[row.pk] = row.team_id if row.team_id in own else min(fitting, default=None)
    teams = Team.objects.in_bulk({team for team in chosen.values() if team})
    return {pk: teams.get(team) if team else None for pk, team in chosen.items()}


def _fits(role: str, part: str) -> bool:
    if part in PART_NEEDS_ROLE:
        return role == PART_NEEDS_ROLE[part]
    return PART_NEEDS_ACT[part] in ROLES[role].acts


def cannot_hold(user: User, part: str) -> str:
    """Why this user cannot have this part in a person's care; empty where they can."""
    if any(_fits(role, part) for role in roles_of(user)):
        return ""
    label = ALLOCATION_ROLES[part].lower()
    return f"{user.name} cannot be somebody’s {label}: their role does not include it."


def added_by(users: list[int]) -> list[Held]:
    """People whom these users added, and still see for that alone."""
    rows = Access.objects.filter(
        in_force(), user__in=users, source__startswith="added:", valid_to__isnull=True
    )
    return [
        Held("added", row.person_id, row.user_id, row.person_id, "Added to Homeward")
        for row in rows.order_by("person_id")
        if row.user_id
    ]


def give_added(lines: list[Held], handing: Handing) -> Left:
    """Who added somebody unknown sees them no more from the next day; the new holder does."""
    until = to_day(handing.on)
    assert until is not None  # a hand-over has a day
    ended = {f"added:{line.person}": line.person for line in lines}
    end_many(ended, at=until, by=handing.by)
    since = from_day(handing.on)
    give_many(
        (Reason(one, source, since, user_id=handing.to.pk) for source, one in ended.items()),
        by=handing.by,
    )
    return {}


def rows_of_adding() -> list[AccessRow]:
    """Whoever added somebody unknown until tonight may go on seeing them, until that is handed
    over: then it is the new holder who may; or until the record is restricted: that names nobody.
    """
    shut = restrictions()
    added = Person.objects.filter(added_by__isnull=False, merged_into__isnull=True)
    spans: dict[int, dict[int, tuple[datetime, datetime | None]]] = {
        one.pk: {one.added_by_id: (one.created_at, None)}
        for one in added.only("pk", "added_by", "created_at")
        if one.added_by_id
    }
    handed = HandOverLine.objects.filter(kind="added", why_not="").select_related("hand_over")
    for line in handed.filter(person__merged_into__isnull=True).order_by("pk"):
        of, on = spans[line.person_id], line.hand_over.on
        since, _ = of[line.hand_over.from_user_id]
        of[line.hand_over.from_user_id] = (since, to_day(on))
        of[line.to_user_id] = (from_day(on), None)
    return [
        (
            person_id,
            "user_id",
            user_id,
            "full",
            f"added:{person_id}",
            since,
            until or shut.after(person_id, since),
        )
        for person_id, by_user in spans.items()
        for user_id, (since, until) in by_user.items()
    ]
