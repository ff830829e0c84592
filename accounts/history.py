"""History of fields: a trigger keeps every insert, update and delete of a tracked table (way 9).

Row level, so `update()`, bulk writes and raw SQL are in it too; who did it comes
from the request's context.
"""

from collections.abc import Callable
from typing import Any

import pghistory


def tracked(**options: Any) -> Callable[[type], type]:
    """Class decorator: keep the history of this table's rows."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        **options,
    )
