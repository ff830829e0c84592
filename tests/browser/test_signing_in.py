"""Signing in as it is for every role: a second factor is set up, used, lost and replaced.

A passkey is made by the browser's own virtual authenticator, which shows a finger by itself. It
needs a name in the address, so these pages are opened at localhost.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from accounts.models import AuditEvent
from tests.accounts.factors import App
from tests.browser.desk import OFFICE, PHONE, Desk
from tests.cast import PASSWORD, Cast

FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# The browser would offer the passkey in the box for the address and, with such a finger, sign in
# before anybody typed; one test lets it.
NOT_WHILE_TYPING = (
    "if (window.PublicKeyCredential)"
    " PublicKeyCredential.isConditionalMediationAvailable = async () => false"
)


class Newcomer(Desk):
    """Somebody before the sign-in page, with a finger to show."""

    def __init__(self, context: Any, site: str, email: str) -> None:
        super().__init__(context, site, email)
        self.codes: list[str] = []
        self.device: CDPSession = context.new_cdp_session(self.page)
        self.device.send("WebAuthn.enable")
        self.finger = self.device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})

    def gives_the_password(self, path: str = "/") -> "Newcomer":
        self.open(path)
        self.fill("Email", self.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(re.compile("second-factor|code|/$"))
        self.look()
        return self

    def shows_the_finger(self, button: str) -> "Newcomer":
        before = self.page.url
        self.page.get_by_role("button", name=button).click()
        expect(self.page).not_to_have_url(before)
        self.look()
        return self

    def loses_the_device(self) -> "Newcomer":
        self.device.send("WebAuthn.removeVirtualAuthenticator", self.finger)
        self.finger = self.device.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
        return self


@pytest.fixture(autouse=True)
def _everybody_needs_one(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def newcomer(browser: Browser, site: str, story: Cast) -> Iterator[Any]:
    opened: list[Newcomer] = []

    def comes(part: str, *, phone: bool = False, while_typing: bool = False) -> Newcomer:
        context = browser.new_context(viewport=PHONE if phone else OFFICE, locale="en-GB")
        context.set_default_timeout(8_000)
        if not while_typing:
            context.add_init_script(NOT_WHILE_TYPING)
        email = getattr(story, part).email
        opened.append(Newcomer(context, site.replace("127.0.0.1", "localhost"), email))
        return opened[-1]

    yield comes
    for each in opened:
        each.context.close()
    assert not [line for each in opened for line in each.trouble]


def test_a_passkey_from_the_first_day_to_the_day_it_is_lost(newcomer: Any, settings: Any) -> None:
    worker = newcomer("worker")
    given_a_passkey_is_set_up(worker)
    then_it_opens_without_a_password(worker)
    then_it_confirms(worker, settings)
    then_it_is_renamed(worker)
    when_it_is_lost_a_recovery_code_opens(worker)


def given_a_passkey_is_set_up(worker: Newcomer) -> None:
    worker.gives_the_password("/people/").sees("Set up a second factor")
    worker.press("Continue").sees("Select a passkey or an authenticator app")
    worker.choose("A passkey").press("Continue")
    worker.fill("Name", "Work laptop").shows_the_finger("Set up the passkey")
    worker.sees("Keep your recovery codes")
    worker.codes = worker.page.locator(".homeward-codes li").all_inner_texts()
    assert len(worker.codes) == 10
    assert worker.codes[0] in worker.download("Download the codes").path().read_text()
    worker.press("I have kept my codes")
    assert worker.heading == "People"


def then_it_opens_without_a_password(worker: Newcomer) -> None:
    worker.press("Sign out").shows_the_finger("Use a passkey")
    worker.sees("Wren Ashdown")
    assert AuditEvent.objects.filter(verb="signed_in").latest("pk").detail["how"] == ["webauthn"]


def then_it_confirms(worker: Newcomer, settings: Any) -> None:
    settings.SUDO_SECONDS = 0
    worker.open("/account/second-factor/")
    worker.sees("Confirm that it is you")
    settings.SUDO_SECONDS = 600
    worker.shows_the_finger("Use your passkey").sees("Your second factor")


def then_it_is_renamed(worker: Newcomer) -> None:
    worker.sees("Work laptop", "10 of 10 left").follow("Rename")
    worker.fill("Name", "My laptop").press("Save the name").sees("My laptop")


def when_it_is_lost_a_recovery_code_opens(worker: Newcomer) -> None:
    worker.press("Sign out").loses_the_device().gives_the_password()
    worker.page.get_by_role("button", name="Use your passkey").click()
    expect(worker.page.get_by_role("status")).to_contain_text("No passkey was used")
    worker.fill("Code", worker.codes[0]).press("Continue").sees("Wren Ashdown")
    worker.follow("Notices").sees("signed in to with one of your recovery codes")


def test_an_app_on_a_phone(newcomer: Any) -> None:
    carer = newcomer("carer", phone=True).gives_the_password()
    carer.choose("An authenticator app").press("Continue")
    app = App(carer.page.locator(".homeward-secret").inner_text().replace(" ", ""))
    carer.fill("Code from your app", "000000").press("Set up the app")
    carer.sees("This code is not right")
    carer.fill("Code from your app", app.code(-1)).press("Set up the app")
    carer.press("I have kept my codes")
    carer.page.get_by_role("button", name="Menu").click()
    carer.press("Sign out").gives_the_password()
    carer.fill("Code", app.code()).press("Continue")
    carer.open("/account/sessions/")
    carer.sees("Where you are signed in", "Here")


def test_a_passkey_is_offered_in_the_box_for_the_address(newcomer: Any) -> None:
    worker = newcomer("worker", while_typing=True)
    worker.gives_the_password().choose("A passkey").press("Continue")
    worker.fill("Name", "Work laptop").shows_the_finger("Set up the passkey")
    worker.press("I have kept my codes").press("Sign out")
    worker.page.get_by_label("Email").focus()
    expect(worker.page).not_to_have_url(re.compile("sign-in"))
    worker.sees("Wren Ashdown")


def test_without_scripts_an_app_is_offered(browser: Browser, site: str, story: Cast) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/account/sign-in/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    page.get_by_label("Email").fill(story.worker.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("A passkey").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Set up an authenticator app").click()
    expect(page.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()
    context.close()
