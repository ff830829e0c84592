"""`python -m tests.browser.pictures OUT_DIR [ADDRESS]`: pictures of a running product, to look at.

Signs in as each role of the made-up caseload (the sign-ins that `make run` prints) and takes every
page it is led to from the navigation, and from there one step further, at 1100 and 360 pixels.
"""

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from accounts.local import PASSWORD
from config.seed import names

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WIDTHS = (1100, 360)
MOST = 40  # pages a role: enough to meet every kind of page
NOT_A_PAGE = re.compile(r"sign-out|\.pdf|\.ics|/admin/|/api/|/static/|#|before=|\?")


def sign_ins() -> dict[str, str]:
    """The first of the made-up staff in each role, by e-mail address as the caseload makes it."""
    first = {"care_staff": names.CARERS[0]}
    for members in names.STAFF.values():
        for name, role in members:
            first.setdefault(role, name)
    return {
        role: name.lower().replace(" ", ".").replace("'", "") + "@exampleshire.test"
        for role, name in first.items()
    }


def sign_in(page: Page, site: str, email: str) -> None:
    page.goto(f"{site}/account/sign-in/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state("load")


def kind_of(path: str) -> str:
    """An address without its references: one picture for each kind of page."""
    return re.sub(r"/([A-Z]-[A-Z0-9]+|[0-9a-f-]{36}|\d+)(?=/)", "/_", path)


def take(browser: Browser, site: str, role: str, email: str, out: Path) -> int:
    """All kinds of pages this role is led to, breadth first."""
    page = browser.new_page()
    sign_in(page, site, email)
    waiting, seen = ["/"], {"/"}
    taken = 0
    while waiting and taken < MOST:
        path = waiting.pop(0)
        page.goto(site + path)
        name = kind_of(path).strip("/").replace("/", "-") or "tray"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=out / f"{role}-{name}-{width}.png", full_page=True)
        taken += 1
        every = page.locator("a[href^='/']")
        links = every.evaluate_all("all => all.map(a => a.getAttribute('href'))")
        for link in links:
            if not NOT_A_PAGE.search(link) and kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)
    page.close()
    return taken


def main(out: Path, site: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for role, email in sign_ins().items():
            taken = take(browser, site.rstrip("/"), role, email, out)
            sys.stdout.write(f"{role}: {taken} pages\n")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:8000")
