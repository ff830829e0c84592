"""Who may be meant, under the search box: arrows, Enter, Escape, what a screen reader is told."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.govuk.test_scripts import HOME, Played

PAGE = """{% extends "base.html" %}{% block content %}<h1>People</h1>
<form method="get" role="search" action="/all/"><label for="q">Find a person</label>
<input class="govuk-input" id="q" name="q" type="search" autocomplete="off"
 data-suggest="/suggest/">
<button>Search</button></form>{% endblock %}"""
JAMIE = {
    "name": "Jamie <b>Exemplar",
    "about": "16 years old, Oak House",
    "ref": "P-22222222",
    "now": "Missing now",
    "href": "/jamie/",
}
JODIE = {
    "name": "Jodie Exemplar", "about": "14 years old", "ref": "P-33333333", "now": "",
    "href": "/jodie/",
}  # fmt: skip


@pytest.fixture
def played(page: Page) -> Played:
    server = Played()
    page.route("**/*", server.handle)
    page.clock.install()
    server.show(PAGE)
    return server


def typed(page: Page, played: Played, text: str, *, more: bool = False, people: Any = None) -> None:
    answer = {"people": [JAMIE, JODIE] if people is None else people, "more": more}
    played.answers[f"/suggest/?q={text}"] = lambda: {"json": answer}
    page.goto(HOME + "/")
    page.get_by_label("Find a person").press_sequentially(text)
    page.clock.run_for(400)


def test_what_is_typed_is_asked_once_and_shown_as_text(page: Page, played: Played) -> None:
    typed(page, played, "jamie")
    box = page.get_by_role("combobox", name="Find a person")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.get_by_role("option").first).to_contain_text("Jamie <b>Exemplar")
    expect(page.get_by_role("option").first).to_contain_text("Missing now")
    expect(page.get_by_role("status")).to_contain_text("2 people found. Look through them")
    (request,) = [one for one in played.asked if "/suggest/" in one.url]
    assert request.headers["x-background"] == "1"
    assert Axe().run(page).violations_count == 0


def test_arrows_choose_and_enter_opens_the_record(page: Page, played: Played) -> None:
    typed(page, played, "jamie")
    box = page.get_by_role("combobox")
    expect(page.get_by_role("option")).to_have_count(2)
    box.press("ArrowUp")
    box.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Jamie")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "q-people-1")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Jodie")
    assert Axe().run(page).violations_count == 0
    box.press("Enter")
    expect(page).to_have_url(HOME + "/jodie/")


def test_enter_without_a_choice_searches_as_ever(page: Page, played: Played) -> None:
    typed(page, played, "jamie")
    expect(page.get_by_role("option")).to_have_count(2)
    page.get_by_role("combobox").press("Enter")
    expect(page).to_have_url(HOME + "/all/?q=jamie")


def test_escape_closes_and_keeps_what_was_typed(page: Page, played: Played) -> None:
    typed(page, played, "jamie")
    expect(page.get_by_role("option")).to_have_count(2)
    page.get_by_role("combobox").press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_value("jamie")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


def test_nobody_found_is_said(page: Page, played: Played) -> None:
    typed(page, played, "zzz", people=[])
    expect(page.get_by_role("status")).to_have_text("Nobody found")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_last_line_shows_all(page: Page, played: Played) -> None:
    typed(page, played, "jamie", more=True)
    page.get_by_role("option", name="Show all that are found").click()
    expect(page).to_have_url(HOME + "/all/?q=jamie")


def test_what_goes_wrong_leaves_the_box_as_it_was(page: Page, played: Played) -> None:
    played.answers["/suggest/?q=jamie"] = lambda: {"status": 500, "body": "broken"}
    page.goto(HOME + "/")
    page.get_by_label("Find a person").press_sequentially("jamie")
    page.clock.run_for(400)
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(HOME + "/all/?q=jamie")


def test_without_scripts_it_is_a_search_box(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, server = context.new_page(), Played()
    page.route("**/*", server.handle)
    server.show(PAGE)
    page.goto(HOME + "/")
    page.get_by_role("searchbox", name="Find a person").fill("jamie")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(HOME + "/all/?q=jamie")
    context.close()
