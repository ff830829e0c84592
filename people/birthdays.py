"""Dates of birth as people type them, and those that are a slip of the finger apart."""

import re
from datetime import date

MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\s-]\s*(\d{1,2})\s*[/.\s-]\s*(\d{4}|\d{2})(?!\d)")
WORDS = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s/.-]*([a-z]{3,9})\.?,?[\s/.-]*(\d{4}|\d{2})(?!\d)", re.I
)
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
TOGETHER = re.compile(r"(?<![\w-])(\d{2})(\d{2})(\d{4}|\d{2})(?![\w-])")


def date_in(text: str, *, year_now: int = 2099) -> date | None:
    """The day that the whole text is, day first; None where it is no date."""
    born, rest = split(text, year_now=year_now)
    return born if not rest else None


def split(text: str, *, year_now: int = 2099) -> tuple[date | None, str]:
    """The first day in a text, and the text without it: `Jamie 14/9/09` is that day and `Jamie`.

    A year of two figures is of this century until `year_now`, else of the last. What is no day of
    the calendar (31/4/2010) is no date.
    """
    for pattern, order in (
        (YEAR_FIRST, (2, 1, 0)), (NUMBERS, (0, 1, 2)), (WORDS, (0, 1, 2)), (TOGETHER, (0, 1, 2)),
    ):  # fmt: skip
        found = pattern.search(text)
        if not found:
            continue
        day, month, year = (found.groups()[place] for place in order)
        born = _day(day, month, year, year_now=year_now)
        if born:
            rest = text[: found.start()] + " " + text[found.end() :]
            return born, " ".join(rest.split())
    return None, text


def _day(day: str, month: str, year: str, *, year_now: int) -> date | None:
    number = int(month) if month.isdigit() else MONTHS.get(month[:3].lower())
    if number is None:
        return None
    full = int(year)
    if len(year) == 2:
        full += 2000 if 2000 + full <= year_now else 1900
    try:
        return date(full, number, int(day))
    except ValueError:
        return None


def near(born: date) -> set[date]:
    """Days that are easily written for this one: day and month swapped, or one figure wrong."""
    text = f"{born.day:02}{born.month:02}{born.year:04}"
    typed = {text[2:4] + text[:2] + text[4:]}
    for place in range(8):
        typed |= {text[:place] + figure + text[place + 1 :] for figure in "0123456789"}
    days = (_day(one[:2], one[2:4], one[4:], year_now=9999) for one in typed)
    return {day for day in days if day and day != born and day.year >= 1900}
