"""Due times: hours are added in UTC, days and working days in London's dates (way 12).

A working day is Monday to Friday without the bank holidays given. The day something starts is day
0; what is due on day N is due at 17:00 Europe/London of that day. Pure: no database, no clock of
its own. Every moment that goes in must be aware (ValueError otherwise), every moment that comes out
is in UTC.
"""

from collections.abc import Set
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
OPENS, NOON, CLOSES = time(9), time(12), time(17)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """Real hours, across a clock change too."""

    amount: int


@dataclass(frozen=True)
class Days:
    """Days of the calendar, weekends and holidays included, due at 17:00."""

    amount: int


@dataclass(frozen=True)
class WorkingDays:
    """Working days, due at 17:00."""

    amount: int


@dataclass(frozen=True)
class OfficeHours:
    """Hours of an open office (9 to 17 on working days); what starts while it is shut is due by
    noon of the day it opens again (ours)."""

    amount: int


@dataclass(frozen=True)
class FirstWorkingDay:
    """17:00 of the first working day after; of the same working day when it starts before noon
    (ours)."""


@dataclass(frozen=True)
class Earliest:
    """Whichever of two falls first."""

    one: "Clock"
    other: "Clock"


@dataclass(frozen=True)
class AtOnce:
    """At once. So that "at once" can be seen to be kept, it counts as late after an hour (ours)."""


@dataclass(frozen=True)
class Agreed:
    """The time agreed by those concerned; without one `amount` hours; never beyond `most` hours."""

    amount: int
    most: int


@dataclass(frozen=True)
class AsEntered:
    """The time that somebody entered."""


Clock = (
    Hours
    | Days
    | WorkingDays
    | OfficeHours
    | FirstWorkingDay
    | Earliest
    | AtOnce
    | Agreed
    | AsEntered
)
SIMPLE: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        Hours,
        Days,
        WorkingDays,
        OfficeHours,
        FirstWorkingDay,
        AtOnce,
        Agreed,
        AsEntered,
    )
}


def is_working_day(day: date, holidays: Set[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def is_office_time(moment: datetime, holidays: Set[date]) -> bool:
    """Whether the office is open: 9 to 17 of a working day in London."""
    here = moment.astimezone(LONDON)
    return is_working_day(here.date(), holidays) and OPENS <= here.time() < CLOSES


def add_working_days(day: date, amount: int, holidays: Set[date]) -> date:
    """The working day that comes `amount` working days after `day`, whatever kind of day that
    is."""
    while amount > 0:
        day += ONE_DAY
        amount -= is_working_day(day, holidays)
    return day


def at(day: date, clock: time) -> datetime:
    """That moment of London's wall clock, in UTC."""
    return datetime.combine(day, clock, tzinfo=LONDON).astimezone(UTC)


def due(
    clock: Clock,
    start: datetime,
    holidays: Set[date],
    *,
    entered: datetime | None = None,
) -> datetime:
    """When it is due, in UTC. `entered` is the time somebody gave, for the clocks that ask for
    one."""
    if start.tzinfo is None or (entered is not None and entered.tzinfo is None):
        raise ValueError("A time without its offset could mean two moments.")
    start = start.astimezone(UTC)
    today = start.astimezone(LONDON).date()
    match clock:
        case Hours(amount):
            return start + timedelta(hours=amount)
        case Days(amount):
            return at(today + amount * ONE_DAY, CLOSES)
        case WorkingDays(amount):
            return at(add_working_days(today, amount, holidays), CLOSES)
        case OfficeHours(amount):
            return _office_hours(amount, start, holidays)
        case FirstWorkingDay():
            early = is_working_day(today, holidays) and start < at(today, NOON)
            return at(add_working_days(today, 0 if early else 1, holidays), CLOSES)
        case Earliest(one, other):
            return min(due(one, start, holidays), due(other, start, holidays))
        case AtOnce():
            return start + timedelta(hours=1)
        case Agreed(amount, most):
            latest = start + timedelta(hours=most)
            usual = start + timedelta(hours=amount)
            return min(max(entered.astimezone(UTC), start), latest) if entered else usual
        case AsEntered():
            if entered is None:
                raise ValueError("This deadline is due when somebody says, and nobody did.")
            return max(entered.astimezone(UTC), start)


def _office_hours(amount: int, start: datetime, holidays: Set[date]) -> datetime:
    day = start.astimezone(LONDON).date()
    open_today = is_working_day(day, holidays)
    if not open_today or not at(day, OPENS) <= start < at(day, CLOSES):
        if not open_today or start >= at(day, CLOSES):
            day = add_working_days(day, 1, holidays)
        return at(day, NOON)
    left = timedelta(hours=amount)
    while start + left > at(day, CLOSES):
        left -= at(day, CLOSES) - start
        day = add_working_days(day, 1, holidays)
        start = at(day, OPENS)
    return start + left


def needs_holidays(clock: Clock) -> bool:
    """Whether the due time can depend on bank holidays."""
    if isinstance(clock, Earliest):
        return needs_holidays(clock.one) or needs_holidays(clock.other)
    return isinstance(clock, WorkingDays | OfficeHours | FirstWorkingDay)


def to_data(clock: Clock) -> list[Any]:
    """The clock as JSON can keep it: its name, then its numbers."""
    if isinstance(clock, Earliest):
        return ["Earliest", to_data(clock.one), to_data(clock.other)]
    return [type(clock).__name__, *asdict(clock).values()]


def from_data(data: list[Any]) -> Clock:
    """The clock again, of what `to_data` gave. KeyError for a name that is none of ours."""
    name, *numbers = data
    if name == "Earliest":
        return Earliest(*map(from_data, numbers))
    clock: Clock = SIMPLE[name](*numbers)
    return clock


def in_words(clock: Clock) -> str:
    """How long, as a page says it."""
    match clock:
        case Hours(amount):
            return _some(amount, "hour")
        case Days(amount):
            return _some(amount, "day")
        case WorkingDays(amount):
            return _some(amount, "working day")
        case OfficeHours(amount):
            return (
                f"{_some(amount, 'office hour')}; by noon of the next working day when out of hours"
            )
        case FirstWorkingDay():
            return "by 5pm of the next working day, or the same day when it starts before noon"
        case Earliest(one, other):
            return f"{in_words(one)} or {in_words(other)}, whichever is earlier"
        case AtOnce():
            return "at once"
        case Agreed(amount, most):
            return f"the time agreed, else {_some(amount, 'hour')}, at most {_some(most, 'hour')}"
        case AsEntered():
            return "the time entered"


def _some(amount: int, unit: str) -> str:
    return f"{amount} {unit}{'' if amount == 1 else 's'}"
