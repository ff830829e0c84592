"""Dates, times and lengths of time in words, as every page, paper and message shows them.

Times come in as aware datetimes (stored in UTC) and are shown in the time of London. The style is
the one staff know from GOV.UK: "22 November 2026 at 11:20pm".
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def local(moment: datetime) -> datetime:
    """The same moment on the clocks of London. A datetime without a zone is a mistake of ours."""
    if moment.tzinfo is None:
        raise ValueError("a moment must have a time zone")
    return moment.astimezone(LONDON)


def day(value: date | datetime | None, *, weekday: bool = False) -> str:
    """A date as "22 November 2026", with its weekday as "Sunday 22 November 2026"."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = local(value)
    words = f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return f"{WEEKDAYS[value.weekday()]} {words}" if weekday else words


def on_the_clock(hour: int, minute: int) -> str:
    """A time of day as people say it: "11:20pm", "5pm", "midday", "12am".

    Midnight is written 12am, because "midnight on the 22nd" can be either end of that day.
    """
    if (hour, minute) == (12, 0):
        return "midday"
    minutes = f":{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{minutes}{'am' if hour < 12 else 'pm'}"


def clock(moment: datetime | None) -> str:
    """The time of a moment. An hour that the clocks repeat says which of the two it is."""
    if moment is None:
        return ""
    here = local(moment)
    words = on_the_clock(here.hour, here.minute)
    if here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset():
        words += f" ({'after' if here.fold else 'before'} the clocks went back)"
    return words


def when(moment: datetime | None) -> str:
    """A moment in full: "22 November 2026 at 11:20pm"."""
    return f"{day(moment)} at {clock(moment)}" if moment else ""


def count(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: "1 hour", "2 hours"; "2 children" when told so."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def duration(length: timedelta | None) -> str:
    """A length: "6 hours 52 minutes", "2 days 3 hours". The two largest units are enough."""
    if length is None:
        return ""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    first = next(i for i, (number, _) in enumerate(parts) if number)
    return " ".join(count(number, noun) for number, noun in parts[first : first + 2] if number)


def due_in(due: datetime | None, now: datetime) -> str:
    """How a due time stands: "Overdue by 1 day", "Due in 2 hours", "Due today", "Due in 3 days".

    Hours are counted within the next six hours and the last day; beyond that people think in days,
    and days are those of the calendar in London.
    """
    if due is None:
        return ""
    if due < now:
        late = now - due
        return "Overdue by " + duration(late if late.days == 0 else timedelta(days=late.days))
    left = due - now
    if left < timedelta(hours=6):
        hours = int(left.total_seconds() // 3600)
        return f"Due in {count(hours, 'hour') if hours else duration(left)}"
    days = (local(due).date() - local(now).date()).days
    return {0: "Due today", 1: "Due tomorrow"}.get(days, f"Due in {days} days")
