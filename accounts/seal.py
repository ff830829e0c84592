"""Seals over the audit trail: a chain of hashes that shows when somebody has been at it (way 7).

A row carries the number of the transaction that wrote it. Numbers are given when a transaction
starts writing and rows appear when it ends, so ids come out of order; but below the snapshot's xmin
every transaction has ended. Only that stretch is sealed, and nothing can be added to it later
unseen. Checking is in `accounts/seal_check.py`.
"""

import hashlib
import json
from datetime import UTC
from typing import Any

import structlog
from django.db import connection, transaction

from accounts import clock
from accounts.audit_models import AuditEvent, AuditSeal

LOCK = 4_217_001  # Postgres' advisory lock: one sealer at a time, over all servers
FIRST = "0" * 64
AT_MOST = 5000  # events a seal, so that a seal stays a row of moderate size


# What an event says, in the order in which its fingerprint is taken.
SAID = (
    "id", "at", "verb", "by_id", "by_name", "about_kind", "about_id", "about_ref", "person_id",
    "detail", "request_id", "xid",
)  # fmt: skip
AT = SAID.index("at")
BEGAN_AGAIN = (
    "This server counts its transactions from below those that are sealed: the database was "
    "restored into a new server. See “Restoring” in docs/security.md."
)
log = structlog.get_logger(__name__)


class NumbersBeganAgain(RuntimeError):
    """Nothing can be sealed any more, and nothing may go on as if it were."""


def seal(*, at_most: int = AT_MOST) -> int:
    """Seal what is finished and not sealed yet; how many events that was. 0 while another seals."""
    with transaction.atomic():
        if not _is_mine():
            return 0
        last = AuditSeal.objects.order_by("-below_xid").first()
        first_xid = last.below_xid if last else 0
        below = _finished_below()
        if below < first_xid:
            log.error("audit.numbers_began_again", finished_below=below, sealed_below=first_xid)
            raise NumbersBeganAgain(BEGAN_AGAIN)
        found = AuditEvent.objects.filter(xid__gte=first_xid, xid__lt=below).order_by("xid", "id")
        more = list(found.values_list("xid", flat=True)[at_most : at_most + 1])
        if more:
            # A transaction is never cut in two, however many events it wrote.
            first = found.values_list("xid", flat=True)[0]
            below = more[0] if more[0] > first else more[0] + 1
        rows = found.filter(xid__lt=below).values_list(*SAID)
        events = {str(row[0]): digest_of(row) for row in rows}
        if not events:
            return 0
        made = AuditSeal(
            first_xid=first_xid,
            below_xid=below,
            events=events,
            previous=last.digest if last else FIRST,
            sealed_at=clock.now(),
        )
        made.digest = chained(made)
        made.save()
    return len(events)


def digest_of(event: tuple[Any, ...]) -> str:
    """The fingerprint of everything an event says: its columns in the order of SAID."""
    said = list(event)
    said[AT] = event[AT].astimezone(UTC).isoformat()
    return _sha256(said)


def chained(row: AuditSeal) -> str:
    """What a seal's own digest must be: it covers all of it and the seal before."""
    sealed_at = row.sealed_at.astimezone(UTC).isoformat()
    events = sorted(row.events.items())
    return _sha256([row.previous, row.first_xid, row.below_xid, sealed_at, events])


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
