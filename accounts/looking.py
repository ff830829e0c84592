"""What the request that is being answered has opened so far, and what it has said of it.

Every door to a record (`person_for`, `episode_for`, `meeting_for`, …) says here what it lets
through; at the end of the request `accounts/on_record.py` keeps it as a look at the record, so that
no page has to remember to. Outside a request nothing is kept: workers read nobody's record to show
it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, models, transaction


@dataclass
class Looks:
    """Of one request. `opened`: by person, the last and most exact thing that was let through."""

    opened: dict[int, models.Model] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)  # people of whom an event tells already
    verbs: set[str] = field(default_factory=set)


_LOOKS: ContextVar[Looks | None] = ContextVar("looks", default=None)


@contextmanager
def watched() -> Iterator[Looks]:
    """For as long as one request is answered."""
    looks = Looks()
    before = _LOOKS.set(looks)
    try:
        yield looks
    finally:
        _LOOKS.reset(before)


def now() -> Looks | None:
    return _LOOKS.get()


def opened(about: models.Model, *, person_id: int) -> None:
    """A door let this through. What is opened later is the more exact: the episode, not the
    person.
    """
    if (looks := now()) is not None:
        looks.opened.pop(person_id, None)
        looks.opened[person_id] = about


def told(verb: str, *, person_id: int | None) -> None:
    """An event of this request tells of this person: once it is kept, and not if it is rolled
    back.
    """
    looks = now()
    if looks is None:
        return

    def keep() -> None:
        looks.verbs.add(verb)
        if person_id is not None:
            looks.told.add(person_id)

    blocks = connection.atomic_blocks
    if blocks and blocks[0]._from_testcase:
        keep()  # that transaction is never committed
    else:
        transaction.on_commit(keep)
