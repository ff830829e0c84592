"""The pages that open without signing in, and the door."""

import pytest

from tests.browser.conftest import Opens


@pytest.mark.parametrize("path", ["/account/sign-in/", "/account/password/reset/", "/help/"])
def test_anybody_can_read(desk: Opens, path: str) -> None:
    """Given a worker who signed out, the public pages open and pass every look."""
    worker = desk("worker").press("Sign out")
    assert worker.open(path).status == 200
