# ruff: noqa: E501 -- one example stands on one line
"""Worked examples of due times, each computed by hand with a calendar; written before the code.

Starts and ends are what a clock on a wall in London shows. Bank holidays of England and Wales used here:
2026: 3 and 6 April, 4 and 25 May, 31 August, 25 and 28 December; 2027: 1 January, 26 and 29 March, 3 May.
Clocks went forward on 29 March 2026 at 1am and back on 25 October 2026 at 2am.
"""

from datetime import UTC, date, datetime

import pytest

from deadlines.calendar import (
    LONDON,
    Agreed,
    AsEntered,
    AtOnce,
    Clock,
    Days,
    Earliest,
    FirstWorkingDay,
    Hours,
    OfficeHours,
    WorkingDays,
    due,
)
from deadlines.pathway import RULES

HOLIDAYS = frozenset(
    map(
        date.fromisoformat,
        [
            "2026-04-03",
            "2026-04-06",
            "2026-05-04",
            "2026-05-25",
            "2026-08-31",
            "2026-12-25",
            "2026-12-28",
            "2027-01-01",
            "2027-03-26",
            "2027-03-29",
            "2027-05-03",
        ],
    )
)
REVIEW = Earliest(Days(7), WorkingDays(5))


def wall(text: str) -> datetime:
    """That time on a wall in London; `+1` after it names the summer side of a repeated hour."""
    text, _, summer = text.partition(" +")
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=0 if summer else 1)


EXAMPLES: list[tuple[str, Clock, str, str]] = [
    # A Friday at 11:30, the story of the guide.
    (
        "oversight: four office hours the same day",
        OfficeHours(4),
        "2026-03-06 11:30",
        "2026-03-06 15:30",
    ),
    (
        "target: before noon, the same day",
        FirstWorkingDay(),
        "2026-03-06 11:30",
        "2026-03-06 17:00",
    ),
    ("limit: 72 real hours, over the weekend", Hours(72), "2026-03-06 11:30", "2026-03-09 11:30"),
    ("multi-agency: the fifth working day", WorkingDays(5), "2026-03-06 11:30", "2026-03-13 17:00"),
    # Friday afternoon, at noon to the minute, Saturday night.
    (
        "target: at noon it is the next working day",
        FirstWorkingDay(),
        "2026-03-06 12:00",
        "2026-03-09 17:00",
    ),
    (
        "oversight: two hours today, two on Monday",
        OfficeHours(4),
        "2026-03-06 15:00",
        "2026-03-09 11:00",
    ),
    ("oversight: ends as the office shuts", OfficeHours(4), "2026-03-06 13:00", "2026-03-06 17:00"),
    (
        "oversight: Saturday night, noon on Monday",
        OfficeHours(4),
        "2026-03-07 23:30",
        "2026-03-09 12:00",
    ),
    (
        "target: Saturday morning is no working day",
        FirstWorkingDay(),
        "2026-03-07 09:00",
        "2026-03-09 17:00",
    ),
    (
        "oversight: before the office opens, noon",
        OfficeHours(4),
        "2026-03-06 07:15",
        "2026-03-06 12:00",
    ),
    ("oversight: as it shuts it is shut", OfficeHours(4), "2026-03-05 17:00", "2026-03-06 12:00"),
    # Easter and May 2026: Friday 3 and Monday 6 April, Mondays 4 and 25 May are holidays.
    ("multi-agency: over Easter", WorkingDays(5), "2026-04-02 10:00", "2026-04-13 17:00"),
    (
        "target: bank holiday Monday morning",
        FirstWorkingDay(),
        "2026-05-04 09:00",
        "2026-05-05 17:00",
    ),
    (
        "oversight: bank holiday Monday morning",
        OfficeHours(4),
        "2026-05-25 10:00",
        "2026-05-26 12:00",
    ),
    # Christmas 2026: Friday 25 and Monday 28 December, Friday 1 January 2027.
    ("multi-agency: from Christmas Eve", WorkingDays(5), "2026-12-24 16:00", "2027-01-05 17:00"),
    (
        "target: from Christmas Eve at two",
        FirstWorkingDay(),
        "2026-12-24 14:00",
        "2026-12-29 17:00",
    ),
    ("analysis: from New Year's Eve", WorkingDays(5), "2026-12-31 09:00", "2027-01-08 17:00"),
    ("limit: 72 hours know no Christmas", Hours(72), "2026-12-24 18:00", "2026-12-27 18:00"),
    # Easter 2027: Friday 26 and Monday 29 March; the clocks go forward on Sunday 28 March.
    ("profile reviewed: over Easter 2027", WorkingDays(5), "2027-03-25 15:00", "2027-04-05 17:00"),
    (
        "limit: 72 real hours over Easter 2027's clock change",
        Hours(72),
        "2027-03-26 12:00",
        "2027-03-29 13:00",
    ),
    # Clocks forward, Sunday 29 March 2026: that day has 23 hours.
    ("24 hours: over the missing hour", Hours(24), "2026-03-28 12:00", "2026-03-29 13:00"),
    ("4 hours: through the missing hour", Hours(4), "2026-03-28 23:00", "2026-03-29 04:00"),
    (
        "working days keep the wall's five o'clock in spring",
        WorkingDays(1),
        "2026-03-27 10:00",
        "2026-03-30 17:00",
    ),
    # Clocks back, Sunday 25 October 2026: that day has 25 hours.
    ("72 hours: over the repeated hour", Hours(72), "2026-10-23 12:00", "2026-10-26 11:00"),
    ("4 hours: through the repeated hour", Hours(4), "2026-10-24 23:30", "2026-10-25 02:30"),
    (
        "from the first of the two half past ones",
        Hours(1),
        "2026-10-25 01:30 +1",
        "2026-10-25 01:30",
    ),
    (
        "working days keep the wall's five o'clock in autumn",
        WorkingDays(5),
        "2026-10-23 10:00",
        "2026-10-30 17:00",
    ),
    # The earlier of 7 days and 5 working days: alike in a plain week, not around a holiday.
    ("review: a plain week", REVIEW, "2026-03-09 14:00", "2026-03-16 17:00"),
    (
        "review: a holiday does not push it beyond 7 days",
        REVIEW,
        "2026-04-01 14:00",
        "2026-04-08 17:00",
    ),
    (
        "interview recorded: ten days of the calendar",
        Days(10),
        "2026-03-07 14:00",
        "2026-03-17 17:00",
    ),
    ("at once", AtOnce(), "2026-03-06 11:30", "2026-03-06 12:30"),
    (
        "absent: two hours when nothing was agreed",
        Agreed(2, most=12),
        "2026-03-06 20:00",
        "2026-03-06 22:00",
    ),
]


