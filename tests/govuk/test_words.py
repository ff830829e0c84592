"""Dates, times and lengths in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from govuk import words

NOW = datetime(2026, 11, 22, 20, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 22, 23, 20, tzinfo=UTC), "22 November 2026 at 11:20pm"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 July 2026 at 12:30am"),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), "22 November 2026 at 5pm"),
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), "22 November 2026 at midday"),
        (datetime(2026, 11, 22, 0, 0, tzinfo=UTC), "22 November 2026 at 12am"),
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            "25 October 2026 at 1:30am (before the clocks went back)",
        ),
        (
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            "25 October 2026 at 1:30am (after the clocks went back)",
        ),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "29 March 2026 at 2am"),
    ],
)
def test_a_moment_is_said_in_the_time_of_london(moment: datetime, said: str) -> None:
    assert words.when(moment) == said


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        words.when(datetime(2026, 11, 22, 20, 40))  # noqa: DTZ001 # the mistake itself


def test_a_day_may_name_its_weekday() -> None:
    assert words.day(date(2026, 11, 22), weekday=True) == "Sunday 22 November 2026"
    assert words.day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        ({"hours": 6, "minutes": 52}, "6 hours 52 minutes"),
        ({"minutes": 1}, "1 minute"),
        ({"seconds": 40}, "less than a minute"),
        ({"days": 2, "hours": 3, "minutes": 9}, "2 days 3 hours"),
        ({"days": 1, "minutes": 9}, "1 day"),
        ({"hours": 1}, "1 hour"),
    ],
)
def test_a_length_is_said_in_its_two_largest_units(length: dict[str, int], said: str) -> None:
    assert words.duration(timedelta(**length)) == said


@pytest.mark.parametrize(
    ("from_now", "said"),
    [
        ({"hours": 2}, "Due in 2 hours"),
        ({"minutes": 25}, "Due in 25 minutes"),
        ({"hours": 3, "minutes": -1}, "Due in 2 hours"),
        ({"hours": -30}, "Overdue by 1 day"),
        ({"hours": -2, "minutes": -5}, "Overdue by 2 hours 5 minutes"),
        ({"hours": 11}, "Due tomorrow"),
        ({"days": 2}, "Due in 2 days"),
    ],
)
def test_a_due_time_says_how_it_stands(from_now: dict[str, int], said: str) -> None:
    assert words.due_in(NOW + timedelta(**from_now), NOW) == said


def test_later_today_is_due_today() -> None:
    morning = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    assert words.due_in(datetime(2026, 11, 22, 17, 0, tzinfo=UTC), morning) == "Due today"


def test_what_is_not_known_is_said_with_nothing() -> None:
    assert [words.when(None), words.day(None), words.duration(None), words.due_in(None, NOW)] == [
        ""
    ] * 4


def test_numbers_agree_with_their_nouns() -> None:
    assert words.count(1, "child", "children") == "1 child"
    assert words.count(2, "child", "children") == "2 children"
    assert words.count(0, "hour") == "0 hours"
