"""Seals over the audit trail: a chain of hashes that shows when somebody has been at it (way 7).

A row carries the number of the transaction that wrote it. Numbers are given when a transaction
starts writing and rows appear when it ends, so ids come out of order; but below the snapshot's xmin
every transaction has ended. Only that stretch is sealed, and nothing can be added to it later
unseen.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import connection, transaction

from accounts import clock
from accounts.audit_models import AuditEvent, AuditSeal

LOCK = 4_217_001  # Postgres' advisory lock: one sealer at a time, over all servers
FIRST = "0" * 64
AT_MOST = 5000  # events a seal, so that a seal stays a row of moderate size


@dataclass(frozen=True)
class Damage:
    """One place where the trail is not what was sealed."""

    seal_id: int
    event_id: int | None
    what: str

    def __str__(self) -> str:
        where = f"event {self.event_id}" if self.event_id else "the seal itself"
        return f"Seal {self.seal_id}, {where}: {self.what}"


def seal(*, at_most: int = AT_MOST) -> int:
    """Seal what is finished and not sealed yet; how many events that was. 0 while another seals."""
    with transaction.atomic():
        if not _is_mine():
            return 0
        last = AuditSeal.objects.order_by("-below_xid").first()
        first_xid = last.below_xid if last else 0
        below = _finished_below()
        found = AuditEvent.objects.filter(xid__gte=first_xid, xid__lt=below).order_by("xid", "id")
        more = list(found.values_list("xid", flat=True)[at_most : at_most + 1])
        if more:
            # A transaction is never cut in two, however many events it wrote.
            below = more[0] if more[0] > found[0].xid else more[0] + 1
        events = {str(row.pk): digest_of(row) for row in found.filter(xid__lt=below)}
        if not events:
            return 0
        previous = last.digest if last else FIRST
        AuditSeal.objects.create(
            first_xid=first_xid,
            below_xid=below,
            events=events,
            previous=previous,
            digest=_chained(previous, first_xid, below, events),
            sealed_at=clock.now(),
        )
    return len(events)


def verify() -> Iterator[Damage]:
    """Every place where a seal or a sealed event was altered, removed or put in afterwards."""
    previous, reached = FIRST, 0
    for row in AuditSeal.objects.order_by("below_xid").iterator(chunk_size=50):
        if row.previous != previous or row.first_xid != reached:
            yield Damage(row.pk, None, "it does not follow the seal before it; one is missing")
        if row.digest != _chained(row.previous, row.first_xid, row.below_xid, row.events):
            yield Damage(row.pk, None, "it was altered")
        yield from _damage_within(row)
        previous, reached = row.digest, row.below_xid


def _damage_within(row: AuditSeal) -> Iterator[Damage]:
    stretch = AuditEvent.objects.filter(xid__gte=row.first_xid, xid__lt=row.below_xid)
    there = {str(event.pk): digest_of(event) for event in stretch.order_by("id")}
    for event_id, digest in row.events.items():
        if event_id not in there:
            yield Damage(row.pk, int(event_id), "it is missing")
        elif there[event_id] != digest:
            yield Damage(row.pk, int(event_id), "it was altered")
    for event_id in there.keys() - row.events.keys():
        yield Damage(row.pk, int(event_id), "it was put in after the sealing")


def digest_of(event: AuditEvent) -> str:
    """The fingerprint of everything an event says."""
    said = [
        event.pk,
        event.at.astimezone(UTC).isoformat(),
        event.verb,
        event.by_id,
        event.by_name,
        event.about_kind,
        event.about_id,
        event.about_ref,
        event.person_id,
        event.detail,
        event.request_id,
        event.xid,
    ]
    return _sha256(said)


def _chained(previous: str, first_xid: int, below: int, events: dict[str, str]) -> str:
    return _sha256([previous, first_xid, below, sorted(events.items())])


def _sha256(what: object) -> str:
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def _is_mine() -> bool:
    """Take the lock for this transaction, or say that somebody else has it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _finished_below() -> int:
    """The number below which every transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])
