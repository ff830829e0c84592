"""Finding a person by any name or nickname, however spelt, birthday or number (way 14)."""

import re
from datetime import date

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, FloatField, Max, Q, QuerySet, Value, When
from django.db.models.functions import Greatest

from people import names
from people.models import Person

DATE = re.compile(r"^\s*(\d{1,2})[\s/.-](\d{1,2})[\s/.-](\d{4})\s*$")


def date_in(text: str) -> date | None:
    """The day somebody typed, day first; None where it is no date."""
    found = DATE.match(text)
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find(text: str, *, among: QuerySet[Person], limit: int = 20) -> list[Person]:
    """The likeliest people first, only of those in `among` (what this user may see)."""
    text = text.replace("\x00", "").strip()[:200]
    if not text:
        return []
    born = date_in(text)
    if born:
        return list(among.filter(date_of_birth=born).order_by("family_name", "given_name")[:limit])
    exact = among.filter(Q(reference__iexact=text) | Q(identifiers__value__iexact=text)).distinct()
    if hits := list(exact[:limit]):
        return hits
    plain = names.normal(text)
    if not plain:
        return []
    heard = names.sound(plain)
    wanted = (
        Q(names__normal__startswith=plain)
        | Q(names__normal__contains=f" {plain}")
        | Q(names__normal__trigram_word_similar=plain)
    )
    if heard:
        wanted |= Q(names__sound=heard) | Q(names__sound__startswith=f"{heard} ")
        wanted |= Q(names__sound__endswith=f" {heard}")
    rest = plain.partition(" ")[2]
    for other in names.also_called(plain):
        wanted |= Q(names__normal__startswith=f"{other} {rest}".strip())
    score = Greatest(
        Max(TrigramWordSimilarity(Value(plain), "names__normal")),
        Max(
            Case(
                When(names__normal=plain, then=Value(2.0)),
                When(names__normal__startswith=plain, then=Value(1.5)),
                When(names__sound=heard, then=Value(0.9)),
                default=Value(0.0),
                output_field=FloatField(),
            )
        ),
        output_field=FloatField(),
    )
    rows = among.filter(wanted).annotate(score=score)
    return list(rows.order_by("-score", "family_name", "given_name", "id")[:limit])
