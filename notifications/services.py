"""What a reader does to a notice. Doing it twice changes nothing."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from accounts import audit
from accounts.clock import now
from accounts.errors import Refused
from accounts.models import User
from notifications import outbox
from notifications.models import Notice
from notifications.outbox import Post

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


def pass_on(ids: list[int], *, to: User) -> None:
    """These urgent notices go to somebody else too, who has the work now. Who had them before
    keeps them as they are: that they were told stays true. In the caller's transaction.
    """
    rows = Notice.objects.filter(pk__in=ids, passed_on_at__isnull=True)
    outbox.post_many(
        Post(row.template, to.pk, row.key, row.ids, row.person_id, row.priority) for row in rows
    )
    rows.update(passed_on_at=now())


def _own(notice: Notice, by: User) -> None:
    if notice.recipient_id != by.pk:
        raise Refused(NOT_YOURS)


def move_to_person(*, from_id: int, to_id: int) -> None:
    """Two records turned out to be one person: the notices about one are about the other now."""
    Notice.objects.filter(person_id=from_id).update(person_id=to_id)
