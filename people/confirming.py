"""When each fact that ages was last confirmed, and by whom (domain: People)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from people import rules
from people.models import Confirmation, Person


@dataclass(frozen=True)
class Freshness:
    """How long ago a fact was last said to be right; never, where `at` is None."""

    at: datetime | None = None
    by: str = ""
    old: bool = True


NEVER = Freshness()


def kept(*, person: Person, fact: str, by: User) -> None:
    """An edit has confirmed what it wrote; in the caller's transaction."""
    Confirmation.objects.create(person=person, fact=fact, at=now(), by=by)


def confirm(*, person: Person, fact: str, by: User) -> None:
    """Somebody looked and says that it is still right."""
    if fact not in rules.FACTS:
        raise Invalid({"fact": "Select what is still right"})
    with transaction.atomic():
        kept(person=person, fact=fact, by=by)
        audit.record(
            "person.confirmed", by=by, about=person, person_id=person.pk,
            what=rules.FACTS[fact].lower(),
        )  # fmt: skip


def last_confirmed(person_id: int, *, at: datetime) -> dict[str, Freshness]:
    """Each fact's latest confirmation, and whether it is older than half a year."""
    rows = (
        Confirmation.objects.filter(person_id=person_id)
        .order_by("fact", "-at", "-id")
        .distinct("fact")
        .select_related("by")
    )
    limit = at - timedelta(days=rules.CONFIRMED_FOR_DAYS)
    found = {row.fact: Freshness(row.at, row.by.name, row.at < limit) for row in rows}
    return {fact: found.get(fact, NEVER) for fact in rules.FACTS}
