"""Is the audit trail what was sealed? If not, where: every seal and every event by its number.

Both tables are read once, side by side in the order of their transactions, so that a trail of
millions takes minutes and no more memory than one seal. What lies behind the last seal is counted:
nobody can say yet whether that was altered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import connection, transaction

from accounts.audit_models import AuditEvent, AuditSeal
from accounts.seal import AT, FIRST, SAID, chained, digest_of

XID = SAID.index("xid")
AT_ONCE = 5000


@dataclass(frozen=True)
class Damage:
    """One place where the trail is not what was sealed. No seal: behind the last one."""

    seal_id: int | None
    event_id: int | None
    what: str

    def __str__(self) -> str:
        where = f"event {self.event_id}" if self.event_id else "the seal itself"
        which = f"Seal {self.seal_id}" if self.seal_id else "Not sealed yet"
        return f"{which}, {where}: {self.what}"


@dataclass
class Findings:
    """What a check found; `moved` are events that are in another stretch than the one they were
    sealed in.
    """

    seals: int = 0
    events: int = 0
    tail: int = 0  # events behind the last seal
    tail_from: datetime | None = None
    damage: list[Damage] = field(default_factory=list)
    missing: dict[int, int] = field(default_factory=dict)  # event: the seal that names it
    strange: dict[int, int] = field(default_factory=dict)  # event: the seal it was found under

    def told(self) -> list[Damage]:
        """Everything, each event once: gone from one stretch and found in another is moved."""
        found = list(self.damage)
        for event, seal in self.missing.items():
            there = self.strange.get(event)
            moved = f"it was moved to the stretch of seal {there}"
            found.append(Damage(seal, event, moved if there else "it is missing"))
        for event, seal in self.strange.items():
            if event not in self.missing:
                found.append(Damage(seal, event, "it was put in after the sealing"))
        return sorted(found, key=lambda one: (one.seal_id or 10**18, one.event_id or 0))


def verify() -> list[Damage]:
    """Every place where a seal or a sealed event was altered, removed, moved or put in."""
    return check().told()


def check() -> Findings:
    """Walk along the whole trail once."""
    found = Findings()
    with transaction.atomic():
        previous, reached, last_id = FIRST, 0, None
        seals = AuditSeal.objects.order_by("below_xid").iterator(chunk_size=5)
        rows = AuditEvent.objects.order_by("xid", "id").values_list(*SAID)
        events = rows.iterator(chunk_size=AT_ONCE)
        waiting = next(events, None)
        for row in seals:
            found.seals += 1
            if row.previous != previous or row.first_xid != reached:
                after = f"seal {last_id}" if last_id else "the beginning"
                found.damage.append(
                    Damage(row.pk, None, f"it does not follow {after}; one is missing")
                )
            if row.digest != chained(row):
                found.damage.append(Damage(row.pk, None, "it was altered"))
            named = dict(row.events)
            while waiting is not None and waiting[XID] < row.below_xid:
                _look_at(waiting, row, named, found)
                waiting = next(events, None)
            found.missing |= {int(event): row.pk for event in named}
            previous, reached, last_id = row.digest, row.below_xid, row.pk
        if waiting is not None:
            _look_at_tail(chain([waiting], events), found)
    return found


def _look_at(
    event: tuple[Any, ...], row: AuditSeal, named: dict[str, str], found: Findings
) -> None:
    found.events += 1
    event_id = event[0]
    digest = named.pop(str(event_id), None)
    if digest is None:
        found.strange[event_id] = row.pk
    elif digest != digest_of(event):
        found.damage.append(Damage(row.pk, event_id, "it was altered"))


def _look_at_tail(events: Iterator[tuple[Any, ...]], found: Findings) -> None:
    """Behind the last seal: counted, and none may carry a number that no transaction had yet."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        beyond = cursor.fetchone()[0]
    for event in events:
        found.tail += 1
        at, event_id = event[AT], event[0]
        found.tail_from = min(found.tail_from or at, at)
        if event_id in found.missing:
            seal = found.missing.pop(event_id)
            found.damage.append(Damage(seal, event_id, "it was moved behind the last seal"))
        elif event[XID] >= beyond:
            found.damage.append(
                Damage(None, event_id, "it carries the number of a transaction that never was")
            )
