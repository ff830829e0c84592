"""The test session: servers, databases, and no way out of this machine."""

import os
from collections.abc import Iterator

import django
import pytest

from config import embedded

# Before settings, which read the servers' addresses: so they are not named in pyproject.toml.
embedded.ensure(tests=True)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# A browser test keeps an event loop open in its thread, where Django would not touch a database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
django.setup()
django.conf.settings.RATE_LIMITS = False  # on where they are tried: a sweep is no person

pytest_plugins = ["tests.fixtures"]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker) -> Iterator[None]:
    """One migrated database for this process. `db` runs each test in a transaction, rolled back."""
    from tests import databases

    with django_db_blocker.unblock():
        name = databases.make_copy("shared")
        with databases.pointed_at(name):
            yield
        databases.drop(name)


@pytest.fixture
def real_db(django_db_setup: None, django_db_blocker) -> Iterator[dict[str, str]]:
    """A fresh database with real transactions and both roles: `default` is the product's own.

    Yields the environment in which other processes (a worker, a command) find the same database.
    """
    from tests import databases

    with django_db_blocker.unblock():
        name = databases.make_copy("real")
        with databases.pointed_at(name):
            environ = databases.environ_for(name)
            _empty_broker(environ["REDIS_URL"])
            yield environ
        databases.drop(name)


def _empty_broker(url: str) -> None:
    """Nothing that an earlier test has queued may reach this one's workers."""
    from kombu import Connection

    with Connection(url) as connection:
        connection.default_channel.client.flushdb()


@pytest.fixture
def site(real_db: dict[str, str]) -> Iterator[str]:
    """The product on a port of its own, for a browser; the address without a closing slash."""
    from pytest_django.live_server_helper import LiveServer

    server = LiveServer("127.0.0.1")
    with server._live_server_modified_settings:
        yield server.url
        server.stop()


# Here and not among the shared fixtures: only a conftest stands above a plugin's own.
@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium; no browser is downloaded."""
    return {
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def base_url() -> None:
    """In place of a plugin's own, which is written in a way that pytest now warns about."""
