"""Day and time together: today, yesterday or another date, on the clocks of London."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from govuk.fields import WhenField
from govuk.forms import GovukForm
from tests.govuk.reading import one, read, words

SUNDAY_NIGHT = datetime(2026, 11, 22, 23, 58, tzinfo=UTC)


def form_at(now: datetime = SUNDAY_NIGHT, **options: Any) -> Callable[..., GovukForm]:
    class Seen(GovukForm):
        seen = WhenField(
            label="When was he last seen?", subject="the time he was last seen",
            now=lambda: now, **options,
        )  # fmt: skip

    return Seen


def sent(form: Callable[..., GovukForm], **parts: str) -> GovukForm:
    made = form({f"seen-{part}": text for part, text in parts.items()})
    made.is_valid()
    return made


def another(day: str, month: str, year: str, time: str, **more: str) -> dict[str, str]:
    return {"choice": "other", "day": day, "month": month, "year": year, "time": time} | more


def test_today_and_yesterday_and_another_date() -> None:
    form = form_at()
    moments = [
        sent(form, **parts).cleaned_data["seen"]
        for parts in (
            {"choice": "today", "time": "11:20pm"},
            {"choice": "yesterday", "time": "2320"},
            another("27", "march", "2026", "9am"),
            {"day": "1", "month": "7", "year": "2026", "time": "0:30"},
        )
    ]
    assert moments == [
        datetime(2026, 11, 22, 23, 20, tzinfo=UTC),
        datetime(2026, 11, 21, 23, 20, tzinfo=UTC),
        datetime(2026, 3, 27, 9, 0, tzinfo=UTC),
        datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
    ]


def test_a_page_opened_before_midnight_still_means_the_day_it_showed() -> None:
    page = read(form_at()())
    today = one(page, ".//input[@id='id_seen-choice']").get("value", "")
    after_midnight = form_at(datetime(2026, 11, 23, 0, 4, tzinfo=UTC))
    form = sent(after_midnight, choice=today, time="11:50pm")
    assert form.cleaned_data["seen"] == datetime(2026, 11, 22, 23, 50, tzinfo=UTC)
    shown = read(form)
    assert one(shown, ".//input[@id='id_seen-choice-2']").get("checked") is not None


def test_the_missing_hour_of_march_is_refused_and_nothing_is_lost() -> None:
    form = sent(form_at(), **another("29", "3", "2026", "1.30am"))
    assert form.error_links() == [
        {
            "text": "The clocks went forward on 29 March 2026, so 1:30am did not happen. "
            "Enter a time before 1am, or 2am or later",
            "href": "#id_seen-time",
        }
    ]
    page = read(form)
    assert one(page, ".//input[@name='seen-time']").get("value") == "1.30am"
    assert one(page, ".//input[@name='seen-month']").get("value") == "3"
    assert one(page, ".//input[@value='other']").get("checked") is not None


def test_the_repeated_hour_of_october_is_asked_about_only_then() -> None:
    form = form_at()
    assert read(form()).find(".//input[@name='seen-fold']") is None
    asked = sent(form, **another("25", "10", "2026", "1:30am"))
    assert asked.error_links()[0]["href"] == "#id_seen-fold"
    choices = read(asked).findall(".//input[@name='seen-fold']")
    assert [choice.get("value") for choice in choices] == ["first", "second"]
    first, second = (
        sent(form, **another("25", "10", "2026", "1:30am", fold=which)).cleaned_data["seen"]
        for which in ("first", "second")
    )
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_stored_moment_is_shown_to_be_changed() -> None:
    form = form_at()
    second = read(form(initial={"seen": datetime(2026, 10, 25, 1, 30, tzinfo=UTC)}))
    assert one(second, ".//input[@name='seen-day']").get("value") == "25"
    assert one(second, ".//input[@value='second']").get("checked") is not None
    today = read(form(initial={"seen": datetime(2026, 11, 22, 12, 5, tzinfo=UTC)}))
    assert one(today, ".//input[@id='id_seen-choice']").get("checked") is not None
    assert one(today, ".//input[@name='seen-time']").get("value") == "12:05pm"


def test_the_future_is_refused_only_where_it_cannot_be() -> None:
    later = {"choice": "today", "time": "23:59"}
    form = sent(form_at(allow_future=False), **later)
    assert form.errors["seen"] == ["The time he was last seen must be now or in the past"]
    assert sent(form_at(), **later).is_valid()


def test_day_and_time_are_both_named_when_both_are_wrong() -> None:
    form = sent(form_at(), **another("32", "3", "2026", "7"))
    assert [link["href"] for link in form.error_links()] == ["#id_seen-day", "#id_seen-time"]
    group = read(form)
    for link in form.error_links():
        assert link["text"] in words(one(group, ".//p[@id='id_seen-error']"))


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({}, "Enter the time he was last seen"),
        ({"choice": "today"}, "Enter the time"),
        ({"time": "9am"}, "Select a day"),
        ({"choice": "next week", "time": "9am"}, "Select a day"),
    ],
)
def test_what_is_left_out_is_asked_for(parts: dict[str, str], sentence: str) -> None:
    assert sent(form_at(), **parts).errors["seen"] == [sentence]


def test_plans_can_be_offered_tomorrow() -> None:
    form = form_at(offer=("today", "tomorrow"))
    assert sent(form, choice="tomorrow", time="10am").cleaned_data["seen"] == datetime(
        2026, 11, 23, 10, tzinfo=UTC
    )
    labels = [words(label) for label in read(form()).findall(".//label")]
    assert labels[:3] == ["Today", "Tomorrow", "Another date"]
