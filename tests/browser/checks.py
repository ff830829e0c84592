"""What every page must pass wherever a test meets it: rules of accessibility, and 320 pixels."""

from urllib.parse import urlparse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = Axe()
NARROW = 320  # WCAG 1.4.10: nothing to scroll sideways at this width
# GOV.UK's conditional radios carry aria-expanded, which this rule does not know of (docs/pages.md).
KNOWN = "aria-allowed-attr"
OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}


def accessible(page: Page) -> None:
    """No rule of axe is broken, but for the one known exception on conditional radios."""
    broken = []
    for rule in RULES.run(page, options=OPTIONS).response["violations"]:
        for node in rule["nodes"]:
            if rule["id"] == KNOWN and "radios__input" in node["html"]:
                continue
            broken.append(f"{rule['id']}: {rule['help']}\n    {node['html'][:300]}")
    assert not broken, f"{page.url} breaks rules of accessibility:\n" + "\n".join(broken)


def fits_a_narrow_phone(page: Page) -> None:
    """At 320 pixels nothing is wider than the screen; the window is as it was afterwards."""
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size({"width": NARROW, "height": before["height"]})
    wide = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll("main *, header *, footer *")]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    page.set_viewport_size(before)
    assert not wide, f"{page.url} scrolls sideways at {NARROW} pixels:\n" + "\n".join(wide[:5])


def has_one_title(page: Page) -> None:
    """A page says what it is: one h1, and a title that names the service."""
    assert page.locator("h1").count() == 1, f"{page.url} has {page.locator('h1').count()} h1"
    assert page.title().endswith("Homeward"), page.title()


def stays_here(url: str) -> bool:
    """Whether an address is on this machine: no page may ask for anything elsewhere."""
    parts = urlparse(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname in {"127.0.0.1", "localhost"}
