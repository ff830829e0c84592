"""A name as somebody in a hurry might type it, the same every time: how search is put to the test.

The rules are written down without a look at how the search works: a slip of the finger, a spelling
by ear, a nickname, an accent that is there or is not.
"""

from collections.abc import Callable
from random import Random

from people.names import also_called, normal

BY_EAR = [
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("c", "k"), ("k", "c"), ("ie", "y"), ("y", "ie"),
    ("y", "i"), ("ee", "ea"), ("ea", "ee"), ("ai", "ay"), ("ou", "u"), ("oo", "u"), ("sh", "ch"),
    ("th", "t"), ("wh", "w"), ("w", "wh"), ("ll", "l"), ("nn", "n"), ("ss", "s"), ("s", "z"),
    ("z", "s"), ("x", "ks"), ("gh", "g"), ("j", "g"), ("mm", "m"), ("tt", "t"), ("er", "ar"),
    ("or", "er"), ("ei", "ie"), ("au", "aw"), ("v", "f"), ("qu", "kw"), ("n", "nn"), ("l", "ll"),
]  # fmt: skip
ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ö", "u": "ü", "c": "ç", "n": "ñ", "z": "ż"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def misspelt(written: str, chance: Random) -> str:
    """The name with one thing wrong in one of its words; case and accents may differ too."""
    words = written.split()
    ways: list[Callable[[list[str], Random], str | None]] = [
        dropped, doubled, swapped, replaced, by_ear, by_ear, nicknamed, accented,
    ]  # fmt: skip
    while True:
        typed = chance.choice(ways)(list(words), chance)
        if typed and typed.casefold() != written.casefold():
            return typed


def _changed(words: list[str], chance: Random, change: Callable[[str, int], str]) -> str | None:
    long = [number for number, word in enumerate(words) if len(word) > 3]
    if not long:
        return None
    number = chance.choice(long)
    word = words[number]
    words[number] = change(word, chance.randrange(len(word) - 1))
    return " ".join(words)


def dropped(words: list[str], chance: Random) -> str | None:
    return _changed(words, chance, lambda word, at: word[:at] + word[at + 1 :])


def doubled(words: list[str], chance: Random) -> str | None:
    return _changed(words, chance, lambda word, at: word[: at + 1] + word[at:])


def swapped(words: list[str], chance: Random) -> str | None:
    return _changed(
        words, chance, lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    )


def replaced(words: list[str], chance: Random) -> str | None:
    letter = chance.choice(LETTERS)
    return _changed(words, chance, lambda word, at: word[:at] + letter + word[at + 1 :])


def by_ear(words: list[str], chance: Random) -> str | None:
    number = chance.randrange(len(words))
    heard = [(a, b) for a, b in BY_EAR if a in words[number].lower()]
    if not heard or len(words[number]) < 4:
        return None
    words[number] = words[number].lower().replace(*chance.choice(heard), 1)
    return " ".join(words)


def nicknamed(words: list[str], chance: Random) -> str | None:
    others = sorted(also_called(normal(words[0])))
    return " ".join([chance.choice(others), *words[1:]]) if others else None


def accented(words: list[str], chance: Random) -> str | None:
    """An accent lost where there are some, else one that does not belong there."""
    text = " ".join(words)
    if (plain := normal(text)) != text.lower():
        return plain
    places = [place for place, letter in enumerate(text) if letter in ACCENTS]
    if not places:
        return None
    at = chance.choice(places)
    return text[:at] + ACCENTS[text[at]] + text[at + 1 :]
