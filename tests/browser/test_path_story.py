"""A boy of sixteen goes missing from placement on a Friday at 11:30 and is found on the Saturday."""

from collections.abc import Callable

from tests.browser import steps
from tests.browser.conftest import Opens
from tests.cast import Cast


def test_from_the_carers_phone_to_the_finalised_episode(
    desk: Opens, story: Cast, at: Callable[[str], object]
) -> None:
    at("2026-03-06 12:05")
    carer = desk("carer", phone=True)
    steps.reports_him_missing(carer)
    carer.sees("Jamie has been reported as missing")
    print("PAGES", carer.pages, "TOUCHES", carer.touches)
    print(carer.page.locator("main").inner_text())
    print(steps.deadlines())
