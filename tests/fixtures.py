"""Fixtures that every room's tests share: the clock, the calendar and the cast."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from accounts.clock import LONDON
from tests.cast import Cast, make_cast
from tests.databases import as_owner


def move_clock(moment: str | datetime) -> datetime:
    """Fix the clock that all processes read: `2026-03-06 11:30` is what a wall in London shows."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=LONDON)
    as_owner(
        "insert into homeward_clock (fixed_at) values (%s)"
        " on conflict (only_row) do update set fixed_at = excluded.fixed_at",
        [moment.astimezone(UTC)],
    )
    return moment.astimezone(UTC)


@pytest.fixture
def at(request: pytest.FixtureRequest) -> Iterator[Callable[[str | datetime], datetime]]:
    """Moves the clock; needs a database, the test's own kind of it."""
    if "real_db" not in request.fixturenames:
        request.getfixturevalue("db")
    yield move_clock
    as_owner("delete from homeward_clock")


@pytest.fixture
def cast(at: Callable[[str | datetime], datetime]) -> Cast:
    """Everybody, on a Friday morning in March: the sixth, 11:30."""
    at("2026-03-06 11:30")
    call_command("load_bank_holidays", verbosity=0)
    return make_cast()
