"""What people type is understood, or asked about in one plain sentence."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from govuk import typed
from govuk.words import LONDON


def boxes(day: str, month: str, year: str) -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", " MARCH ", "Mar."])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    assert typed.read_day(boxes("27", month, "2026")) == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("given_boxes", "sentence", "wrong"),
    [
        (boxes("31", "2", ""), "Date of birth must include a year", ("year",)),
        (boxes("", "", "2026"), "Date of birth must include a day and month", ("day", "month")),
        (boxes("31", "2", "2026"), "Date of birth must be a real date", ("day", "month", "year")),
        (boxes("1", "13", "2026"), "The month must be a number", ("month",)),
        (boxes("1", "ma", "2026"), "The month must be a number", ("month",)),
        (boxes("1", "3", "26"), "The year must have 4 numbers", ("year",)),
        (boxes("x", "3", "2026"), "The day must be a number", ("day",)),
        (boxes("٣", "3", "2026"), "The day must be a number", ("day",)),
    ],
)
def test_a_date_that_cannot_be_read_says_which_box_is_wrong(
    given_boxes: dict[str, str], sentence: str, wrong: tuple[str, ...]
) -> None:
    with pytest.raises(typed.Unreadable) as refused:
        typed.read_day(given_boxes, subject="Date of birth")
    assert refused.value.sentence.startswith(sentence)
    assert refused.value.boxes == wrong


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("11:20pm", 23, 20),
        ("11.20 p.m.", 23, 20),
        ("1120PM", 23, 20),
        ("23:20", 23, 20),
        ("2320", 23, 20),
        ("2320hrs", 23, 20),
        ("7am", 7, 0),
        ("12am", 0, 0),
        ("12pm", 12, 0),
        ("9:05 am", 9, 5),
        ("0905", 9, 5),
        ("905", 9, 5),
        ("00:15", 0, 15),
        ("midday", 12, 0),
        ("23:20pm", 23, 20),
    ],
)
def test_a_time_is_read_as_it_is_typed(text: str, hour: int, minute: int) -> None:
    assert typed.read_time(text) == time(hour, minute)


@pytest.mark.parametrize(
    "text", ["", "25:00", "11:75", "7", "midnight", "half seven", "13am", "11m", "0am", "1:2", "-5"]
)
def test_a_time_that_could_be_wrong_is_not_guessed(text: str) -> None:
    with pytest.raises(typed.Unreadable) as refused:
        typed.read_time(text)
    assert refused.value.boxes == ("time",)


def test_the_hour_that_march_skips_is_refused() -> None:
    with pytest.raises(typed.Unreadable, match="so 1:30am did not happen"):
        typed.in_london(date(2026, 3, 29), time(1, 30))
    assert typed.in_london(date(2026, 3, 29), time(0, 59)) == datetime(
        2026, 3, 29, 0, 59, tzinfo=UTC
    )
    assert typed.in_london(date(2026, 3, 29), time(2)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_the_hour_that_october_repeats_is_asked_about() -> None:
    on, at = date(2026, 10, 25), time(1, 30)
    with pytest.raises(typed.Unreadable, match="1:30am happened twice") as refused:
        typed.in_london(on, at)
    assert refused.value.code == "happens_twice"
    first = typed.in_london(on, at, which="first")
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert typed.in_london(on, at, which="second") - first == timedelta(hours=1)


@given(some.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)))  # noqa: DTZ001 # made UTC below
def test_every_moment_survives_being_typed(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    here = moment.astimezone(LONDON)
    which = "second" if here.fold else "first"
    assert typed.in_london(here.date(), here.time(), which=which) == moment
    assert typed.read_time(f"{here:%H:%M}") == here.time()
