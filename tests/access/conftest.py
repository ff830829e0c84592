"""The stage is built once for a module: real transactions, the product's own role."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import override_settings

from tests import databases
from tests.access.foreign import Theirs, own_child
from tests.access.stage import Stage, build


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Stage]:
    with django_db_blocker.unblock():
        name = databases.make_copy("stage")
        # Everybody signed in when the sweep began, and on a busy machine it can last.
        with databases.pointed_at(name), override_settings(SUDO_SECONDS=settings.ABSOLUTE_SECONDS):
            yield build()
        databases.drop(name)


@pytest.fixture(scope="module")
def theirs(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Theirs]:
    """The same stage, with a child of another team beside the boy."""
    with django_db_blocker.unblock():
        name = databases.make_copy("foreign")
        with databases.pointed_at(name):
            stage = build()
            yield Theirs(stage, own_child(stage.cast))
        databases.drop(name)
