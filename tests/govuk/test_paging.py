"""Where a page ended, there and back; what is no key shows the first page."""

from datetime import UTC, datetime

import pytest

from govuk.paging import key_in, key_of

MOMENT = datetime(2026, 3, 6, 11, 30, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize("arrived", ["+", " "])
def test_a_key_comes_back_whole(arrived: str) -> None:
    assert key_in(key_of(MOMENT, 7).replace("+", arrived)) == (MOMENT, 7)


@pytest.mark.parametrize(
    "typed", ["", "~", "rubbish", "2026-03-06T11:30:00~7", f"{MOMENT}~x", f"{MOMENT}~{10**30}"]
)
def test_what_is_no_key_shows_the_first_page(typed: str) -> None:
    assert key_in(typed) is None
