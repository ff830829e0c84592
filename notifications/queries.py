"""Reads for the inbox."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from notifications.models import Notice

PAGE = 50


def inbox(user: User, before_id: int | None = None) -> list[Notice]:
    """A page of this user's notices, newest first, older than `before_id`; one more than a page
    when there is another."""
    rows = _of(user)
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    return list(rows.order_by("-pk")[: PAGE + 1])


def unread_count(user: User) -> int:
    return _of(user).filter(read_at__isnull=True).count()


def notice_of(user: User, notice_id: int) -> Notice | None:
    """One of this user's own notices; None for anybody else's."""
    return _of(user).filter(pk=notice_id).first()


def recipients_of(key_prefix: str) -> list[int]:
    """Ids of those who have a notice whose key begins so: who has been told of one thing."""
    rows = Notice.objects.filter(key__startswith=key_prefix, superseded=False)
    return sorted(set(rows.values_list("recipient_id", flat=True)))


def receipts_of(key: str) -> list[tuple[str, datetime | None, datetime | None]]:
    """Who has the notice of this key: name, when it was read, when they said that they know."""
    rows = Notice.objects.filter(key=key, superseded=False).order_by("recipient__name")
    return list(rows.values_list("recipient__name", "read_at", "acknowledged_at"))


def urgent_of(users: list[int]) -> list[Notice]:
    """Urgent notices of these users that nobody has acknowledged or taken over, oldest first."""
    rows = Notice.objects.filter(
        recipient__in=users, priority=0, superseded=False, acknowledged_at__isnull=True,
        passed_on_at__isnull=True,
    )  # fmt: skip
    return list(rows.order_by("pk"))


def _of(user: User) -> QuerySet[Notice]:
    return Notice.objects.filter(recipient=user, superseded=False)
