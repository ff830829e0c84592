"""What somebody holds and how it changes hands: typed lists that rooms fill in ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accounts.models import User


@dataclass(frozen=True)
class Held:
    """One thing that somebody holds: what it is and about whom, with no name in it."""

    kind: str  # a key of HAND_OVER
    number: int  # of its row
    holder: int  # the user who holds it
    person: int  # whom it is about
    text: str
    reference: str = ""  # where it is seen
    note: str = ""  # what stands in the way of handing it over, where that is known

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True)
class Handing:
    """One change of hands: to whom, from which day, by whom and why. `sees`: the people whose
    record the new holder sees at that moment."""

    to: User
    on: date
    by: User
    why: str
    sees: frozenset[int] = frozenset()


@dataclass(frozen=True)
class HandOver:
    """How one kind of thing changes hands.

    `place`: kinds change hands in this order; the parts in a person's care are first, for they
    open the record that the others need. `act`: what the new holder's role must allow. `seen`: the
    new holder must see the record already. `give` moves the lines in the caller's transaction, the
    people locked before, and answers a sentence for each line (by its number) that it had to
    leave where it was.
    """

    title: str
    place: int
    act: str
    give: Callable[[list[Held], Handing], dict[int, str]]
    seen: bool = True


# What these users hold today, in each room: (user ids) -> lines.
HELD: list[Callable[[list[int]], list[Held]]] = []
# By kind.
HAND_OVER: dict[str, HandOver] = {}
