"""The scripts in a real browser: autosave, the warning before sign-out, the quiet refresh; and
pages without any script. The pages are our templates; the server is played by the test."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template import engines
from playwright.sync_api import Browser, Page, Request, Route, expect

from govuk.assets import ROOT
from tests.govuk.test_forms import Everything

HOME = "http://homeward.test"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
BOARD = """{% extends "base.html" %}{% block content %}<h1>Missing now</h1>
<div data-refresh="/fragment/"><p>Two children</p></div><p data-refresh-status></p>{% endblock %}"""


class Played:
    """A server of templates: answers pages and files, keeps the requests that it was sent."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.answers: dict[str, Callable[[], dict[str, Any]]] = {}
        self.asked: list[Request] = []

    def show(self, template: str, *, at: str = "/", **context: Any) -> None:
        context = {"title": "Report", "request": {"csp_nonce": "n"}} | context
        source = engines["jinja2"].from_string(template)
        self.pages[at] = source.template.render(context)

    def handle(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOME)
        self.asked.append(route.request)
        if path in self.answers:
            route.fulfill(**self.answers[path]())
        elif path.startswith("/static/built/"):
            name = path.rsplit("/", 1)[1]
            text = (ROOT / "static" / "built" / name).read_text()
            route.fulfill(body=text, content_type=TYPES[name.rsplit(".", 1)[1]])
        else:
            route.fulfill(body=self.pages.get(path, ""), content_type="text/html; charset=utf-8")

    def sent_to(self, path: str) -> list[Request]:
        return [request for request in self.asked if request.url == HOME + path]


@pytest.fixture
def played(page: Page) -> Played:
    server = Played()
    page.route("**/*", server.handle)
    page.clock.install()
    return server


FORM = '{% extends "form_page.html" %}'


def test_typing_is_saved_and_said(page: Page, played: Played) -> None:
    played.show(FORM, form=Everything(), autosave="/draft/")
    played.answers["/draft/"] = lambda: {"json": {"saved_at": "11:42pm"}}
    page.goto(HOME + "/")
    page.get_by_label("Name of child").fill("Jordan")
    page.clock.run_for(3000)
    expect(page.get_by_role("status")).to_have_text("Saved at 11:42pm")
    (request,) = played.sent_to("/draft/")
    assert request.headers["x-background"] == "1"
    assert "Jordan" in (request.post_data or "")


def test_a_lost_connection_is_said_and_tried_again(page: Page, played: Played) -> None:
    played.show(FORM, form=Everything(), autosave="/draft/")
    page.goto(HOME + "/")
    page.route("**/draft/", lambda route: route.abort())
    page.get_by_label("Name of child").fill("Jordan")
    page.clock.run_for(3000)
    expect(page.get_by_role("status")).to_contain_text("Not saved yet")
    page.unroute("**/draft/")
    played.answers["/draft/"] = lambda: {"json": {"saved_at": "5pm"}}
    page.clock.run_for(11000)
    expect(page.get_by_role("status")).to_have_text("Saved at 5pm")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (409, json.dumps({"message": "Ann saved this first"}), "Ann saved this first"),
        (401, "You are signed out.", "Not saved: you have been signed out"),
    ],
)
def test_a_draft_that_was_refused_says_why(
    page: Page, played: Played, status: int, body: str, said: str
) -> None:
    played.show(FORM, form=Everything(), autosave="/draft/")
    played.answers["/draft/"] = lambda: {"status": status, "body": body}
    page.goto(HOME + "/")
    page.get_by_label("Name of child").fill("Jordan")
    page.clock.run_for(3000)
    expect(page.get_by_role("status")).to_contain_text(said)


def test_the_warning_comes_in_time_and_staying_ends_it(page: Page, played: Played) -> None:
    played.show(
        FORM, form=Everything(), autosave="/draft/", signed_in_user="Sam", idle_seconds=1800
    )
    played.answers["/draft/"] = lambda: {"json": {"saved_at": "5pm"}}
    played.answers["/still-here/"] = lambda: {"status": 204}
    page.goto(HOME + "/")
    page.clock.fast_forward(1490_000)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.fast_forward(15_000)
    expect(page.get_by_role("dialog")).to_contain_text("We will sign you out in 5 minutes.")
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    (request,) = played.sent_to("/still-here/")
    assert "x-background" not in request.headers


def test_a_long_day_is_warned_of_however_busy_and_confirming_in_another_tab_ends_it(
    page: Page, played: Played
) -> None:
    day = {"signed_in_user": "Sam", "idle_seconds": 1800}
    played.show(
        FORM,
        form=Everything(),
        autosave="/draft/",
        submission_token="t",
        session_seconds=900,
        **day,
    )
    played.show(FORM, at="/other/", form=Everything(), session_seconds=43200, **day)
    played.answers["/draft/"] = lambda: {"json": {"saved_at": "5pm"}}
    page.goto(HOME + "/")
    page.get_by_label("Name of child").fill("Jordan")
    page.clock.fast_forward(595_000)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.fast_forward(10_000)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("You have been signed in for a long time")
    expect(dialog.get_by_role("button", name="Stay signed in")).to_be_hidden()
    assert "Jordan" in (played.sent_to("/draft/")[-1].post_data or "")
    link = dialog.get_by_role("link", name="confirm that it is you")
    assert link.get_attribute("href") == "/account/confirm/?next=/account/"
    tab = page.context.new_page()
    tab.route("**/*", played.handle)
    tab.goto(HOME + "/other/")
    expect(dialog).to_be_hidden()
    page.clock.fast_forward(400_000)
    expect(dialog).to_be_hidden()


def test_the_board_refreshes_quietly_and_says_when(page: Page, played: Played) -> None:
    played.show(BOARD)
    played.answers["/fragment/"] = lambda: {"body": "<p>One child</p>"}
    page.goto(HOME + "/")
    page.clock.fast_forward(61_000)
    expect(page.get_by_text("One child")).to_be_visible()
    expect(page.get_by_text("Updated at")).to_be_visible()
    assert played.sent_to("/fragment/")[0].headers["x-background"] == "1"
    played.answers["/fragment/"] = lambda: {"status": 502, "body": "bad"}
    page.clock.fast_forward(61_000)
    expect(page.get_by_text("Could not update")).to_be_visible()
    expect(page.get_by_text("One child")).to_be_visible()


def test_a_further_question_opens_with_its_choice(page: Page, played: Played) -> None:
    played.show(FORM, form=Everything())
    page.goto(HOME + "/")
    expect(page.get_by_label("Police reference")).to_be_hidden()
    page.get_by_label("Yes").check()
    expect(page.get_by_label("Police reference")).to_be_visible()


def test_without_scripts_every_question_is_there(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, server = context.new_page(), Played()
    page.route("**/*", server.handle)
    server.show(FORM, form=Everything())
    page.goto(HOME + "/")
    expect(page.get_by_label("Police reference")).to_be_visible()
    expect(page.get_by_label("Photo")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 1100])
def test_a_form_full_of_errors_passes_axe_and_needs_no_sideways_scroll(
    page: Page, played: Played, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    nav = [{"text": "Your work", "href": "/", "active": True}, {"text": "People", "href": "/p/"}]
    played.show(FORM, form=Everything({}), nav=nav, signed_in_user="Sam Patel", idle_seconds=60)
    page.goto(HOME + "/")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    found = {rule["id"] for rule in Axe().run(page).response["violations"]}
    assert found <= {"aria-allowed-attr"}  # the known one, on radios that open a question
    assert page.evaluate("document.documentElement.scrollWidth") <= width
