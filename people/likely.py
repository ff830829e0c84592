"""Who somebody that is being added may be: likely matches, shown before a second record is made.

By name however spelt or nicknamed, by date of birth and by what is easily written for it, and by a
number. Only among people the user may find: whom else it might be is for others to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.clock import today
from accounts.models import User
from people import birthdays, names
from people.models import Person
from people.policy import visible_to
from people.search import Asked, names_like

MOST = 5  # more would not be read; the likeliest come first
EXACT, SURE, LIKE, NEARLY = 1.0, 0.97, 0.85, 0.72  # how well a name fits
YEARS_APART = 3  # as far as a guessed age may be off


@dataclass
class Match:
    """A record that may be the same person's, and why."""

    person: Person
    score: float
    reasons: list[str] = field(default_factory=list)


def likely(fields: dict[str, Any], *, user: User, numbers: tuple[str, ...] = ()) -> list[Match]:
    """The likeliest records first, of those this user may find; none is the usual answer."""
    called = [
        f"{given} {fields.get('family_name') or ''}"
        for given in (fields.get("given_name") or "", fields.get("known_as") or "")
        if given
    ]
    return fitting(fields, called=called, among=visible_to(user), numbers=numbers)[:MOST]


def fitting(
    fields: dict[str, Any], *, called: Iterable[str], among: QuerySet[Person],
    numbers: tuple[str, ...] = (),
) -> list[Match]:  # fmt: skip
    """All in `among` who may be somebody with these names (`called`), birthday or age (`fields`)
    and numbers, the likeliest first.
    """
    by_name = _by_name(called, fields.get("date_of_birth"), among=among)
    rows = among.select_related("responsible_authority").prefetch_related("identifiers")
    found = []
    for person in rows.filter(pk__in=[*by_name, *_with_number(numbers, among=among)]):
        same = [
            one
            for one in person.identifiers.all()
            if one.ended_on is None and one.value.upper() in numbers
        ]
        match = _judged(person, by_name.get(person.pk, 0.0), fields)
        if same:
            reasons = [f"The same {one.get_kind_display().lower()}" for one in same]
            match = Match(person, 3.0, reasons + (match.reasons if match else []))
        if match:
            found.append(match)
    return sorted(found, key=lambda one: (-one.score, one.person.pk))


def restricted_match(fields: dict[str, Any], *, user: User) -> bool:
    """Whether the full name and the date of birth are exactly those of a restricted record that
    this user may not see: all that may be said is that there may be one.
    """
    plain = names.normal(f"{fields.get('given_name') or ''} {fields.get('family_name') or ''}")
    if " " not in plain or not fields.get("date_of_birth"):
        return False
    rows = Person.objects.filter(
        restricted=True, merged_into__isnull=True, date_of_birth=fields["date_of_birth"],
        names__normal=plain,
    )  # fmt: skip
    return rows.exclude(pk__in=visible_to(user).filter(restricted=True).values("pk")).exists()


def _by_name(
    called: Iterable[str], born: date | None, *, among: QuerySet[Person]
) -> dict[int, float]:
    """How well each person's names fit one of these, the best of them."""
    best: dict[int, float] = {}
    for name in dict.fromkeys(" ".join(names.normal(one).split()[:6]) for one in called):
        if name:
            for pk, score in names_like(Asked(name.split(), born), among=among).items():
                best[pk] = max(score, best.get(pk, 0.0))
    return best


def _with_number(numbers: tuple[str, ...], *, among: QuerySet[Person]) -> list[int]:
    if not numbers:
        return []
    rows = Person.objects.filter(identifiers__value__in=numbers, identifiers__ended_on=None)
    return list(rows.values_list("pk", flat=True)[:MOST])


def _judged(person: Person, name: float, fields: dict[str, Any]) -> Match | None:
    """Whether name and birthday together are enough to ask."""
    day, said = _birthday(person, fields)
    enough = {
        "same": NEARLY, "near": LIKE, "unknown": LIKE, "apart": SURE,
    }.get(day)  # fmt: skip
    if enough is None or name < enough:
        return None
    spelt = "The same name" if name >= EXACT else "A name like it"
    weight = {"same": 1.0, "near": 0.5, "unknown": 0.3, "apart": 0.0}[day]
    return Match(person, name + weight, [spelt, *([said] if said else [])])


def _birthday(person: Person, fields: dict[str, Any]) -> tuple[str, str]:
    """How the two dates of birth, or the ages where one is guessed, go together."""
    typed: date | None = fields.get("date_of_birth")
    held = person.date_of_birth
    if typed and held:
        if typed == held:
            return "same", "The same date of birth"
        if (typed.month, typed.day, typed.year) == (held.day, held.month, held.year):
            return "near", "Day and month of birth the other way round"
        if held in birthdays.near(typed):
            return "near", "A date of birth that differs by one figure"
        close = abs(typed.year - held.year) <= YEARS_APART
        return ("apart", "Another date of birth, of about the same age") if close else ("no", "")
    age = person.age_on(today())
    other = _age(typed) if typed else fields.get("estimated_age")
    if age is not None and other is not None and abs(age - other) > YEARS_APART:
        return "no", ""
    return "unknown", "Of about the same age" if age is not None and other is not None else ""


def _age(born: date) -> int:
    day = today()
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def held_number(person: Person, kind: str) -> str:
    """The number of this kind that the record holds now, or several."""
    rows = person.identifiers.filter(kind=kind, ended_on=None)
    return ", ".join(rows.values_list("value", flat=True))
