"""Pairs of records that may be one person's, for those who may merge."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from people.models import AlikePair, Person, SamePerson
from people.policy import scope_of

PAGE = 25
A_FEW = 100  # more are not counted
Key = tuple[int, int]


def pairs(user: User) -> QuerySet[AlikePair]:
    """Those of which both are within this user's reach, and which nobody has told apart."""
    told_apart = SamePerson.objects.filter(
        one=OuterRef("one_id"), other=OuterRef("other_id"), same=False
    )
    return AlikePair.objects.filter(
        scope_of(user, person="one_id", by_key=True), scope_of(user, person="other_id", by_key=True)
    ).exclude(Exists(told_apart))


def page_of(user: User, *, after: Key | None = None) -> tuple[list[AlikePair], bool]:
    """One page, the likeliest first, by key; and whether there are more."""
    rows = pairs(user).select_related("one", "other")
    if after:
        rows = rows.filter(score__lte=after[0]).exclude(score=after[0], pk__lte=after[1])
    found = list(rows.order_by("-score", "id")[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def how_many(user: User) -> int:
    """Up to `A_FEW`."""
    return pairs(user).values("pk")[:A_FEW].count()


def pairs_of(user: User, person: Person) -> list[AlikePair]:
    """The same of one person, the likeliest first."""
    rows = pairs(user).filter(Q(one=person) | Q(other=person)).select_related("one", "other")
    return list(rows.order_by("-score", "id")[:PAGE])


def why_alike(one: Person, other: Person) -> list[str]:
    """Why the two were shown as a pair; nothing where they were not."""
    first, second = sorted((one.pk, other.pk))
    pair = AlikePair.objects.filter(one=first, other=second).first()
    return list(pair.reasons) if pair else []


def answers(one: Person, other: Person) -> list[SamePerson]:
    """What was said of these two, the latest first."""
    first, second = sorted((one.pk, other.pk))
    return list(SamePerson.objects.filter(one=first, other=second).select_related("by")[:5])
