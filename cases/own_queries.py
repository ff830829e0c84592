"""What somebody wrote themselves about people whose record they no longer see: reports as they
sent them, and entries of the log. Nothing that was added since.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from accounts.models import User
from cases.models import LogEntry, Report
from govuk.paging import Key
from people.models import Person
from people.past_names import names_then
from people.policy import scope_of, visible_to

PAGE = 25
RESTRICTED = "Somebody whose record is restricted"
UNKNOWN = "Somebody whose record is not here any more"


@dataclass(frozen=True)
class Own:
    """One piece of somebody's own writing. `number` tells apart two of one moment."""

    row: Report | LogEntry
    at: datetime
    number: int
    person: Person | None
    name: str = ""

    @property
    def is_report(self) -> bool:
        return isinstance(self.row, Report)


def page_of(user: User, *, before: Key | None) -> tuple[list[Own], bool]:
    """One page of what this user wrote, latest first; and whether there is more."""
    found = [*_entries(user, before), *_reports(user, before)]
    found.sort(key=lambda one: (one.at, one.number), reverse=True)
    return _named(found[:PAGE]), len(found) > PAGE


def _entries(user: User, before: Key | None) -> list[Own]:
    rows = LogEntry.objects.filter(~scope_of(user, person="episode__person_id"), by=user)
    rows = _older(rows, before, at="written_at", odd=0).select_related("episode__person")
    return [
        Own(row, row.written_at, 2 * row.pk, row.episode.person)
        for row in rows.order_by("-written_at", "-pk")[: PAGE + 1]
    ]


def _reports(user: User, before: Key | None) -> list[Own]:
    """Those that led to an episode, and those that were refused, by whom they name."""
    rows = Report.objects.filter(by=user).annotate(whom=KT("payload__person"))
    seen = visible_to(user).filter(reference=OuterRef("whom"))
    rows = rows.filter(
        Q(episode__isnull=False) & ~scope_of(user, person="episode__person_id")
        | Q(episode__isnull=True) & ~Exists(seen)
    )
    rows = _older(rows, before, at="at", odd=1).select_related("episode__person")
    page = list(rows.order_by("-at", "-pk")[: PAGE + 1])
    whom = Person.objects.filter(reference__in=[row.payload.get("person", "") for row in page])
    known = {person.reference: person for person in whom}
    return [
        Own(
            row, row.at, 2 * row.pk + 1,
            row.episode.person if row.episode else known.get(row.payload.get("person", "")),
        )
        for row in page
    ]  # fmt: skip


def _older(rows: QuerySet[Any], before: Key | None, *, at: str, odd: int) -> QuerySet[Any]:
    if before is None:
        return rows
    moment, number = before
    rows = rows.annotate(number=F("pk") * 2 + odd)
    return rows.filter(Q(**{f"{at}__lt": moment}) | Q(**{at: moment}, number__lt=number))


def _named(found: list[Own]) -> list[Own]:
    """Each with the name that its writer knew: the one of that time, never a later one. Of whom
    is restricted now, none."""
    pairs = {(one.person.pk, one.at) for one in found if one.person}
    then = names_then(pairs)
    return [
        Own(one.row, one.at, one.number, one.person, _name(one.person, one.at, then))
        for one in found
    ]


def _name(person: Person | None, at: datetime, then: dict[tuple[int, datetime], str]) -> str:
    if person is None:
        return UNKNOWN
    return RESTRICTED if person.restricted else then.get((person.pk, at), UNKNOWN)


def own_report(user: User, token: str) -> Own | None:
    """One report of this user's own, whoever may see the record today."""
    row = Report.objects.filter(by=user, token=token).select_related("episode__person").first()
    if row is None:
        return None
    ref = row.payload.get("person", "")
    person = row.episode.person if row.episode else Person.objects.filter(reference=ref).first()
    return _named([Own(row, row.at, 0, person)])[0]
