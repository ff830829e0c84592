"""Sets the database's clock back while the past is told: the owner alone may; it is gone after."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connections


def move_to(moment: datetime) -> None:
    """From now on every process of this database reads this moment."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "insert into homeward_clock (fixed_at) values (%s)"
            " on conflict (only_row) do update set fixed_at = excluded.fixed_at",
            [moment],
        )


def let_go() -> None:
    """The clock of the machine again."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("delete from homeward_clock")


@contextmanager
def past() -> Iterator[None]:
    """However the telling ends, the clock is let go. A made-up past need not wait for the disk."""
    for alias in ("default", "owner"):
        with connections[alias].cursor() as cursor:
            cursor.execute("set synchronous_commit = off")
    try:
        yield
    finally:
        let_go()
