"""The audit trail: what was done, by whom, about what. It lives or dies with its change (way 7).

An event belongs to the transaction of the change it tells of, so `record` refuses to run outside
one. What has no change to belong to (a refusal, a failed sign-in, a read) opens a transaction of
its own.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import structlog
from django.db import connection, models

from accounts import looking
from accounts.audit_models import AuditEvent
from accounts.verbs import VERBS

if TYPE_CHECKING:
    from accounts.errors import Refused
    from accounts.models import User

NOBODY = "Homeward"
# Written by hand, because every change pays for it: a third of the time of the ORM's own INSERT.
PLAIN = "verb by_id by_name about_kind about_id about_ref person_id request_id".split()
INSERT = f"""
insert into accounts_auditevent (at, {", ".join(PLAIN)}, detail)
values (coalesce(%s::timestamptz, homeward_now()), {", ".join(["%s"] * len(PLAIN))}, %s)
returning id, at, xid
"""
RECORD = "the record"
# What was looked at, by the kind of row that was opened.
LOOKED_AT = {
    "episode": "an episode",
    "interview": "a return home interview",
    "meeting": "a meeting",
    "needtoknow": "a Need to Know",
    "missingprofile": "the Missing Profile",
    "paper": "a PDF",
    "report": "a report",
    "reportdraft": "a report being made",
}


class NotInTransaction(RuntimeError):
    """An audit event was about to outlive, or to be lost without, its change."""


def in_transaction() -> bool:
    """True inside a transaction that the product opened.

    A Django TestCase wraps each test in a transaction of its own and marks it; that one does not
    count, or a service without a transaction would pass every test.
    """
    return any(not block._from_testcase for block in connection.atomic_blocks)


def record(
    verb: str,
    *,
    by: "User | None",
    about: models.Model | None = None,
    person_id: int | None = None,
    at: datetime | None = None,
    **detail: Any,
) -> AuditEvent:
    """Write one event in the caller's transaction. `by=None` is the product itself.

    Names and references are copied in, so the trail needs no other table. `at` is when it
    happened, in UTC; the present moment where it is not given. `detail` holds what JSON can.
    """
    if not in_transaction():
        raise NotInTransaction(f"{verb!r} was recorded outside a transaction")
    return _write(verb, by=by, about=about, person_id=person_id, at=at, detail=detail)


def _write(
    verb: str,
    *,
    by: "User | None",
    about: models.Model | None,
    person_id: int | None,
    at: datetime | None,
    detail: dict[str, Any],
) -> AuditEvent:
    """One INSERT: the caller's transaction, or where there is none a transaction of its own."""
    if verb not in VERBS:
        raise LookupError(f"{verb!r} has no sentence in accounts/verbs.py")
    whose = person_id if person_id is not None else _person_of(about)
    looking.told(verb, person_id=whose)
    event = AuditEvent(
        verb=verb,
        by_id=by.pk if by else None,
        by_name=by.name if by else NOBODY,
        about_kind=(about._meta.model_name or "") if about else "",
        about_id=about.pk if about else None,
        about_ref=getattr(about, "reference", "") if about else "",
        person_id=whose,
        detail=detail,
        request_id=request_id(),
    )
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [at, *(getattr(event, name) for name in PLAIN), json.dumps(detail)])
        event.pk, event.at, event.xid = cursor.fetchone()
    event._state.adding, event._state.db = False, connection.alias
    return event


def record_many(
    verb: str, *, by: "User | None", about: Iterable[tuple[int, Mapping[str, Any]]]
) -> list[AuditEvent]:
    """The same done about many people at once: (number of the person, detail), one event each."""
    if not in_transaction():
        raise NotInTransaction(f"{verb!r} was recorded outside a transaction")
    if verb not in VERBS:
        raise LookupError(f"{verb!r} has no sentence in accounts/verbs.py")
    request = request_id()
    about = list(about)
    for whose, _ in about:
        looking.told(verb, person_id=whose)
    return AuditEvent.objects.bulk_create(
        AuditEvent(
            verb=verb,
            by_id=by.pk if by else None,
            by_name=by.name if by else NOBODY,
            person_id=person_id,
            detail=dict(detail),
            request_id=request,
        )
        for person_id, detail in about
    )


def record_alone(
    verb: str,
    *,
    by: "User | None",
    about: models.Model | None = None,
    person_id: int | None = None,
    at: datetime | None = None,
    **detail: Any,
) -> AuditEvent:
    """The same in a transaction of its own, for what must be kept although nothing was changed.

    It refuses to run inside the product's transaction, which could still be rolled back.
    """
    if in_transaction():
        raise NotInTransaction(f"{verb!r} must outlive the transaction it was recorded in")
    return _write(verb, by=by, about=about, person_id=person_id, at=at, detail=detail)


def refused(error: "Refused", *, by: "User", path: str = "") -> AuditEvent:
    """Keep a refusal. Called by the page or the API, after the refused work was rolled back.

    About what the refusal names, or else about the record that was opened last.
    """
    opened = looks.opened if (looks := looking.now()) else {}
    about = error.about or next(reversed(opened.values()), None)
    whose = next((who for who, row in opened.items() if row is about), None)
    return record_alone(
        "refused", by=by, about=about, person_id=whose, reason=error.reason, act=error.act,
        path=path,
    )  # fmt: skip


def looked_at(
    *, person_id: int, by: "User", about: models.Model | None = None, **detail: Any
) -> AuditEvent:
    """Keep that somebody read a person's record. Pages need not: accounts/on_record.py does."""
    detail.setdefault("what", LOOKED_AT.get(about._meta.model_name or "" if about else "", RECORD))
    return _write("looked_at", by=by, about=about, person_id=person_id, at=None, detail=detail)


def request_id() -> str:
    """The id of the request we are in, the same one as in the logs and in the history of fields."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))[:64]


def _person_of(about: models.Model | None) -> int | None:
    """The person a row is about, where the row says so itself."""
    if about is None:
        return None
    if about._meta.label_lower == "people.person":
        return int(about.pk)
    person_id: int | None = getattr(about, "person_id", None)
    return person_id
