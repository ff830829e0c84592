"""Reading what people type: dates in three boxes, times on a keyboard or a phone, London's clocks.

Pure functions; what cannot be read raises `Unreadable` with one plain sentence and the boxes that
are wrong.
"""

import re
from datetime import UTC, date, datetime, time

from govuk.words import LONDON, MONTHS, on_the_clock
from govuk.words import day as in_words

# Nobody whom anyone here writes about was born earlier; an older year is a slip of the finger.
EARLIEST_YEAR = 1900


class Unreadable(ValueError):
    """What was typed cannot be understood; `sentence` says why and `boxes` names where."""

    def __init__(self, sentence: str, *boxes: str, code: str = "invalid") -> None:
        super().__init__(sentence)
        self.sentence, self.boxes, self.code = sentence, boxes, code


def whole_number(typed: str) -> int | None:
    """The number that a page's own address or hidden field carries; None where it is none.

    A key of the database has 19 digits at the most, and Python refuses to read thousands of them.
    """
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None


def read_month(typed: str) -> int | None:
    """1 to 12 from "3", "03", "mar", "Sept" or "March"; None when it is none of them."""
    word = typed.strip().lower().rstrip(".")
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else None
    found = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word)]
    return found[0] if len(word) >= 3 and found else None


def read_day(boxes: dict[str, str], *, subject: str = "The date") -> date:
    """A date from three boxes. `subject` begins the sentences: "Date of birth"."""
    typed = {box: (boxes.get(box) or "").strip() for box in ("day", "month", "year")}
    missing = [box for box, text in typed.items() if not text]
    if missing:
        raise Unreadable(f"{subject} must include a {' and '.join(missing)}", *missing)
    month = read_month(typed["month"])
    if month is None:
        raise Unreadable("The month must be a number from 1 to 12, or a name like March", "month")
    if not re.fullmatch(r"[0-9]{4}", typed["year"]):
        raise Unreadable("The year must have 4 numbers, like 2026", "year")
    if not re.fullmatch(r"[0-9]{1,2}", typed["day"]):
        raise Unreadable("The day must be a number from 1 to 31", "day")
    if int(typed["year"]) < EARLIEST_YEAR:
        raise Unreadable(f"The year must be {EARLIEST_YEAR} or later", "year")
    try:
        return date(int(typed["year"]), month, int(typed["day"]))
    except ValueError:
        raise Unreadable(f"{subject} must be a real date", "day", "month", "year") from None


TIME = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*(?:hrs?|h)?\s*(?:([ap])\.?(?:m\.?)?)?")


def read_time(typed: str) -> time:
    """A time of day from "11:20pm", "11.20 p.m.", "23:20", "2320", "7am", "midday".

    A bare "7" could be morning or evening, and "midnight" either end of a day, so they are asked
    about instead of guessed.
    """
    text = typed.strip().lower()
    if text in {"midday", "noon", "12 noon"}:
        return time(12)
    if text in {"midnight", "12 midnight"}:
        raise Unreadable(
            "Midnight can be either end of a day. Enter 12am for its start or 11:59pm for its end",
            "time",
        )
    match = TIME.fullmatch(text)
    if not match:
        raise Unreadable("Enter a time like 11:20pm or 23:20", "time")
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if not half and not match[2] and hour <= 12:
        raise Unreadable(f"Enter am or pm after {text}, or a time like 23:20", "time")
    if half and not 1 <= hour <= 12 and not (half == "p" and 13 <= hour <= 23):
        raise Unreadable("Enter a time like 11:20pm or 23:20", "time")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise Unreadable("Enter a real time, like 11:20pm or 23:20", "time")
    return time(hour, minute)


def happens_twice(on: date, at: time) -> bool:
    """Whether this local time is in the hour that the clocks repeat in October."""
    moment = datetime.combine(on, at.replace(fold=0), tzinfo=LONDON)
    return moment.utcoffset() > moment.replace(fold=1).utcoffset()  # type: ignore[operator] # a zone always has an offset


def in_london(on: date, at: time, *, which: str = "") -> datetime:
    """The moment when London's clocks show `at` on the day `on`, in UTC.

    An hour that the clocks skip in March is refused. In the hour they repeat in October `which`
    must be "first" or "second", or the sentence asks for it.
    """
    moment, said = datetime.combine(on, at, tzinfo=LONDON), on_the_clock(at.hour, at.minute)
    if moment.astimezone(UTC).astimezone(LONDON).time() != at:
        raise Unreadable(
            f"The clocks went forward on {in_words(on)}, so {said} did not happen. "
            "Enter a time before 1am, or 2am or later",
            "time",
        )
    if not happens_twice(on, at):
        return moment.astimezone(UTC)
    if which not in {"first", "second"}:
        raise Unreadable(
            f"The clocks went back on {in_words(on)}, so {said} happened twice. "
            "Select which one you mean",
            "fold",
            code="happens_twice",
        )
    return moment.replace(fold=which == "second").astimezone(UTC)
