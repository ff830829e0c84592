"""Search among many: misspelt names are found, and it costs no more among ten times as many.

Takes a database that is filled already, whoever filled it, and asks as the cast's co-ordinator.
"""

import time
from random import Random
from statistics import median

from django.db.models import Q

from accounts.models import User
from people import name_words
from people.models import Person
from people.policy import visible_to
from people.search import find
from tests.people.misspellings import misspelt

COUNT, FIRST = 1_000, 20


def ready() -> None:
    """The words of names that were loaded in bulk are known too."""
    name_words.fill()


def sample(count: int = COUNT, *, seed: int = 3) -> list[Person]:
    """People spread evenly over the whole, the same every time, among whom anybody may search."""
    rows = Person.objects.filter(Q(restricted=False), ~Q(family_name=""), merged_into=None)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    chosen = Random(seed).sample(keys, min(count, len(keys)))
    return list(rows.filter(pk__in=chosen).order_by("pk"))


def misspellings(people: list[Person], *, seed: int = 4) -> list[tuple[str, int]]:
    """For each person, what somebody types, and who is meant."""
    chance = Random(seed)
    return [(misspelt(f"{one.given_name} {one.family_name}", chance), one.pk) for one in people]


def found_in_first(user: User, typed: list[tuple[str, int]]) -> tuple[float, float]:
    """The share of those who stand in the first twenty, and the median time of a search in
    seconds.
    """
    hits, times = 0, []
    for text, wanted in typed:
        start = time.perf_counter()
        found = find(text, among=visible_to(user), limit=FIRST)
        times.append(time.perf_counter() - start)
        hits += wanted in {one.pk for one in found}
    return hits / len(typed), median(times)
