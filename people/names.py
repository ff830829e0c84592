"""Names made findable, as letters and by sound. Any script is kept; only Latin has a sound."""

import unicodedata

import jellyfish


def normal(written: str) -> str:
    """Lower case, no accents or apostrophes, single spaces: `O'Brien-Núñez` is `obrien nunez`."""
    letters = unicodedata.normalize("NFKD", written.casefold())
    kept = (
        " " if char in "-‐‑–/" or char.isspace() else char
        for char in letters
        if not unicodedata.combining(char) and (char.isalnum() or char.isspace() or char in "-‐‑–/")
    )
    return " ".join("".join(kept).split())


def sound(plain: str) -> str:
    """How each word sounds, in order; words without Latin letters are left out."""
    codes = (jellyfish.metaphone(word) for word in plain.split() if word.isascii())
    return " ".join(code for code in codes if code)


# What people call each other, towards one form; both directions are searched. The list is our own.
NICKNAMES = {
    "alex": {"alexander", "alexandra", "aleksander"},
    "abi": {"abigail"},
    "becky": {"rebecca"},
    "ben": {"benjamin"},
    "beth": {"elizabeth", "bethany"},
    "billy": {"william"},
    "charlie": {"charles", "charlotte"},
    "chris": {"christopher", "christian", "christina"},
    "dan": {"daniel"},
    "danny": {"daniel"},
    "dave": {"david"},
    "ellie": {"eleanor", "ellen", "elizabeth"},
    "izzy": {"isabel", "isabella", "isobel"},
    "jack": {"john"},
    "jamie": {"james"},
    "jim": {"james"},
    "joe": {"joseph"},
    "jon": {"jonathan"},
    "josh": {"joshua"},
    "kate": {"katherine", "catherine"},
    "katie": {"katherine", "catherine"},
    "liz": {"elizabeth"},
    "lottie": {"charlotte"},
    "matt": {"matthew"},
    "mike": {"michael"},
    "mo": {"mohammed", "muhammad", "mohamed"},
    "nat": {"nathan", "nathaniel", "natalie", "natasha"},
    "nick": {"nicholas"},
    "ollie": {"oliver", "olivia"},
    "rob": {"robert"},
    "sam": {"samuel", "samantha"},
    "steve": {"stephen", "steven"},
    "tash": {"natasha"},
    "tom": {"thomas"},
    "tony": {"anthony", "antony"},
    "will": {"william"},
    "zak": {"zachary", "zacharia"},
}


def also_called(plain: str) -> set[str]:
    """Other first names that a person of this first name may stand under."""
    first = plain.split(" ")[0]
    longer = NICKNAMES.get(first, set())
    shorter = {short for short, longs in NICKNAMES.items() if first in longs}
    return longer | shorter
