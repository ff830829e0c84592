"""The audit trail as a file: asked for with a reason, then fetched, each on record.

Rows are read in batches as they leave, so that a long file takes little memory. What was given is
known when the last row has left: then its number of rows and its sha256 go on record; so they do
when the reader hung up before the end.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from accounts import audit, clock
from accounts.audit_models import AuditEvent
from accounts.audit_queries import Sought, events, in_words, more_than, references_of
from accounts.errors import Invalid
from accounts.models import User
from govuk.spreadsheets import csv_lines

MOST = 100_000  # rows of one file: a worker of the web has half a minute for an answer
BATCH = 2_000
GOOD_FOR = timedelta(minutes=10)
HEAD = (
    "number at_utc who user_number what verb about reference person person_number details request"
).split()
TOO_MANY = "This is more than 100,000 rows. Choose fewer days, or one person or user."


@transaction.atomic
def ask(*, by: User, sought: Sought, reason: str) -> AuditEvent:
    """Keep that an export is asked for, of what and why. It ends with what has happened so far."""
    if more_than(sought, MOST):
        raise Invalid({"__all__": TOO_MANY})
    chosen = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(sought).items()
        if value
    }
    return audit.record("audit.export_asked", by=by, reason=reason, filters=chosen)


def is_over(asked: AuditEvent) -> bool:
    """What was asked for a while ago has to be asked for again."""
    return clock.now() - asked.at > GOOD_FOR


def sought_in(asked: AuditEvent) -> Sought:
    """What was asked for, out of the event that keeps it."""
    chosen: dict[str, Any] = dict(asked.detail["filters"])
    for name in ("since", "until"):
        if name in chosen:
            chosen[name] = datetime.fromisoformat(chosen[name])
    return replace(Sought(**chosen), up_to=asked.pk)


def lines(asked: AuditEvent, *, by: User) -> Iterator[bytes]:
    """The file, line by line; at its end it is on record."""
    digest, rows, whole = hashlib.sha256(), 0, False
    request = audit.request_id()
    try:
        for number, line in enumerate(csv_lines(_rows(sought_in(asked)))):
            digest.update(line)
            rows = number  # the first line holds the names of the columns
            yield line
        whole = True
    finally:
        with structlog.contextvars.bound_contextvars(request_id=request):
            audit.record_alone(
                "audit.exported" if whole else "audit.export_cut",
                by=by, rows=rows, sha256=digest.hexdigest(), asked=asked.pk,
                reason=asked.detail["reason"],
            )  # fmt: skip


def _rows(sought: Sought) -> Iterator[list[Any]]:
    yield HEAD
    waiting: list[AuditEvent] = []
    for event in events(sought).iterator(chunk_size=BATCH):
        waiting.append(event)
        if len(waiting) == BATCH:
            yield from _cells(waiting)
            waiting = []
    yield from _cells(waiting)


def _cells(found: list[AuditEvent]) -> Iterator[list[Any]]:
    people = references_of(found)
    for one in found:
        yield [
            one.pk, one.at.isoformat(), one.by_name, one.by_id, in_words(one), one.verb,
            one.about_kind, one.about_ref, people.get(one.person_id or 0, ""), one.person_id,
            json.dumps(one.detail, ensure_ascii=False, sort_keys=True), one.request_id,
        ]  # fmt: skip
