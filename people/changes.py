"""What every change of a record begins with: the row under lock, the second editor, the reason."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from accounts.clock import today
from accounts.errors import Conflict, Invalid
from govuk import words
from people.models import Person

EARLIEST = date(1900, 1, 1)
# A move or a new worker can be written down before the day; further ahead it is a slip (ours).
AHEAD = timedelta(days=31)


def locked(person: Person) -> Person:
    """The person read anew, and nobody else changes the record until we are done."""
    row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if row.merged_into:
        kept = row.merged_into.reference
        raise Invalid(
            {"__all__": f"This record was merged into {kept} meanwhile. Make your change there"}
        )
    return row


def same_or_conflict(row: Any, version: int, fields: Iterable[str]) -> None:
    """Refuse the second of two editors of the same thing, showing what the first saved.

    `version` is what the page was opened with. Where the row was saved since, but none of these
    fields is other than it was then, the two do not meet and both are kept: the history says how
    the row stood at that version.
    """
    if version == row.version:
        return
    then = row.events.filter(version=version).order_by("pgh_id").first()
    columns = [row._meta.get_field(name).attname for name in fields]
    if then is None or any(getattr(then, name) != getattr(row, name) for name in columns):
        raise Conflict(theirs=row)


def differing(row: Any, fields: dict[str, Any]) -> set[str]:
    """The names of those that would change."""
    return {name for name, value in fields.items() if getattr(row, name) != value}


def check_day(
    day: date | None, *, name: str, subject: str, person: Person | None = None, ahead: bool = False
) -> date:
    """A day on which something can have begun or ended; a sentence at the field where it cannot."""
    if day is None:
        raise Invalid({name: f"Enter {subject}"})
    said = subject[0].upper() + subject[1:]
    if day < EARLIEST:
        raise Invalid({name: f"{said} must be in 1900 or later"})
    if person and person.date_of_birth and day < person.date_of_birth:
        born = words.day(person.date_of_birth)
        raise Invalid({name: f"{said} must not be before they were born, on {born}"})
    last = today() + AHEAD if ahead else today()
    if day > last:
        until = f"on or before {words.day(last)}" if ahead else "today or in the past"
        raise Invalid({name: f"{said} must be {until}"})
    return day


def check_end(start: date, end: date | None, *, name: str = "ends_on") -> None:
    if end and end < start:
        raise Invalid({name: f"The last day must be {words.day(start)}, the first day, or later"})


def reason_given(text: str, name: str = "reason") -> str:
    if not text.strip():
        raise Invalid({name: "Enter why"})
    return text.strip()


def span(row: Any) -> str:
    """`6 March 2026 to now`."""
    return f"{words.day(row.starts_on)} to {words.day(row.ends_on) or 'now'}"


def overlapping(rows: Any, start: date, end: date | None) -> Any:
    """The first of these spells that shares a day with this one, its own last day left out."""
    rows = rows.exclude(ends_on__isnull=False, ends_on__lte=start)
    if end:
        rows = rows.filter(starts_on__lt=end)
    return rows.order_by("starts_on").first() if end != start else None
