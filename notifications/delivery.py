"""Sending what waits: lease a batch, send it outside any transaction, mark each as sent (way 6).

A worker that dies after sending and before marking leaves a lease; when it runs out the same mail
goes
again under the same Message-ID, so that the receiving side can tell. In the database it is sent
once.
"""

import json
import logging
import smtplib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection

from notifications.templates import mail_of

log = logging.getLogger(__name__)

LEASE_MINUTES = 5
# Minutes until a mail that could not be sent is tried again; after the last of them it has failed.
WAITS = (1, 2, 5, 15, 60, 240, 720)
LEASE = """
with batch as (
    select id from notifications_delivery
    where state in ('waiting', 'leased') and next_at <= homeward_now() and channel = 'email'
    order by priority, next_at limit %s for update skip locked
)
update notifications_delivery d
set state = 'leased', attempts = d.attempts + 1,
    lease_until = homeward_now() + make_interval(mins => %s),
    next_at = homeward_now() + make_interval(mins => %s)
from batch, notifications_notice n, accounts_user u
where d.id = batch.id and n.id = d.notice_id and u.id = n.recipient_id
returning d.id::text, d.attempts, n.template, n.ids::text, u.email, u.is_active, d.priority
"""
# `attempts` is the lease's number: whoever lost the lease in between marks nothing.
MARK = """
update notifications_delivery
set state = %(state)s, error = %(error)s, lease_until = null,
    sent_at = case when %(state)s = 'sent' then homeward_now() end,
    next_at = homeward_now() + make_interval(mins => %(wait)s)
where id = %(id)s and state = 'leased' and attempts = %(attempts)s
"""
GIVE_BACK = """
update notifications_delivery
set state = 'waiting', attempts = attempts - 1, lease_until = null, next_at = homeward_now()
where id = any(%s::uuid[]) and state = 'leased'
"""


@dataclass(frozen=True)
class Leased:
    """One mail to send, as the lease answered it."""

    id: str
    attempts: int
    template: str
    ids: str  # JSON
    address: str
    active: bool
    priority: int


def deliver(limit: int = 50) -> int:
    """Send one batch, highest risk first. Answers how many were leased; 0 means nothing waits."""
    with connection.cursor() as cursor:
        cursor.execute(LEASE, [limit, LEASE_MINUTES, LEASE_MINUTES])
        batch = sorted((Leased(*row) for row in cursor.fetchall()), key=lambda mail: mail.priority)
    if batch:
        _send_all(batch)
    return len(batch)


def deliver_all() -> int:
    """Batches until nothing waits. Answers how many were leased."""
    total = 0
    while count := deliver():
        total += count
    return total


def _send_all(batch: list[Leased]) -> None:
    give_up = time.monotonic() + (LEASE_MINUTES - 1) * 60
    try:
        post = get_connection()
        post.open()
    except (OSError, smtplib.SMTPException) as problem:
        log.warning("the mail server cannot be reached: %s", type(problem).__name__)
        for mail in batch:
            _try_later(mail, problem)
        return
    try:
        for number, mail in enumerate(batch):
            if time.monotonic() > give_up:
                _give_back(batch[number:])
                break
            _send(mail, post)
    finally:
        post.close()


def _send(mail: Leased, post: Any) -> None:
    if not mail.active:
        _mark(mail, state="superseded", error="The recipient can no longer sign in.")
        return
    try:
        message(mail, post).send()
    except Exception as problem:  # one mail that cannot be sent must not hold up the others
        if is_permanent(problem):
            log.error("delivery %s was refused for good", mail.id)
            _mark(mail, state="failed", error=_in_short(problem))
        else:
            log.warning("delivery %s could not be sent: %s", mail.id, type(problem).__name__)
            _try_later(mail, problem)
            post.close()  # a connection in doubt is not used again; the next mail opens its own
    else:
        _mark(mail, state="sent")


def message(mail: Leased, post: Any = None) -> EmailMessage:
    """The mail itself: plain text, under a Message-ID that is the delivery's own."""
    subject, body = mail_of(mail.template, json.loads(mail.ids), site=settings.SITE_ADDRESS)
    host = urlsplit(settings.SITE_ADDRESS).hostname
    return EmailMessage(
        subject,
        body,
        to=[mail.address],
        connection=post,
        headers={"Message-ID": f"<{mail.id}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def is_permanent(problem: Exception) -> bool:
    """Whether trying again cannot help: the address or the message itself was refused (5xx)."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPDataError) and problem.smtp_code >= 500


def _try_later(mail: Leased, problem: Exception) -> None:
    if mail.attempts > len(WAITS):
        log.error("delivery %s is given up after %s tries", mail.id, mail.attempts)
        _mark(mail, state="failed", error=_in_short(problem))
    else:
        wait = WAITS[mail.attempts - 1]
        _mark(mail, state="waiting", error=_in_short(problem), wait=wait)


def _in_short(problem: Exception) -> str:
    """The kind of error and the server's code: what servers write may quote the address."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _ in problem.recipients.values()})
        return f"{type(problem).__name__} {codes}"
    code = getattr(problem, "smtp_code", "")
    return f"{type(problem).__name__} {code}".strip()


def _mark(mail: Leased, *, state: str, error: str = "", wait: int = 0) -> None:
    values = {
        "id": mail.id,
        "attempts": mail.attempts,
        "state": state,
        "error": error,
        "wait": wait,
    }
    with connection.cursor() as cursor:
        cursor.execute(MARK, values)


def _give_back(mails: Iterable[Leased]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, [[mail.id for mail in mails]])
