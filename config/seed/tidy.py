"""What the told past leaves in the post: read and sent long ago, so no mailbox fills with it."""

from datetime import datetime

from django.db.models import F

from notifications.models import Delivery, Notice


def forget_old(*, before: datetime) -> None:
    """Notices from before that moment count as read, and their messages as sent."""
    old = Notice.objects.filter(created_at__lt=before)
    Delivery.objects.filter(notice__in=old).update(state="sent", sent_at=F("next_at"))
    old.update(read_at=F("created_at"))
