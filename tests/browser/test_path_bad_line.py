"""A phone at night: a line that drops, the back button, a double tap, a screen left alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from cases.models import Episode, Report, ReportDraft
from tests.browser import steps
from tests.browser.conftest import Opens
from tests.browser.desk import Desk

At = Callable[[str], object]


@pytest.fixture
def carer(desk: Opens, at: At) -> Desk:
    """Half an hour after he left, with the first two pages of the report done."""
    at("2026-03-06 12:05")
    carer = desk("carer", phone=True)
    steps.begins_a_report(carer)
    steps.says_nobody_knows(carer)
    steps.says_when_last_seen(carer)
    return carer


def goes_on_to_the_end(carer: Desk) -> None:
    steps.says_what_happened(carer)
    steps.says_the_police_know(carer)
    carer.press("Continue")


def one_episode() -> Episode:
    assert (Episode.objects.count(), Report.objects.count()) == (1, 1)
    assert not ReportDraft.objects.exists()
    return Episode.objects.get()


def test_the_line_drops_between_two_pages(carer: Desk) -> None:
    """Given the line is gone when he taps, what was done before is offered from the first page."""
    carer.line_is_bad = True
    carer.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        carer.page.goto(carer.site + "/")
    carer.context.set_offline(False)
    carer.open("/")
    carer.follow("Go on with your report about Jamie Exemplar").press("Continue")
    expect(carer.page.get_by_label("Who saw them last?")).to_have_value("Casey, at the back door")
    carer.press("Continue")
    goes_on_to_the_end(carer)
    carer.press("Report Jamie as missing").sees("has been reported as missing")
    assert one_episode().last_seen_by == "Casey, at the back door"


def test_the_browsers_back_button_loses_nothing(carer: Desk) -> None:
    steps.says_what_happened(carer)
    carer.back()
    expect(carer.page.get_by_label("What happened?")).to_have_value(
        "Left by the back door after a phone call."
    )
    carer.back()
    carer.fill("Who saw them last?", "The cook").press("Continue").press("Continue")
    steps.says_the_police_know(carer)
    carer.press("Continue").sees("The cook", "Left by the back door")
    carer.press("Report Jamie as missing").sees("has been reported as missing")
    carer.back()
    carer.sees("has been reported as missing")
    assert one_episode().last_seen_by == "The cook"


def test_a_double_tap_on_the_last_button(carer: Desk) -> None:
    goes_on_to_the_end(carer)
    carer.page.get_by_role("button", name="Report Jamie as missing").dblclick()
    carer.sees("has been reported as missing")
    one_episode()


def test_the_last_page_sent_twice_at_once(carer: Desk) -> None:
    """Two requests at the same moment, as phones do when the line comes back."""
    goes_on_to_the_end(carer)
    answers = carer.page.evaluate(
        """async () => {
            const form = document.querySelector("main form");
            const send = () => fetch(form.action, {method: "POST", body: new FormData(form)});
            const both = await Promise.all([send(), send()]);
            return both.map(one => [one.status, new URL(one.url).pathname]);
        }"""
    )
    assert answers[0] == answers[1]
    assert answers[0][0] == 200
    assert answers[0][1].endswith("/sent/")
    one_episode()


def test_left_alone_until_signed_out(carer: Desk, settings: Any) -> None:
    """What was typed is kept as it is typed; after the sign-in the same page has it."""
    carer.fill("What happened?", "Left after a phone call, in a hurry.")
    carer.sees("Saved at")
    settings.IDLE_SECONDS = 0
    carer.press("Continue").sees("Sign in")
    settings.IDLE_SECONDS = 30 * 60
    carer.sign_in()
    expect(carer.page.get_by_label("What happened?")).to_have_value(
        "Left after a phone call, in a hurry."
    )


def test_without_scripts(desk: Opens, at: At) -> None:
    at("2026-03-06 12:05")
    carer = desk("carer", phone=True, scripts=False)
    steps.reports_him_missing(carer)
    carer.sees("Jamie has been reported as missing")
    one_episode()


def test_the_hour_that_comes_twice_in_october(desk: Opens, at: At) -> None:
    """The clocks go back at two: half past one happened twice, so the page asks which."""
    at("2026-10-25 09:00")
    carer = desk("carer", phone=True)
    steps.begins_a_report(carer)
    steps.says_nobody_knows(carer)
    steps.says_when_last_seen(carer, time="1:30am")
    carer.sees("Which 1:30am?").choose("The second one", under="Which 1:30am?").press("Continue")
    steps.says_what_happened(carer)
    steps.says_the_police_know(carer, time="8am")
    carer.press("Continue").press("Report Jamie as missing")
    assert one_episode().started_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
