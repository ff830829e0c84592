"""Where rooms above reach into `people`: typed lists, filled in their AppConfig.ready()."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# Each gives the rows of access that its own records justify: used by rebuild_access and its proof.
# (person_id, principal column, principal id, level, source, valid_from, valid_to)
AccessRow = tuple[int, str, int, str, str, datetime, datetime | None]
ACCESS_SOURCES: list[Callable[[], Iterable[AccessRow]]] = []


@dataclass(frozen=True)
class Choice:
    """Something in which two records differ, side by side in words, so that somebody can choose.

    `of_gone` are columns of the person as they would be taken over. `likely` is whose stays unless
    somebody says otherwise: of one that is empty the other, of two that differ nobody's.
    """

    key: str
    label: str
    kept: str
    gone: str
    likely: str = ""
    of_gone: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Merging:
    """What happens to the rows of a record that is merged into another, as it happens.

    Rows named in `left` stay with the record that goes, because the kept one has the same; all
    others with a key to a person are moved after the rooms have had their say.
    """

    # Whose stays, by the key of each choice: "kept" or "gone".
    choices: Mapping[str, str] = field(default_factory=dict)
    moved: dict[str, list[int]] = field(default_factory=dict)
    left: dict[str, list[int]] = field(default_factory=dict)
    # What was not kept, in words: {"field": …, "kept": …, "not_kept": …}.
    values: list[dict[str, str]] = field(default_factory=list)

    def leave(self, table: str, keys: Iterable[int]) -> None:
        """`table` as `app.Model.column`."""
        self.left.setdefault(table, []).extend(keys)


# Two records turned out to be one person: what a room does beyond moving its rows, in the
# transaction of the merge, both people locked: (kept, gone, by=, merging=). A plain key to a person
# needs nothing here; see people/merging.py.
MERGE: list[Callable[..., None]] = []
# What there can be only one of: (kept, gone) -> choices; the room's part of MERGE reads the answer.
MERGE_CHOICES: list[Callable[..., list[Choice]]] = []
# What stands in the way of a merge, each a plain sentence that says how to put it right:
# (kept, gone) -> sentences. References of episodes are given as they are, so that pages can link.
STOPS_MERGE: list[Callable[..., list[str]]] = []

# Told, in the same transaction, that somebody's allocation or placement changed: (person_id, by).
ALLOCATION_CHANGED: list[Callable[..., None]] = []

# Told, in the same transaction, what became of a placement: the child "moved" there, the placement
# "ended" without another, or it was entered by "mistake": (placement, by, what).
PLACEMENT_CHANGED: list[Callable[..., None]] = []


@dataclass(frozen=True)
class Away:
    """That somebody was missing or absent at a moment, and which police force is on it, if any."""

    missing: bool
    police_force_id: int | None = None


# Whether somebody was away at a moment: (person id, moment) -> Away, or None where they were not.
AWAY: list[Callable[[int, datetime], Away | None]] = []
