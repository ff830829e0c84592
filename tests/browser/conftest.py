"""Browsers for the tests: the machine's Chromium, each of the cast at a screen of their own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from accounts.models import User
from tests.browser.desk import OFFICE, PHONE, Desk
from tests.cast import Cast

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
BUILT = Path(__file__).resolve().parents[2] / "static" / "built" / "homeward.css"
Opens = Callable[..., Desk]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert chromium, "Browser tests need Chromium: install Debian's, or name one in CHROMIUM."
    return browser_type_launch_args | {"executable_path": chromium, "args": FLAGS}


@pytest.fixture
def story(real_db: dict[str, str], cast: Cast) -> Cast:
    """The cast in a database with real transactions, which a browser's requests see too."""
    return cast


@pytest.fixture
def desk(browser: Browser, site: str, story: Cast) -> Iterator[Opens]:
    """`desk("carer", phone=True)`: a screen with this person signed in before it."""
    assert BUILT.is_file(), "The pages have no style sheet yet: run python -m govuk.assets."
    opened: list[Desk] = []

    def opens(part: str, *, phone: bool = False, scripts: bool = True, **more: Any) -> Desk:
        user: User = getattr(story, part)
        context = browser.new_context(
            viewport=PHONE if phone else OFFICE,
            has_touch=phone,
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
            **more,
        )
        context.set_default_timeout(8_000)
        opened.append(Desk(context, site, user.email))
        opened[-1].scripts = scripts
        return opened[-1].sign_in()

    yield opens
    for each in opened:
        each.context.close()
    assert not [line for each in opened for line in each.trouble]
