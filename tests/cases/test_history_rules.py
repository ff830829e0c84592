"""How often, how long, where and when somebody was missing: worked examples."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cases.history_rules import Away, Spell, a_year_before, history_of, usual

LONDON = ZoneInfo("Europe/London")


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


NOW = london("2026-03-06 11:30")


def gone(start: str, end: str | None, **more: object) -> Away:
    """Missing from start to end, of one spell."""
    begun, over = london(start), london(end) if end else None
    return Away(begun, over, (Spell(True, begun, over),), **more)  # type: ignore[arg-type]


def absent(start: str, end: str) -> Away:
    return Away(london(start), london(end), (Spell(False, london(start), london(end)),))


def test_nothing_is_nothing() -> None:
    history = history_of([], now=NOW)
    assert (history.missing, history.total, history.longest, history.flags) == (
        0, timedelta(), None, [],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "in_30", "in_90", "in_12"),
    [
        ("2026-03-06 11:00", 1, 1, 1),
        # 30 days before 6 March 11:30 is 4 February 11:30 (2026 is no leap year: 28 + 2).
        ("2026-02-04 11:31", 1, 1, 1),
        ("2026-02-04 11:30", 0, 1, 1),
        # 90 days before: 6 (March) + 28 + 31 = 65 days back is 31 December; 25 more is 6 December.
        ("2025-12-06 11:31", 0, 1, 1),
        ("2025-12-06 11:30", 0, 0, 1),
        ("2025-03-06 11:31", 0, 0, 1),
        ("2025-03-06 11:30", 0, 0, 0),
    ],
)
def test_a_window_is_of_that_many_days_to_the_minute(
    start: str, in_30: int, in_90: int, in_12: int
) -> None:
    begun = london(start)
    end = (begun + timedelta(minutes=5)).astimezone(LONDON).replace(tzinfo=None).isoformat()
    history = history_of([gone(start, end)], now=NOW)
    assert (history.in_30_days, history.in_90_days, history.in_12_months) == (in_30, in_90, in_12)


def test_an_episode_counts_by_its_start_however_long_it_went_on() -> None:
    """It began 91 days ago and ended yesterday: not one of the last 90 days."""
    assert history_of([gone("2025-12-05 11:30", "2026-03-05 10:00")], now=NOW).in_90_days == 0


def test_absences_alone_are_no_time_missing_but_one_that_turned_is() -> None:
    """Absent at 18:00, missing from 22:00, back at 01:00: three hours missing."""
    start, turned, end = (london(f"2026-03-0{t}") for t in ("1 18:00", "1 22:00", "2 01:00"))
    turning = Away(start, end, (Spell(False, start, turned), Spell(True, turned, end)))
    history = history_of([turning, absent("2026-02-20 10:00", "2026-02-20 12:00")], now=NOW)
    assert (history.episodes, history.missing, history.absent_only) == (2, 1, 1)
    assert history.total == timedelta(hours=3)
    assert history.longest is turning


def test_missing_then_absent_stops_the_time_when_the_place_was_known() -> None:
    start, known = london("2026-03-05 11:30"), london("2026-03-05 20:30")
    row = Away(start, None, (Spell(True, start, known), Spell(False, known)))
    assert history_of([row], now=NOW).total == timedelta(hours=9)


def test_one_that_is_open_runs_until_now_even_where_its_spell_was_left_open() -> None:
    """24 hours so far. An ended one with a spell left open ends with the episode: 2 hours."""
    start = london("2026-02-01 10:00")
    left_open = Away(start, start + timedelta(hours=2), (Spell(True, start),))
    history = history_of([gone("2026-03-05 11:30", None), left_open], now=NOW)
    assert (history.total, history.longest_for) == (timedelta(hours=26), timedelta(hours=24))


def test_the_night_the_clock_goes_back_is_an_hour_longer_and_forward_an_hour_shorter() -> None:
    """25 October 2026, 00:30 to 02:30: three hours. 29 March 2026, 00:30 to 02:30: one."""
    autumn = gone("2026-10-25 00:30", "2026-10-25 02:30")
    spring = gone("2026-03-29 00:30", "2026-03-29 02:30")
    later = london("2026-11-01 12:00")
    assert history_of([autumn], now=later).total == timedelta(hours=3)
    assert history_of([spring], now=later).total == timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts", "flags"),
    [
        (["2026-03-01", "2026-02-20", "2026-02-10"],
         ["3 or more in 90 days", "3 or more in 30 days"]),
        (["2026-03-01", "2026-01-20", "2026-01-10"], ["3 or more in 90 days"]),
        (["2026-03-01", "2026-01-20"], []),
    ],
)  # fmt: skip
def test_three_are_a_repeat(starts: list[str], flags: list[str]) -> None:
    rows = [gone(f"{day} 20:00", f"{day} 22:00") for day in starts]
    assert history_of(rows, now=NOW).flags == flags


def test_weekday_and_time_of_day_are_those_of_londons_clocks() -> None:
    """23:30 UTC on Sunday 31 May is half past midnight on Monday 1 June in London."""
    start = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)
    row = Away(start, None, (Spell(True, start),))
    history = history_of([row], now=datetime(2026, 6, 2, tzinfo=UTC))
    assert [day for day, times in history.weekdays if times] == ["Monday"]
    assert [part for part, times in history.times if times] == ["Night, 12am to 6am"]
    assert [len(history.weekdays), len(history.times)] == [7, 4]


def test_usual_places_are_told_as_written_last_most_often_first() -> None:
    texts = ["Stonebridge  Park", "Flat 2, Mill Lane", "stonebridge park.", "", "Mill"]
    assert usual(texts) == [("Stonebridge Park", 2), ("Flat 2, Mill Lane", 1), ("Mill", 1)]


def test_a_year_before_the_29th_of_february_is_the_28th() -> None:
    assert a_year_before(london("2028-02-29 09:00")) == london("2027-02-28 09:00")


def test_a_year_before_keeps_the_time_on_the_clock_across_summer_time() -> None:
    """25 March 2027 is before the change of 28 March; 2026's was on the 29th: both are GMT."""
    assert a_year_before(london("2027-03-28 12:00")) == london("2026-03-28 12:00")
