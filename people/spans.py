"""Days as records keep them, turned into the moments that access is asked by."""

from datetime import date, datetime, timedelta

from accounts.clock import midnight


def from_day(day: date) -> datetime:
    """From the first moment of that day, in London."""
    return midnight(day)


def to_day(day: date | None) -> datetime | None:
    """Until the end of that day: the last day counts whole. Open without an end."""
    return midnight(day + timedelta(days=1)) if day else None
