"""Somebody at a screen: they see labels, links and buttons, never addresses or the database.

Every page that comes up is looked at: accessibility, 320 pixels, one heading, no error in the
console, nothing asked for elsewhere. A desk counts pages and touches, as a person would feel them.
"""

import re
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, Download, Locator, Page, Response, expect

from tests.browser import checks
from tests.cast import PASSWORD

PHONE = {"width": 360, "height": 740}
OFFICE = {"width": 1100, "height": 900}
EXAMINED: set[tuple[str, str, str, str, int]] = set()


class Desk:
    """One browser with one person before it."""

    def __init__(self, context: BrowserContext, site: str, email: str) -> None:
        self.context, self.site, self.email = context, site, email
        self.page: Page = context.new_page()
        self.pages = self.touches = 0
        self.trouble: list[str] = []
        self.scripts = True
        self.line_is_bad = False
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("console", lambda said: self._heard(said.type, said.text))
        context.on("request", lambda request: self._asked(request.url))

    # What the browser noticed by itself

    def _note(self, what: str) -> None:
        if not self.line_is_bad:
            self.trouble.append(f"{self.page.url}: {what}")

    def _heard(self, kind: str, text: str) -> None:
        # The status of a page is judged by the test; a refused page writes a line of its own here.
        if kind == "error" and "the server responded with a status of" not in text:
            self._note(text)

    def _asked(self, url: str) -> None:
        if not checks.stays_here(url):
            self._note(f"asked for {url}")

    # Moving about

    def sign_in(self, password: str = PASSWORD) -> "Desk":
        """Sign in by the form; asked to while doing something, they go on with it afterwards."""
        if "/sign-in/" not in self.page.url:
            self.page.goto(self.site + "/")
        if "/sign-in/" in self.page.url:
            self.page.get_by_label("Email").fill(self.email)
            self.page.get_by_label("Password", exact=True).fill(password)
            self.page.get_by_role("button", name="Sign in", exact=True).click()
            expect(self.page).not_to_have_url(re.compile("/sign-in/"))
        self.look()
        self.pages = self.touches = 0
        return self

    def open(self, path: str) -> Response:
        """Go to an address: as from a bookmark, or from a link in a message."""
        answer = self.page.goto(self.site + path)
        assert answer is not None
        if answer.ok:
            self.look()
        return answer

    def follow(self, name: str, *, within: Locator | None = None) -> "Desk":
        """A link, whether it looks like one or like a button."""
        self._went(self._link(name, within))
        return self

    def _link(self, name: str, within: Locator | None = None) -> Locator:
        place = self._in(within)
        buttons = place.get_by_role("button", name=name).and_(self.page.locator("a"))
        return place.get_by_role("link", name=name).or_(buttons).first

    def press(self, name: str, *, within: Locator | None = None) -> "Desk":
        self._went(self._in(within).get_by_role("button", name=name).first)
        return self

    def back(self) -> "Desk":
        """The browser's own button."""
        self.page.go_back()
        self.look()
        return self

    def _went(self, control: Locator) -> None:
        self.touches += 1
        # What was there is marked, so that a page that comes back the same counts as a new one.
        self.page.evaluate("() => { document.documentElement.dataset.before = 'yes' }")
        control.click()
        expect(self.page.locator("html:not([data-before])")).to_be_attached()
        self.look()

    def look(self) -> None:
        """Look at the page as everybody must be able to."""
        self.page.wait_for_load_state("load")
        self.pages += 1
        checks.has_one_title(self.page)
        self._examine()
        assert not self.trouble, "\n".join(self.trouble)

    def _examine(self) -> None:
        """The slow looks: once for each page, by who sees it, how wide, its title and its tags."""
        width = (self.page.viewport_size or OFFICE)["width"]
        path = re.sub(r"/([A-Z]-[A-Z0-9]+|[0-9a-f-]{36})(?=/)", "/…", urlparse(self.page.url).path)
        tags = "|".join(sorted(set(self.page.locator("main .govuk-tag").all_inner_texts())))
        seen = (path, self.page.title().split(", ")[0], tags, self.email, width)
        if seen in EXAMINED:
            return
        if self.scripts:
            checks.accessible(self.page)
        checks.fits_a_narrow_phone(self.page)
        EXAMINED.add(seen)

    # Filling in

    def fill(
        self, label: str | re.Pattern[str], text: str, *, within: Locator | None = None
    ) -> "Desk":
        self.touches += 1
        self._in(within).get_by_label(label).first.fill(text)
        return self

    def choose(self, label: str, *, under: str | re.Pattern[str] = "") -> "Desk":
        """A radio button or a box, by its words; `under` is the question it answers."""
        self.touches += 1
        place = self.page.get_by_role("group", name=under).last if under else self.page
        boxes = place.get_by_role("radio", name=label, exact=True)
        boxes.or_(place.get_by_role("checkbox", name=label, exact=True)).first.check()
        return self

    def pick(
        self, label: str | re.Pattern[str], choice: str, *, within: Locator | None = None
    ) -> "Desk":
        self.touches += 1
        self._in(within).get_by_label(label).first.select_option(label=choice)
        return self

    def part(self, name: str | re.Pattern[str]) -> Locator:
        """The question's own group, for those with several boxes."""
        return self.page.get_by_role("group", name=name).last

    def _in(self, within: Locator | None) -> Any:
        return within if within is not None else self.page

    def download(self, link: str) -> Download:
        with self.page.expect_download() as coming:
            self._link(link).click()
        return coming.value

    # Reading

    def sees(self, *texts: str | re.Pattern[str]) -> "Desk":
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def does_not_see(self, *texts: str) -> "Desk":
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)
        return self

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()
