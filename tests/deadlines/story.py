"""Short words for this room's tests: something happens to the boy, what was told to whom."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.clock import LONDON
from accounts.models import User
from deadlines.models import Deadline
from deadlines.services import happened
from notifications.models import Notice
from tests.cast import Cast

EPISODE, REFERENCE = 7001, "E-7K3M2Q9X"
At = Callable[[str | datetime], datetime]


def wall(text: str) -> datetime:
    """That time on a wall in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def happens(event: str, cast: Cast, at: str, **more: Any) -> list[int]:
    """The event, for the boy's episode, by his social worker, in a transaction of its own."""
    given: dict[str, Any] = {
        "person_id": cast.boy.pk,
        "episode_id": EPISODE,
        "episode_ref": REFERENCE,
        "at": wall(at),
        "by": cast.worker,
        **more,
    }
    with transaction.atomic():
        return happened(event, **given)


def the(rule: str, **more: Any) -> Deadline:
    """The one deadline of this rule (the latest where there were several)."""
    return Deadline.objects.filter(rule=rule, **more).order_by("occurrence").last()


def told(deadline: Deadline, *, superseded: bool = False) -> dict[int, list[str]]:
    """By rung: who has a notice about this deadline, by name."""
    found: dict[int, list[str]] = {}
    rows = Notice.objects.filter(ids__deadline=deadline.pk, superseded=superseded)
    for notice in rows.select_related("recipient").order_by("recipient__name"):
        rung = int(notice.key.rpartition(":")[2])
        found.setdefault(rung, []).append(notice.recipient.name)
    return found


def names(*users: User) -> list[str]:
    return sorted(user.name for user in users)


def rules_of(rows: Sequence[Deadline]) -> set[str]:
    return {row.rule for row in rows}
