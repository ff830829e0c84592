"""Two records side by side: what differs, what is the same in both, in words."""

from dataclasses import dataclass
from datetime import date

from accounts.clock import local, today
from cases import queries
from govuk import words
from people import queries as people_queries
from people import rules
from people.merge_fields import groups, said_of
from people.models import Person
from people.record_queries import identifiers_of, names_of

# What a record says that has none of these; of all else it is not known.
NOTHING = {
    "Episodes": "None",
    "Further names": "None",
    "Placed": "Not placed",
    "Who works with them": "Nobody",
}


@dataclass(frozen=True)
class SideBySide:
    """`differs`: (what, of the one, of the other); `same`: (what, of both)."""

    differs: list[tuple[str, str, str]]
    same: list[tuple[str, str]]


def side_by_side(one: Person, other: Person) -> SideBySide:
    day = today()
    left, right = facts(one, day=day), facts(other, day=day)
    rows = [(what, left[what], right[what]) for what in left if left[what] or right[what]]
    return SideBySide(
        differs=[
            (what, said or NOTHING.get(what, "Not known"), again or NOTHING.get(what, "Not known"))
            for what, said, again in rows
            if said != again
        ],
        same=[(what, said) for what, said, again in rows if said == again],
    )


def facts(person: Person, *, day: date) -> dict[str, str]:
    """Everything by which somebody can tell whether it is this person, by what it is called."""
    found = {label: said_of(person, columns) for label, columns in groups().values()}
    found["Further names"] = ", ".join(one.written for one in names_of(person.pk))
    numbers = identifiers_of(person.pk)
    for kind, label in rules.IDENTIFIERS.items():
        found[label] = ", ".join(one.value for one in numbers if one.kind == kind)
    care, legal = people_queries.care_on(person.pk, day), people_queries.legal_on(person.pk, day)
    found["Social care status"] = care.get_status_display()
    found["Legal status"] = legal.get_status_display()
    placed = people_queries.current_placement(person.pk, day)
    found["Placed"] = f"{placed}, since {words.day(placed.starts_on)}" if placed else ""
    found["Who works with them"] = ", ".join(
        f"{row.user.name} ({row.get_role_display().lower()})"
        for row in people_queries.allocations_of(person.pk, day)
    )
    found["Episodes"] = _episodes(person)
    by = f" by {person.added_by.name}" if person.added_by else ""
    found["Added"] = f"{words.day(local(person.created_at).date())}{by}"
    return found


def _episodes(person: Person) -> str:
    there = [one for one in queries.episodes_of(person.pk) if one.state != "void"]
    if not there:
        return ""
    latest = words.day(local(there[0].started_at).date())
    now = ", open now" if there[0].is_open else ""
    return f"{words.count(len(there), 'episode')}, the latest on {latest}{now}"
