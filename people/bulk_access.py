"""Access for many people at once: the same rows as people/access.py, written in sets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts import audit
from accounts.models import User
from people.models import Access


@dataclass(frozen=True)
class Reason:
    """One reason that opens a record, for a user or a team, from a moment on."""

    person_id: int
    source: str
    valid_from: datetime
    valid_to: datetime | None = None
    user_id: int | None = None
    team_id: int | None = None
    level: str = "full"

    def to(self) -> dict[str, int]:
        return {"user": self.user_id} if self.user_id else {"team": self.team_id or 0}


def give_many(reasons: Iterable[Reason], *, by: User | None) -> None:
    """Write these reasons; one that is there already takes the new times. In the caller's
    transaction."""
    wanted = list(reasons)
    Access.objects.bulk_create(
        [
            Access(
                person_id=one.person_id, source=one.source, level=one.level, user_id=one.user_id,
                team_id=one.team_id, valid_from=one.valid_from, valid_to=one.valid_to,
            )
            for one in wanted
        ],
        update_conflicts=True,
        unique_fields=["person", "source", "user", "team", "organisation"],
        update_fields=["level", "valid_from", "valid_to"],
    )  # fmt: skip
    audit.record_many(
        "access.given",
        by=by,
        about=[
            (one.person_id, {"source": one.source, "level": one.level, "to": one.to()})
            for one in wanted
        ],
    )


def end_many(ended: dict[str, int], *, at: datetime, by: User | None) -> None:
    """These reasons (source: person) end at that moment; others stand. One that began later never
    held."""
    rows = Access.objects.filter(source__in=list(ended))
    rows.filter(valid_from__gt=at).delete()
    rows.exclude(valid_to__lte=at).update(valid_to=at)
    audit.record_many(
        "access.ended",
        by=by,
        about=[(person_id, {"source": source}) for source, person_id in ended.items()],
    )
