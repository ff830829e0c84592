"""Search among many: misspelt names are found, and it costs no more among ten times as many.

Takes a database that is filled already, whoever filled it, and asks as the cast's co-ordinator.
"""

import time
from collections.abc import Iterator
from functools import cache
from random import Random
from statistics import median

from django.db import connection
from django.db.models import Q

from accounts.models import User
from benchmarks.access import user_of
from benchmarks.measure import Figure, compare_places
from benchmarks.scale import stage
from people import name_words
from people.alike import alike_to
from people.models import Person
from people.names import also_called
from people.policy import visible_to
from people.search import find
from tests.people.misspellings import misspelt

COUNT, FIRST = 1_000, 20
MISSED = 0.05  # of those who must stand among the first twenty
A_RUN = 40  # searches timed together


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


def typed_as(people: list[Person]) -> dict[str, list[tuple[str, int]]]:
    """What is typed in each way, and who is meant; a nickname only for those who can have one."""
    whole = [(f"{one.given_name} {one.family_name}", one.pk) for one in people]
    short = [
        (f"{min(others)} {one.family_name}", one.pk)
        for one in people
        if (others := also_called(one.given_name.lower()))
    ]
    return {
        "exact": whole,
        "prefix": [(text[:-2], pk) for text, pk in whole],
        "nickname": short,
        "misspelt": misspellings(people),
    }


def missed() -> Iterator[Figure]:
    """The share that is not found in the first twenty, for each way of typing a name."""
    user = user_of("whole_council")
    for way, typed in typed_as(sample()).items():
        share, _ = found_in_first(user, typed)
        yield Figure(f"search_{way}_missed", 1 - share, MISSED)


@cache
def some(database: str) -> list[tuple[str, int]]:
    """Misspellings of people who are in this database."""
    return misspellings(sample(A_RUN))


def growing() -> Figure:
    """The time of misspelt searches among ten times the people."""

    def work() -> None:
        found_in_first(user_of("whole_council"), some(connection.settings_dict["NAME"]))

    return compare_places(
        "search_with_ten_times_the_people", work=work, ours=stage.big, against=stage.small,
        limit=1.5,
    )  # fmt: skip


def comparing() -> Figure:
    """Whose record may be whose: one record held against all others, as after every change."""

    def work() -> None:
        for one in sample(A_RUN // 2):
            alike_to(one)

    return compare_places(
        "comparing_a_record_with_ten_times_the_people", work=work, ours=stage.big,
        against=stage.small, limit=1.5,
    )  # fmt: skip


FIGURES = (missed, growing, comparing)
