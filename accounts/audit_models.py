"""The audit trail and its seals. Append-only, by rights and triggers (ways 7, 8)."""

from django.db import models


class AuditEvent(models.Model):
    """One thing that somebody did or was refused. Names are copied in; no other table is needed."""

    at = models.DateTimeField(db_default=models.Func(function="homeward_now"))
    verb = models.CharField(max_length=60)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    about_ref = models.CharField(max_length=20, blank=True)
    person_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    # The transaction that wrote it: sealing waits until all with lower numbers have ended.
    xid = models.BigIntegerField(db_default=models.Func(function="homeward_xid"))

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-id"], name="audit_by_person"),
            models.Index(fields=["about_ref", "-id"], name="audit_by_reference"),
            models.Index(fields=["by_id", "-at", "-id"], name="audit_by_user"),
            models.Index(fields=["verb", "-at", "-id"], name="audit_by_verb"),
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
            models.Index(
                fields=["request_id"], name="audit_by_request", condition=~models.Q(request_id="")
            ),
            models.Index(fields=["xid", "id"], name="audit_by_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.verb} by {self.by_name}"


class AuditSeal(models.Model):
    """A stretch of finished transactions and the hash that chains it to the seal before."""

    first_xid = models.BigIntegerField()
    below_xid = models.BigIntegerField(unique=True)
    # The hash of every event in it, by id: so that a check can name the one that was touched.
    events = models.JSONField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(below_xid__gt=models.F("first_xid")),
                name="seal_covers_something",
            )
        ]

    def __str__(self) -> str:
        return f"seal {self.pk}: {len(self.events)} events below {self.below_xid}"
