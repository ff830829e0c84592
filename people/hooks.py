"""Where rooms above reach into `people`: typed lists, filled in their AppConfig.ready()."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

# Each gives the rows of access that its own records justify: used by rebuild_access and its proof.
# (person_id, principal column, principal id, level, source, valid_from, valid_to)
AccessRow = tuple[int, str, int, str, str, datetime, datetime | None]
ACCESS_SOURCES: list[Callable[[], Iterable[AccessRow]]] = []

# Two records turned out to be one person: each room moves what it holds of `gone` to `kept`, in the
# transaction of the merge, both people locked: (kept, gone, by=). See people/merging.py.
MERGE: list[Callable[..., None]] = []

# Told, in the same transaction, that somebody's allocation or placement changed: (person_id, by).
ALLOCATION_CHANGED: list[Callable[..., None]] = []

# Told, in the same transaction, that a child moves or has moved to another place, or (`gone`) that
# the move had been entered by mistake: (placement, by, gone).
PLACEMENT_CHANGED: list[Callable[..., None]] = []


@dataclass(frozen=True)
class Away:
    """That somebody was missing or absent at a moment, and which police force is on it, if any."""

    missing: bool
    police_force_id: int | None = None


# Whether somebody was away at a moment: (person id, moment) -> Away, or None where they were not.
AWAY: list[Callable[[int, datetime], Away | None]] = []
