"""What holds for every start, and two sources of bank holidays side by side."""

from datetime import UTC, date, datetime, time, timedelta

import holidays as second_source
import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from deadlines import calendar
from deadlines.calendar import LONDON, Days, Earliest, Hours, OfficeHours, WorkingDays, due
from deadlines.models import BankHoliday
from deadlines.pathway import RULES

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2028, 12, 1, tzinfo=UTC)
MOMENTS = st.integers(0, int((LAST - FIRST).total_seconds())).map(
    lambda seconds: FIRST + timedelta(seconds=seconds)
)
HOLIDAYS = st.frozensets(st.dates(date(2024, 1, 1), date(2028, 12, 31)), max_size=40)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 1))


@given(MOMENTS, st.integers(1, 200), HOLIDAYS)
def test_hours_are_real_hours(start: datetime, amount: int, holidays: frozenset[date]) -> None:
    assert due(Hours(amount), start, holidays) - start == timedelta(hours=amount)


@given(MOMENTS, st.integers(1, 15), HOLIDAYS)
def test_working_days_end_at_five_on_a_working_day(
    start: datetime, amount: int, holidays: frozenset[date]
) -> None:
    end = due(WorkingDays(amount), start, holidays).astimezone(LONDON)
    assert end.time() == time(17)
    assert calendar.is_working_day(end.date(), holidays)


@given(DAYS, st.integers(0, 15), HOLIDAYS)
def test_between_are_exactly_so_many_working_days(
    day: date, amount: int, holidays: frozenset[date]
) -> None:
    end = calendar.add_working_days(day, amount, holidays)
    between = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert sum(calendar.is_working_day(each, holidays) for each in between) == amount


@given(DAYS, st.integers(0, 8), st.integers(0, 8), HOLIDAYS)
def test_working_days_add_up(day: date, one: int, two: int, holidays: frozenset[date]) -> None:
    twice = calendar.add_working_days(calendar.add_working_days(day, one, holidays), two, holidays)
    assert twice == calendar.add_working_days(day, one + two, holidays)


@given(MOMENTS, st.integers(1, 20), HOLIDAYS)
def test_office_hours_are_due_while_the_office_is_open(
    start: datetime, amount: int, holidays: frozenset[date]
) -> None:
    end = due(OfficeHours(amount), start, holidays).astimezone(LONDON)
    assert calendar.is_working_day(end.date(), holidays)
    assert time(9) <= end.time() <= time(17)
    assert end > start


@given(MOMENTS, MOMENTS, HOLIDAYS)
def test_a_later_start_is_never_due_earlier(
    one: datetime, other: datetime, holidays: frozenset[date]
) -> None:
    first, second = sorted([one, other])
    for clock in (Hours(72), WorkingDays(5), Days(10)):
        assert due(clock, first, holidays) <= due(clock, second, holidays)


@given(MOMENTS, HOLIDAYS)
def test_the_earliest_is_no_later_than_either(start: datetime, holidays: frozenset[date]) -> None:
    both = due(Earliest(Days(7), WorkingDays(5)), start, holidays)
    assert both <= due(Days(7), start, holidays)
    assert both <= due(WorkingDays(5), start, holidays)


@given(MOMENTS, HOLIDAYS)
def test_every_rule_is_due_after_its_start_and_survives_being_kept(
    start: datetime, holidays: frozenset[date]
) -> None:
    for rule in RULES.values():
        kept = calendar.from_data(calendar.to_data(rule.clock))
        assert kept == rule.clock
        assert due(kept, start, holidays, entered=start) >= start
        assert calendar.in_words(kept)


@pytest.mark.django_db
def test_the_bank_holidays_are_those_of_a_second_source() -> None:
    call_command("load_bank_holidays", verbosity=0)
    years = range(2020, 2029)
    for division, part in (
        ("england-and-wales", "ENG"),
        ("scotland", "SCT"),
        ("northern-ireland", "NIR"),
    ):
        ours = BankHoliday.objects.filter(division=division, day__year__in=years)
        theirs = second_source.UnitedKingdom(subdiv=part, years=years)
        weekdays = {day for day in theirs if day.weekday() < 5}
        assert {row.day for row in ours if row.day.weekday() < 5} == weekdays


@pytest.mark.django_db
def test_loading_twice_adds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_bank_holidays", verbosity=0)
    BankHoliday.objects.create(day="2026-07-01", division="scotland", name="A one-off")
    before = BankHoliday.objects.count()
    call_command("load_bank_holidays")
    assert BankHoliday.objects.count() == before
    assert capsys.readouterr().out.startswith("0 bank holidays added")
