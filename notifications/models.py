"""Notices, which are the inbox itself, and their deliveries by e-mail and text message (way 6)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

CHANNELS = {"email": "E-mail", "sms": "Text message"}
DELIVERY_STATES = {
    "waiting": "Waiting",
    "leased": "Being sent",
    "sent": "Sent",
    "failed": "Could not be sent",
    "superseded": "Not needed any more",
}


class Notice(models.Model):
    """Something one user must know. It stores ids, never a name: it is rendered when read, through
    policy."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    key = models.CharField(max_length=120)
    template = models.CharField(max_length=60)
    # References only: {"episode": "E-…", "person": 12, "deadline": 34, "path": "/episodes/E-…/"}
    ids = models.JSONField(default=dict)
    person_id = models.BigIntegerField(null=True)
    priority = models.PositiveSmallIntegerField(default=1)  # 0 first
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    # When somebody else got it in this recipient's place: the work was handed over.
    passed_on_at = models.DateTimeField(null=True)
    # A step that an outage made pointless: kept, not sent.
    superseded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "recipient"], name="notice_once_a_key")
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notices_of_a_user"),
            models.Index(
                fields=["recipient"],
                name="unread_notices",
                condition=Q(read_at__isnull=True, superseded=False),
            ),
            models.Index(
                fields=["recipient"],
                name="urgent_notices",
                condition=Q(priority=0, acknowledged_at__isnull=True, superseded=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} to {self.recipient_id}"


class Delivery(models.Model):
    """One message to send. Its id is the Message-ID or Notify reference, so a resend carries the
    same key."""

    id = models.UUIDField(
        primary_key=True,
        default=uuid.uuid4,
        db_default=models.Func(function="gen_random_uuid"),
    )
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=list(CHANNELS.items()))
    priority = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=12, choices=list(DELIVERY_STATES.items()), default="waiting"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_a_channel"),
            models.CheckConstraint(
                condition=Q(state__in=list(DELIVERY_STATES)),
                name="delivery_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="sent_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["priority", "next_at"],
                name="deliveries_to_send",
                condition=Q(state__in=["waiting", "leased"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
