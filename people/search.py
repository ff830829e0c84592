"""Finding a person by any name or nickname, however spelt, birthday, number or postcode (way 14).

Every question to the database is a handful of bounded look-ups, so that it costs the same among
half a million people as among fifty thousand; how well each name fits is judged here, on the few
that came back.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, QuerySet, TextField
from django.db.models.expressions import RawSQL

from accounts.clock import today
from accounts.references import ALPHABET
from people import birthdays, names
from people.birthdays import date_in
from people.models import Person, Placement
from people.name_models import compact
from people.name_ways import EACH, Way, fit, ways_of

__all__ = ["date_in", "find"]
POSTCODE = re.compile(r"^[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}$", re.I)
REFERENCE = re.compile(rf"^p[\s-]*([{ALPHABET}]{{8}})$", re.I)
FEW = 60  # of those that fit a look-up exactly
MANY = 300  # of those that may fit
ENOUGH = 0.72  # what fits less is not shown
GOOD = 0.9  # what fits so well needs no further looking
WORDS = Func(F("names__normal"), function="homeward_words", output_field=ArrayField(TextField()))
PAIRS = Func(F("names__normal"), function="homeward_pairs", output_field=ArrayField(TextField()))
LAST_FIRST = Func(F("names__normal"), function="homeward_last_first", output_field=TextField())


def any_of(values: list[str]) -> RawSQL:
    """These, kept from the planner: it would count how many rows each might bring, think that many
    do, and read the whole table to find the first of them.
    """
    return RawSQL("(select %s::text[])", [values])


@dataclass(frozen=True)
class Asked:
    """What somebody typed: the words of a name, and a date of birth where there is one."""

    words: list[str]
    born: date | None = None

    @property
    def plain(self) -> str:
        return " ".join(self.words)


def find(text: str, *, among: QuerySet[Person], limit: int = 20) -> list[Person]:
    """The likeliest people first, only of those in `among` (what this user may see)."""
    text = text.replace("\x00", "").strip()[:200]
    if not text:
        return []
    # A number, a postcode, a birthday: or else a name.
    figures = any(char.isdigit() for char in text) or REFERENCE.match(text)
    if figures and (hits := list(by_number(text, among=among)[:limit])):
        return hits
    born, rest = birthdays.split(text, year_now=today().year) if figures else (None, text)
    asked = Asked(names.normal(rest).split()[:6], born)
    if asked.words:
        return _in_order(by_name(asked, among=among)[:limit], among)
    if born is None:
        return []
    return list(
        among.filter(date_of_birth=born).order_by("family_name", "given_name", "id")[:limit]
    )


def by_number(text: str, *, among: QuerySet[Person]) -> QuerySet[Person]:
    """Exactly those with this reference (also of a record merged into theirs), identifier or
    postcode.
    """
    everybody = Person.objects.order_by()
    rows: list[QuerySet[Any, Any]] = [
        everybody.filter(identifiers__value__iexact=text, identifiers__ended_on=None).values_list(
            "pk"
        )
    ]
    if found := REFERENCE.match(text):
        reference = f"P-{found[1].upper()}"
        rows.append(everybody.filter(reference=reference).values_list("pk"))
        merged = everybody.filter(reference=reference, merged_into__isnull=False)
        rows.append(merged.values_list("merged_into_id"))
    if POSTCODE.match(text):
        code = "".join(text.split()).upper()
        rows += [
            here.order_by().alias(code=compact(field)).filter(code=code).values_list(key)[:MANY]
            for here, field, key in (
                (Person.objects.exclude(home_postcode=""), "home_postcode", "pk"),
                (Placement.objects.exclude(postcode=""), "postcode", "person_id"),
            )
        ]
    keys = [pk for (pk,) in rows[0].union(*rows[1:])] if len(rows) > 1 else rows[0]
    return among.filter(pk__in=keys).order_by("family_name", "given_name", "id")


Found = dict[int, tuple[float, str]]


def by_name(asked: Asked, *, among: QuerySet[Person]) -> list[int]:
    """Numbers of the people whose names fit, best first.

    Words misspelt by a letter, begun, heard or nicknames are tried first; only where none of them
    leads to anybody, words that are further off and names of which one part alone fits.
    """
    ways = ways_of(asked.words)
    found = _looked_up(asked, _arms(asked, ways, among=among))
    if not any(score >= GOOD for score, _ in found.values()):
        found |= _looked_up(asked, _further(asked, ways, among=among))
    return sorted(found, key=lambda pk: (-found[pk][0], found[pk][1], pk))


def names_like(asked: Asked, *, among: QuerySet[Person]) -> dict[int, float]:
    """How well each person's name fits the one typed, of those who may be meant: a birthday
    brings in those of that day, and is not judged here.
    """
    ways = ways_of(asked.words)
    found = _looked_up(Asked(asked.words), _arms(asked, ways, among=among))
    return {pk: score for pk, (score, _) in found.items()}


Arm = tuple[QuerySet[Person], int]


def _arms(asked: Asked, ways: list[list[Way]], *, among: QuerySet[Person]) -> list[Arm]:
    """Names that begin so, either way round, and names with what was typed or may be meant."""
    arms: list[Arm] = []
    if len(asked.plain) > 1:
        arms = [
            (among.filter(names__normal__startswith=asked.plain), FEW),
            (among.alias(turned=LAST_FIRST).filter(turned__startswith=asked.plain), FEW),
        ]
    if len(ways) > 1:
        arms.append((among.alias(pairs=PAIRS).filter(pairs__overlap=any_of(_pairs(ways))), MANY))
    else:
        loose, words = among.alias(words=WORDS), [way.word for way in ways[0]]
        arms += [
            (loose.filter(words__overlap=any_of(asked.words)), FEW),
            (loose.filter(words__overlap=any_of(words)), MANY),
        ]
    if asked.born:
        arms.append((among.filter(date_of_birth=asked.born), MANY))
    return arms


def _further(asked: Asked, ways: list[list[Way]], *, among: QuerySet[Person]) -> list[Arm]:
    """Two words that belong together (`O Brien`), words further off, and one word of several."""
    joined = [one + two for one, two in zip(asked.words, asked.words[1:], strict=False)]
    further = [
        [*near, *far] for near, far in zip(ways, ways_of(asked.words, far=True), strict=True)
    ] + ways_of(joined[:2])
    loose = among.alias(words=WORDS)
    arms = [
        (loose.filter(words__overlap=any_of([way.word for way in others[:EACH]])), FEW)
        for others in further
    ]
    if len(further) > 1:
        arms.append((among.alias(pairs=PAIRS).filter(pairs__overlap=any_of(_pairs(further))), MANY))
    return arms


def _looked_up(asked: Asked, arms: list[Arm]) -> Found:
    """Everybody whom one of the look-ups brings, and how well their name fits."""
    columns = ("pk", "names__normal", "date_of_birth")
    rows = [arm.order_by().values_list(*columns)[:most] for arm, most in arms]
    found: Found = {}
    for pk, plain, born in rows[0].union(*rows[1:], all=True):
        score = _score(asked, plain or "", born)
        if score >= ENOUGH and score > found.get(pk, (0.0, ""))[0]:
            found[pk] = (score, plain)
    return found


def _pairs(ways: list[list[Way]]) -> list[str]:
    """Every two words that any two typed words may stand for, as `homeward_pairs` writes them; of
    many words, fewer ways of each.
    """
    each = max(2 * EACH // (len(ways) - 1), 6)
    pairs = {
        " ".join(sorted((one.word, two.word)))
        for first, second in combinations(ways, 2)
        for one, two in product(first[:each], second[:each])
    }
    return sorted(pairs)


def _score(asked: Asked, plain: str, born: date | None) -> float:
    """How well one name, and the birthday beside it, fits what was typed."""
    score = likeness(asked.words, plain.split())
    if asked.born:
        if born == asked.born:
            return score / 2 + 0.6 if score >= ENOUGH else score / 2 + 0.4
        score -= 0.2
    return score


def likeness(typed: list[str], held: list[str]) -> float:
    """How well the words of a name answer the words typed, each used once, in any order."""
    if typed == held:
        return 1.1
    left, total = list(held), 0.0
    for word in typed:
        if not left:
            break
        best = max(left, key=lambda other: fit(word, other))
        total += fit(word, best)
        left.remove(best)
    together = fit("".join(typed), "".join(held)) if len(typed) != len(held) else 0.0
    in_order = 0.02 if typed[0] == held[0] else 0.0
    return max(total / len(typed) + in_order - 0.01 * len(left), together - 0.02)


def _in_order(keys: Iterable[int], among: QuerySet[Person]) -> list[Person]:
    rows = among.in_bulk(list(keys))
    return [rows[key] for key in keys if key in rows]
