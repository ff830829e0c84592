"""The frame of every page, its macros, and the pages for when something cannot be shown."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.template import engines

from govuk import views
from govuk.fields import TextField
from govuk.forms import GovukForm
from tests.govuk.reading import one, read, render, words

NOW = datetime(2026, 11, 22, 20, 40, tzinfo=UTC)


class Ask(GovukForm):
    ref = TextField(label="Police reference")


def page(template: str = "form_page.html", **context: Any) -> Element:
    request = SimpleNamespace(csp_nonce="once")
    full = {"title": "Police", "council_name": "Exampleshire", "request": request} | context
    return read(engines["jinja2"].env.get_template(template).render(full))


def test_the_title_says_error_first_when_there_is_one() -> None:
    assert words(one(page(form=Ask()), ".//title")) == "Police – Homeward"
    assert words(one(page(form=Ask({})), ".//title")) == "Error: Police – Homeward"
    assert words(one(page(form=Ask({})), ".//h2[@class='govuk-error-summary__title']"))


def test_a_page_may_call_other_things_rows() -> None:
    """A list of table rows beside a form is no formset."""
    assert words(one(page(form=Ask({}), rows=[["Leo", "Today"]]), ".//title")).startswith("Error: ")
    assert words(one(page("base.html", rows=[["Leo"]]), ".//title")) == "Police – Homeward"


def test_navigation_and_account_are_for_people_who_are_signed_in() -> None:
    nav = [{"text": "Your work", "href": "/", "active": True}, {"text": "People", "href": "/p/"}]
    inside = page(form=Ask(), nav=nav, signed_in_user="Sam Patel", idle_seconds=1800, csrf_input="")
    current = [a for a in inside.findall(".//a") if a.get("aria-current")]
    assert [words(link) for link in current] == ["Your work"]
    assert "Sign out" in words(one(inside, ".//header"))
    assert one(inside, ".//body").get("data-timeout-seconds") == "1800"
    outside = page(form=Ask())
    assert "Sign out" not in words(one(outside, ".//header"))
    assert outside.find(".//dialog") is None


def test_every_script_has_the_nonce_and_no_style_is_inline() -> None:
    made = page(form=Ask(), signed_in_user="Sam", idle_seconds=60, back="/back/")
    assert {script.get("nonce") for script in made.findall(".//script")} == {"once"}
    assert made.findall(".//style") == []
    assert [e for e in made.iter() if e.get("style") or e.get("onclick")] == []


def test_a_form_page_carries_the_token_against_double_taps() -> None:
    made = page(form=Ask(), submission_token="t-1", button_text="Report Jordan as missing")
    assert one(made, ".//input[@name='submission_token']").get("value") == "t-1"
    button = one(made, ".//main//button")
    assert words(button) == "Report Jordan as missing"
    assert button.get("data-prevent-double-click") == "true"


def test_messages_become_banners_and_stay_text() -> None:
    made = page(form=Ask(), messages=[Message(SUCCESS, "<b>Kept</b>")])
    banner = one(made, ".//div[@data-module='govuk-notification-banner']")
    assert "govuk-notification-banner--success" in banner.get("class", "")
    assert words(banner) == "Success <b>Kept</b>"


@pytest.mark.parametrize(
    ("answer", "status", "heading"),
    [
        (views.failed, 500, "Sorry, something went wrong"),
        (views.unavailable, 503, "Sorry, Homeward is not available"),
        (views.csrf_failure, 403, "This page was open for too long"),
    ],
)
def test_pages_for_bad_hours_need_no_session_and_no_script(
    answer: Any, status: int, heading: str
) -> None:
    response: HttpResponse = answer(HttpRequest())
    made = read(response.content.decode())
    assert response.status_code == status
    assert words(one(made, ".//h1")) == heading
    assert made.findall(".//script") == []


def test_a_refusal_says_why_and_who_can_help() -> None:
    made = page("403.html", reason="Finalising waits for the interview.", who_can_help="Ask Ann.")
    assert "Finalising waits for the interview." in words(one(made, ".//main"))
    assert "Ask Ann." in words(one(made, ".//main"))


@pytest.mark.parametrize("name", ["help", "privacy", "accessibility"])
def test_public_pages_have_one_heading_and_lead_to_each_other(name: str) -> None:
    made = page(f"pages/{name}.html")
    assert len(made.findall(".//h1")) == 1
    links = {link.get("href") for link in made.findall(".//footer//a")}
    assert links == {"/accessibility/", "/privacy/", "/help/"}


def test_an_interruption_asks_before_it_acts() -> None:
    made = page(
        "confirm_page.html",
        lead="It is still owed.",
        points=["One"],
        button_text="Close",
        cancel="/e/",
    )
    assert "govuk-button--warning" in one(made, ".//main//button").get("class", "")
    assert one(made, ".//main//a").get("href") == "/e/"


def test_a_change_link_says_what_it_changes() -> None:
    made = render(
        '{% from "macros/record.html" import summary_list %}'
        '{{ summary_list([{"key": "Risk", "value": "<High>", "change": "/c/"},'
        ' {"key": "Home", "value": none}]) }}'
    )
    assert words(one(made, ".//a")) == "Change risk"
    assert [
        words(value) for value in made.findall(".//dd[@class='govuk-summary-list__value']")
    ] == [
        "<High>",
        "",
    ]


def test_a_timeline_says_what_who_and_when() -> None:
    made = render(
        '{% from "macros/record.html" import timeline %}'
        '{{ timeline([{"title": "Back", "by": "Sam", "at": at, "text": "Well & safe"}]) }}',
        at=NOW,
    )
    assert words(one(made, ".//li")) == "Back by Sam 22 November 2026 at 8:40pm Well & safe"


def test_a_task_that_cannot_start_is_no_link() -> None:
    made = render(
        '{% from "macros/record.html" import task_list %}{{ task_list(['
        '{"text": "Plan", "href": "/p/", "status": "Completed"},'
        '{"text": "Agree", "status": "Cannot start yet"},'
        '{"text": "Meet", "href": "/m/", "status": "Not yet started", "meaning": "todo"}]) }}'
    )
    assert [words(link) for link in made.findall(".//a")] == ["Plan", "Meet"]
    assert [words(tag) for tag in made.findall(".//strong")] == ["Not yet started"]


@pytest.mark.parametrize(
    ("from_now", "colour"),
    [({"hours": -1}, "red"), ({"hours": 2}, "orange"), ({"days": 3}, "grey")],
)
def test_only_what_is_late_is_red(from_now: dict[str, int], colour: str) -> None:
    made = render(
        '{% from "macros/tags.html" import due_tag %}{{ due_tag(due, now) }}',
        now=NOW,
        due=NOW + timedelta(**from_now),
    )
    assert one(made, ".//strong").get("class") == f"govuk-tag govuk-tag--{colour}"


def test_a_table_names_each_cell_for_the_narrow_screen() -> None:
    made = render(
        '{% from "macros/lists.html" import table %}'
        '{{ table("2 actions", ["Child", "Due"], [["<Leo>", "Today"]]) }}'
    )
    assert one(made, ".//td").get("data-label") == "Due"
    assert words(one(made, ".//tbody/tr/th")) == "<Leo>"


def test_filters_go_by_get_and_can_be_taken_away() -> None:
    made = render(
        '{% from "macros/lists.html" import filters, pages %}'
        '{% call filters([{"text": "Overdue", "remove": "?a=1"}], "?") %}x{% endcall %}'
        '{{ pages(none, "?after=9") }}'
    )
    assert one(made, ".//form").get("method") == "get"
    assert [words(link) for link in made.findall(".//form//a")] == [
        "Remove filter Overdue",
        "Clear filters",
    ]
    assert one(made, ".//nav//a").get("href") == "?after=9"


def test_plain_text_is_not_escaped_and_pages_are() -> None:
    env = engines["jinja2"].env
    assert env.autoescape("mail.txt") is False
    assert env.autoescape("page.html") is True
