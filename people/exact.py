"""Finding somebody by exact match alone: a reference, an identifier, or the full name with the
date of birth. The only way to a record that one may not see (domain: restricted records).
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts import policy as roles
from accounts.models import User
from people import names
from people.models import Person
from people.policy import visible_to, would_see
from people.restriction_queries import Ask, ask

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
BORN = re.compile(r"\b(\d{1,2})[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.,-]+(\d{4})\b", re.IGNORECASE)
LIMIT = 5  # one number or one name with a birthday names one person, very seldom two


@dataclass(frozen=True)
class Hidden:
    """Somebody who is there and whom the finder may not see: a reference, and whom to ask."""

    reference: str
    restricted: bool
    ask: Ask | None  # for a restricted record
    emergency: bool  # whether the finder may use emergency access
    report: bool  # whether the finder may report them without seeing the record


def exactly(text: str) -> QuerySet[Person]:
    """Whoever has this reference or identifier, or this full name and date of birth."""
    text = " ".join(text.replace("\x00", "").split())[:200]
    there = Person.objects.filter(merged_into__isnull=True)
    if not text:
        return there.none()
    by_number = Q(reference__iexact=text) | Q(identifiers__value__iexact=text)
    born = born_in(text)
    if born is None:
        return there.filter(by_number).distinct()
    day, rest = born
    plain = names.normal(rest)
    if " " not in plain:  # a first name is no full name
        return there.filter(by_number).distinct()
    by_name = Q(date_of_birth=day, names__normal=plain)
    return there.filter(by_number | by_name).distinct()


def born_in(text: str) -> tuple[date, str] | None:
    """The day in what somebody typed, day first, and the rest of it; None where there is no day."""
    found = BORN.search(text)
    if not found:
        return None
    day, month, year = found.groups()
    number = int(month) if month.isdigit() else _month(month)
    try:
        born = date(int(year), number, int(day))
    except ValueError:
        return None
    return born, f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;")


def _month(word: str) -> int:
    short = word[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def hidden_matches(text: str, *, user: User) -> list[Hidden]:
    """Exact matches that this user may not see: restricted ones, told to anybody who may search;
    other people's children, told to those alone who may use emergency access.
    """
    acts = roles.acts_of(user)
    if "find_people" not in acts or not text.strip():
        return []
    rows = exactly(text).exclude(pk__in=visible_to(user, level="name").values("pk"))
    if "break_glass" not in acts:
        rows = rows.filter(restricted=True)
    found = list(rows.order_by("pk")[:LIMIT])
    reportable = would_see(user).filter(pk__in=[one.pk for one in found]) if found else ()
    theirs = {one.pk for one in reportable} if "report" in acts else set()
    return [
        Hidden(
            reference=one.reference,
            restricted=one.restricted,
            ask=ask(one) if one.restricted else None,
            emergency="break_glass" in acts,
            report=one.pk in theirs,
        )
        for one in found
    ]
