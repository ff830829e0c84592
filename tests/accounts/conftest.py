"""A council with a sign-in of its own, for the tests of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from config.sign_in import providers
from tests.accounts.oidc_server import CLIENT, SECRET, Server, serving
from tests.cast import Cast


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def council(running: Server, settings: Any, cast: Cast) -> Server:
    """The cast's council with a sign-in of its own, as settings would have it."""
    running.plan = type(running.plan)()
    running.asked.clear()
    settings.OIDC_SERVER, settings.OIDC_CLIENT_ID = running.address, CLIENT
    settings.SOCIALACCOUNT_PROVIDERS = providers(running.address, CLIENT, SECRET)
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.5
    return running
