"""The out-of-hours service: when its night begins and ends, and what its sheets are called.

The office is open 9 to 17 on working days of London's calendar; between is EDT's (domain: Who uses
it). Moments are aware.
"""

from collections.abc import Set
from datetime import date, datetime, timedelta

from deadlines.calendar import CLOSES, OPENS, at, is_working_day
from govuk.words import local

SHEETS = {
    "evening": "Evening hand-over, day team to emergency duty team",
    "morning": "Morning hand-over, emergency duty team to day team",
}
ONE_DAY = timedelta(days=1)


def closed_since(now: datetime, holidays: Set[date]) -> datetime:
    """When the office last closed, up to now."""
    day = local(now).date()
    while not (is_working_day(day, holidays) and at(day, CLOSES) <= now):
        day -= ONE_DAY
    return at(day, CLOSES)


def opens_next(now: datetime, holidays: Set[date]) -> datetime:
    """When the office opens next, after now."""
    day = local(now).date()
    while not (is_working_day(day, holidays) and at(day, OPENS) > now):
        day += ONE_DAY
    return at(day, OPENS)
