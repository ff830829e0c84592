"""Steps that the tests of handing over share."""

from datetime import date

from accounts.clock import today
from accounts.models import User
from people import hand_over_queries
from people.hand_over_hooks import HAND_OVER
from people.hand_over_services import Choice, hand_over
from people.models import HandOver, Person
from people.policy import visible_to
from tests.cast import Cast


def fresh(one: User) -> User:
    return User.objects.get(pk=one.pk)


def sees(one: User, person: Person) -> bool:
    return visible_to(fresh(one)).filter(pk=person.pk).exists()


def held(one: User) -> dict[str, int]:
    """How many of each kind."""
    lines = hand_over_queries.all_held([one.pk])
    return {
        kind: count
        for kind in HAND_OVER
        if (count := len([line for line in lines if line.kind == kind]))
    }


def all_to(to: User, one: User) -> dict[str, Choice]:
    return {kind: Choice(to.pk) for kind in held(one)}


def give_all(cast: Cast, to: User, *, by: User | None = None, on: date | None = None) -> HandOver:
    made = hand_over(
        holder=cast.worker, choices=all_to(to, cast.worker), on=on or today(), why="Has left",
        by=fresh(by or cast.manager),
    )  # fmt: skip
    assert made is not None
    return made