@pytest.mark.parametrize(
    ("clock", "start", "end"), [row[1:] for row in EXAMPLES], ids=[row[0] for row in EXAMPLES]
)
def test_due(clock: Clock, start: str, end: str) -> None:
    answer = due(clock, wall(start), HOLIDAYS)
    assert answer.tzinfo is UTC
    assert answer == wall(end).astimezone(UTC)


def test_an_agreed_time_holds_up_to_twelve_hours() -> None:
    start = wall("2026-03-06 20:00")
    agreed = Agreed(2, most=12)
    assert due(agreed, start, HOLIDAYS, entered=wall("2026-03-07 01:00")) == wall(
        "2026-03-07 01:00"
    )
    assert due(agreed, start, HOLIDAYS, entered=wall("2026-03-07 18:00")) == wall(
        "2026-03-07 08:00"
    )


def test_an_action_is_due_when_somebody_says() -> None:
    start = wall("2026-03-06 11:30")
    assert due(AsEntered(), start, HOLIDAYS, entered=wall("2026-03-07 09:00")) == wall(
        "2026-03-07 09:00"
    )
    with pytest.raises(ValueError, match="nobody did"):
        due(AsEntered(), start, HOLIDAYS)


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="two moments"):
        due(Hours(1), datetime(2026, 3, 6, 11, 30), HOLIDAYS)  # noqa: DTZ001 -- the mistake itself


def test_the_numbers_of_the_guidance_are_those_of_the_pathway() -> None:
    clocks = {key: rule.clock for key, rule in RULES.items()}
    assert clocks["strategy_limit"] == Hours(72)
    assert clocks["interview_held"] == Hours(72)
    assert clocks["ask_again_24"] == Hours(24)
    assert clocks["profile_sent"] == Hours(4)
    assert clocks["oversight"] == OfficeHours(4)
    assert clocks["multi_agency"] == WorkingDays(5)
    assert clocks["review"] == REVIEW
    assert clocks["interview_recorded"] == Days(10)
    assert clocks["strategy_target"] == FirstWorkingDay()
