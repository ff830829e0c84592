"""What makes a second tap, a guess at a password and a dropped line harmless."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Submission(models.Model):
    """One POST by one user under one token: a second tap finds the first one's result (way 10)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    token = models.CharField(max_length=80)
    act = models.CharField(max_length=80)
    digest = models.CharField("of what was sent", max_length=64)
    result = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "token"], name="a_token_serves_once")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.token}"


class SignInAttempt(models.Model):
    """One row an account or an address: wrong tries, and until when nothing is looked at."""

    key = models.CharField(max_length=120, primary_key=True)
    tries = models.PositiveIntegerField(default=0)
    window_from = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="attempt_has_key")]

    def __str__(self) -> str:
        return f"{self.key}: {self.tries}"
