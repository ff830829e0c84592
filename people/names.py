"""Names made findable, as letters and by sound. Any script is kept; only Latin has a sound."""

import unicodedata
from functools import cache
from pathlib import Path

import jellyfish

BETWEEN = "-‐‑–/_,"  # stands between two names, as a space does
# Latin letters that do not come apart into a letter and an accent: people type the plain one.
PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
# A name's first part that some write together with what follows: Al Hassan, Mac Donald, O Brien.
PARTICLES = frozenset(
    "al el abd abdul ul o mc mac fitz de da di du del la le van von bin ben".split()
)


def normal(written: str) -> str:
    """Lower case, no accents or apostrophes, single spaces: `O'Brien-Núñez` is `obrien nunez`."""
    letters = unicodedata.normalize("NFKD", written.casefold()).translate(PLAIN)
    kept = (
        " " if char in BETWEEN or char.isspace() else char
        for char in letters
        if not unicodedata.combining(char) and (char.isalnum() or char.isspace() or char in BETWEEN)
    )
    return " ".join("".join(kept).split())


def sound(plain: str) -> str:
    """How each word sounds, in order; words without Latin letters are left out."""
    codes = (jellyfish.metaphone(word) for word in plain.split() if word.isascii())
    return " ".join(code for code in codes if code)


def written_as_one(written: str) -> str:
    """The same name with what a hyphen or a particle parts written together: `Mary-Ann Al Hassan`
    is `maryann alhassan`. Equal to `normal` where nothing is parted so.
    """
    together = written.translate(str.maketrans("", "", "-‐‑–"))
    words = normal(together).split()
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in PARTICLES:
            joined[-1] += word
        else:
            joined.append(word)
    return " ".join(joined)


def _read() -> list[list[str]]:
    lines = (Path(__file__).parent / "nicknames.txt").read_text("utf-8").splitlines()
    return [normal(line).split() for line in lines if not line.startswith("#")]


@cache
def _lines() -> dict[str, frozenset[str]]:
    """For each first name on the list, all that stand on a line with it."""
    found: dict[str, frozenset[str]] = {}
    for line in _read():
        same = frozenset(line)
        for name in same:
            found[name] = found.get(name, frozenset()) | same
    return found


def also_called(plain: str) -> frozenset[str]:
    """Other first names that a person of this first name may stand under."""
    first = plain.partition(" ")[0]
    return _lines().get(first, frozenset()) - {first}


def _nicknames() -> dict[str, set[str]]:
    """Each short or other form, and the names in full that it stands for."""
    found: dict[str, set[str]] = {}
    for whole, *others in _read():
        for other in others:
            found.setdefault(other, set()).add(whole)
    return found


NICKNAMES = _nicknames()
