"""The browsers somebody has signed in from: a sign-in from another one is told to them."""

from django.conf import settings
from django.db import models


class KnownDevice(models.Model):
    """One browser of one user, by the fingerprint of a random value that lies in its cookie."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="devices")
    digest = models.CharField("of the cookie", max_length=64)
    browser = models.CharField(max_length=80)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="device_once_a_user"),
            models.CheckConstraint(
                condition=models.Q(last_at__gte=models.F("first_at")), name="device_seen_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.browser
