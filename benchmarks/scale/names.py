"""Made-up names, a few thousand, the same every time; with how they are searched for."""

from pathlib import Path
from random import Random
from typing import Any

from psycopg2.extras import execute_values

from people import names

GIVEN, FAMILY = 2_500, 4_000
ONSETS = "b br c ch cl d dr f fl g gr h j k l m n p ph r s sh st t th tr v w y".split()
VOWELS = "a e i o u ai ea ee ie oo ou y".split()
CODAS = ["", "", "", "n", "r", "l", "s", "th", "ck", "m", "nd", "rt", "ll", "ss", "x"]
FAMILY_ENDS = "ton ley ford wick son worth by ham well stone".split()
TABLES = """
create temp table given_names (n int, written text, normal text, sound text, short text,
    short_normal text, short_sound text);
create temp table family_names (n int, written text, normal text, sound text);
"""


def nicknames() -> dict[str, str]:
    """What each first name of the product's list is shortened to."""
    lines = (Path(names.__file__).parent / "nicknames.txt").read_text("utf-8").splitlines()
    known = [line.split() for line in lines if line.isascii() and not line.startswith("#")]
    return {line[0]: line[1] for line in known if len(line) > 1}


def given_names() -> list[str]:
    """Those that have a nickname, and made-up ones."""
    known = sorted(name.capitalize() for name in nicknames())
    return _made(Random(1), GIVEN, known, ends=["", "a", "en", "ie", "el", "ah"])


def family_names() -> list[str]:
    return _made(Random(2), FAMILY, [], ends=["", "", *FAMILY_ENDS])


def _made(chance: Random, count: int, known: list[str], *, ends: list[str]) -> list[str]:
    made = dict.fromkeys(known)
    while len(made) < count:
        parts = [
            chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS)
            for _ in range(chance.choice((1, 1, 2)))
        ]
        made["".join([*parts, chance.choice(ends)]).capitalize()] = None
    ordered = list(made)
    chance.shuffle(ordered)
    return ordered


def load(cursor: Any) -> None:
    """Two small tables to join with: a name's letters and sound are worked out once."""
    cursor.execute(TABLES)
    short_of = nicknames()
    given = []
    for n, written in enumerate(given_names()):
        short = short_of.get(written.lower(), written[:4])
        given.append((n, *_searched(written), *_searched(short.capitalize())))
    execute_values(cursor, "insert into given_names values %s", given, page_size=5_000)
    family = [(n, *_searched(written)) for n, written in enumerate(family_names())]
    execute_values(cursor, "insert into family_names values %s", family, page_size=5_000)


def _searched(written: str) -> tuple[str, str, str]:
    return written, names.normal(written), names.sound(names.normal(written))
