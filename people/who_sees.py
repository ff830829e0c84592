"""Who can see a record now, why, and until when: every reason in words (domain: access).

The same policy as everywhere: what is listed here is what `people_who_may_see` answers, told by
reasons. A restricted record lists no team, home or whole-council role, for none counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import Membership, User
from accounts.queries import current
from accounts.rules import ROLES
from people.models import (
    Access,
    Allocation,
    EmergencyAccess,
    Named,
    Person,
    PersonGrant,
)
from people.policy import people_who_may_see
from people.reach import in_force
from people.rules import LEVELS


@dataclass(frozen=True)
class Reason:
    """One reason: whom it lets in, how far, why, from when and until when."""

    who: str
    level: str
    why: str
    since: datetime | None
    until: datetime | None
    members: tuple[str, ...] = ()  # of a team, an organisation or a role, by name
    ids: frozenset[int] = frozenset()
    grant: int | None = None  # of an explicit grant, which can be ended
    reference: str = ""  # of an emergency access


def reasons_for(person: Person) -> list[Reason]:
    """Named people first, then teams and organisations, then roles."""
    rows = _rows(person)
    words = _Words(rows)
    able = {level: people_who_may_see(person, level=level) for level in LEVELS}
    teams, organisations = _members(rows)
    roles = {} if person.restricted else _whole_council()
    names = _names(able["full"] | able["interview"] | able["name"])
    made = []
    for row in rows:
        held = (
            {row.user_id}
            if row.user_id
            else teams.get(row.team_id, set()) | organisations.get(row.organisation_id, set())
        )
        seen = {pk for pk in held if pk in able[row.level]}
        if seen or not row.user_id:
            made.append(words.reason(row, seen, names))
    for role, holders in roles.items():
        seen = holders & able["full"]
        if seen:
            label = ROLES[role].label
            made.append(
                Reason(
                    who=f"Everybody with the role {label}", level=LEVELS["full"],
                    why="The role sees the whole council", since=None, until=None,
                    members=_sorted(seen, names), ids=frozenset(seen),
                )
            )  # fmt: skip
    return made


def _rows(person: Person) -> list[Access]:
    rows = Access.objects.filter(in_force(), person=person)
    if person.restricted:
        rows = rows.filter(user__isnull=False)
    found = list(rows.select_related("user", "team__organisation", "organisation"))
    return sorted(found, key=lambda row: (not row.user_id, not row.team_id, _who(row)))


def _who(row: Access) -> str:
    return str(row.user or row.team or row.organisation)


def _members(
    rows: Iterable[Access],
) -> tuple[dict[int | None, set[int]], dict[int | None, set[int]]]:
    """Who works today in the teams and organisations of these rows."""
    rows = list(rows)
    found = Membership.objects.filter(current(), user__is_active=True)
    teams: dict[int | None, set[int]] = {}
    organisations: dict[int | None, set[int]] = {}
    wanted = {row.team_id for row in rows if row.team_id}
    for team_id, user_id in found.filter(team__in=wanted).values_list("team_id", "user_id"):
        teams.setdefault(team_id, set()).add(user_id)
    wanted = {row.organisation_id for row in rows if row.organisation_id}
    pairs = found.filter(team__organisation__in=wanted)
    for organisation_id, user_id in pairs.values_list("team__organisation_id", "user_id"):
        organisations.setdefault(organisation_id, set()).add(user_id)
    return teams, organisations


def _whole_council() -> dict[str, set[int]]:
    """Who holds each role that needs no row."""
    whole = [key for key, role in ROLES.items() if role.whole_council]
    rows = Membership.objects.filter(current(), role__in=whole, user__is_active=True)
    held: dict[str, set[int]] = {}
    for role, user_id in rows.order_by("role").values_list("role", "user_id"):
        held.setdefault(role, set()).add(user_id)
    return held


def _names(ids: set[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _sorted(ids: Iterable[int], names: dict[int, str]) -> tuple[str, ...]:
    return tuple(sorted(names[pk] for pk in ids if pk in names))


class _Words:
    """What the sources of some rows say, each kind asked for in one query."""

    def __init__(self, rows: list[Access]) -> None:
        self.numbers: dict[str, set[int]] = {}
        for row in rows:
            kind, _, number = row.source.partition(":")
            if number.isdigit():
                self.numbers.setdefault(kind, set()).add(int(number))
        self.said: dict[str, dict[int, Any]] = {
            "allocation": self._of("allocation", Allocation.objects.all()),
            "grant": self._of("grant", PersonGrant.objects.select_related("by")),
            "named": self._of("named", Named.objects.select_related("by")),
            "emergency": self._of("emergency", EmergencyAccess.objects.all()),
        }

    def _of(self, kind: str, rows: QuerySet[Any]) -> dict[int, Any]:
        return rows.in_bulk(self.numbers.get(kind, set()))

    def reason(self, row: Access, seen: set[int], names: dict[int, str]) -> Reason:
        kind, _, number = row.source.partition(":")
        why, grant, reference = self._why(row, kind, int(number) if number.isdigit() else 0)
        group = not row.user_id
        return Reason(
            who=_who(row), level=LEVELS[row.level], why=why, since=row.valid_from,
            until=row.valid_to, members=_sorted(seen, names) if group else (),
            ids=frozenset(seen), grant=grant, reference=reference,
        )  # fmt: skip

    def _why(self, row: Access, kind: str, number: int) -> tuple[str, int | None, str]:
        """The words, the number of a grant, the reference of an emergency access."""
        said = self.said.get(kind, {}).get(number)
        if kind == "allocation" and said:
            part = said.get_role_display()
            return (part if row.user_id else f"The team of the {part.lower()}"), None, ""
        if kind == "grant" and said:
            return f"Given by {said.by}: {said.reason}", number, ""
        if kind == "named" and said:
            return f"Named for the restricted record by {said.by}", None, ""
        if kind == "emergency" and said:
            return f"Emergency access: {said.reason}", None, said.reference
        if kind == "placement":
            return (CARES if row.level == "full" else HOSTS), None, ""
        return OTHER.get(kind, kind.replace("_", " ").capitalize()), None, ""


CARES = "Cares for them where they are placed"
HOSTS = "The authority in whose area they are placed"
OTHER = {
    "added": "Added the record",
    "merge": "Added a record that was merged into this one",
    "interview": "The return home interview was given to them",
}
