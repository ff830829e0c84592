"""Which other words a typed word may stand for: misspelt, begun, heard, or a nickname (way 14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import jellyfish
from django.db import connection

from people import names

EACH = 24  # of each way, for each word: enough, whatever the number of people
WORDS = """
select q.n, w.word
from unnest(%(words)s::text[], %(sounds)s::text[]) with ordinality q(word, sound, n)
cross join lateral (
    (select v.word from people_nameword v
        where length(q.word) > 2
            and homeward_letter_less(v.word) && homeward_letter_less(q.word) limit 200)
    union all
    (select v.word from people_nameword v
        where length(q.word) > 1 and v.word like q.word || '%%' order by v.word limit %(each)s)
    union all
    (select v.word from people_nameword v
        where q.sound <> '' and v.sound = q.sound limit %(more)s)
) w
"""
FAR = """
select q.n, w.word from unnest(%(words)s::text[]) with ordinality q(word, n)
cross join lateral (
    select v.word from people_nameword v where v.word %% q.word
    order by similarity(v.word, q.word) desc limit %(each)s
) w
"""


@dataclass(frozen=True)
class Way:
    """A word that somebody's name may hold instead of the one typed, and how well it fits."""

    word: str
    fit: float


def ways_of(words: list[str], *, far: bool = False) -> list[list[Way]]:
    """For each typed word, the words it may stand for, best first, the word itself among them."""
    if not words:
        return []
    values = {
        "words": words, "sounds": [names.sound(word) for word in words],
        "each": EACH, "more": 3 * EACH,
    }  # fmt: skip
    found: list[set[str]] = [{word, *names.also_called(word)} for word in words]
    with connection.cursor() as cursor:
        cursor.execute(FAR if far else WORDS, values)
        for number, word in cursor.fetchall():
            found[number - 1].add(word)
    return [best(word, others) for word, others in zip(words, found, strict=True)]


def best(word: str, others: Iterable[str]) -> list[Way]:
    ways = sorted(
        (Way(other, fit(word, other)) for other in others), key=lambda w: (-w.fit, w.word)
    )
    return ways[: 2 * EACH]


@lru_cache(maxsize=20_000)
def fit(typed: str, word: str) -> float:
    """How well a word answers for what was typed: 1 is the same, 0 has nothing of it."""
    if typed == word:
        return 1.0
    near = jellyfish.damerau_levenshtein_distance(typed, word)
    alike = jellyfish.jaro_winkler_similarity(typed, word)
    scores = [0.8 * alike]
    if near == 1:
        scores.append(0.9 if len(typed) > 3 else 0.8)
    if alike > 0.6 and (heard := names.sound(typed)) and heard == names.sound(word):
        scores.append(0.9 if near <= 2 else 0.85)
    if len(typed) > 1 and word.startswith(typed):
        scores.append(0.93 - 0.02 * min(len(word) - len(typed), 5))
    if word in names.also_called(typed):
        scores.append(0.88)
    return max(scores) + 0.01 * alike
