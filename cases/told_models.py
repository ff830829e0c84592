"""Who has been told that somebody is missing: when, by whom, and the police's number."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases import told_rules


class Told(models.Model):
    """One person or agency that was told. Only ever added to: what was wrong is said anew."""

    episode = models.ForeignKey("cases.Episode", models.PROTECT, related_name="told")
    whom = models.CharField(max_length=15, choices=list(told_rules.WHOM.items()))
    name = models.CharField("who took it, or who they are", max_length=200)
    at = models.DateTimeField()
    told_by = models.CharField(max_length=200)
    reference = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(whom__in=list(told_rules.WHOM)) & ~Q(name="") & ~Q(told_by=""),
                name="told_says_who_and_by_whom",
            ),
            models.CheckConstraint(condition=Q(at__lte=F("written_at")), name="told_in_the_past"),
            models.CheckConstraint(
                condition=Q(whom="police") | Q(reference=""), name="reference_is_of_the_police"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_whom_display()}: {self.name}"
