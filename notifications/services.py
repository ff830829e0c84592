"""What a reader does to a notice. Doing it twice changes nothing."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from accounts import audit
from accounts.clock import now
from accounts.errors import Refused
from accounts.models import User
from notifications.models import Notice

NOT_YOURS = "This notice is not addressed to you."


def mark_read(notice: Notice, by: User) -> None:
    """Keep when it was first read. Refused for anybody but its recipient."""
    _own(notice, by)
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=now())


def mark_all_read(*, by: User) -> int:
    """Everything in this user's inbox has been seen. Answers how many were new."""
    return Notice.objects.filter(recipient=by, read_at__isnull=True).update(read_at=now())


def acknowledge(notice: Notice, by: User) -> None:
    """Keep when its recipient said, by name, that they know. Only they can."""
    _own(notice, by)
    with transaction.atomic():
        moment = now()
        changed = Notice.objects.filter(pk=notice.pk, acknowledged_at__isnull=True).update(
            acknowledged_at=moment, read_at=Coalesce(F("read_at"), moment)
        )
        if changed:
            audit.record(
                "notice.acknowledged", by=by, person_id=notice.person_id, template=notice.template
            )


def _own(notice: Notice, by: User) -> None:
    if notice.recipient_id != by.pk:
        raise Refused(NOT_YOURS)
