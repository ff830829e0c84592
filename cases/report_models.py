"""Reports are kept before any rule is asked; a draft of one survives a dropped line (way 10)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KT

from accounts.history import tracked
from cases.rules import CHANNELS, REPORT_SETTLED
from cases.section_models import Section


class Report(models.Model):
    """What somebody reported, word for word: immutable but for what became of it.

    `outcome`: kept (nothing yet), episode, refused (with why in `said`), waiting (beside an
    episode that was open already: somebody on duty says what it was) and then settled.
    """

    token = models.UUIDField()
    channel = models.CharField(max_length=10, choices=list(CHANNELS.items()))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    payload = models.JSONField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, default="kept")
    said = models.TextField(blank=True)
    episode = models.ForeignKey("cases.Episode", models.PROTECT, null=True, related_name="reports")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_how = models.CharField(max_length=12, blank=True, choices=list(REPORT_SETTLED.items()))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["kept", "refused"])
                | models.Q(episode__isnull=False),
                name="report_led_to_its_episode",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    outcome="settled", settled_at__isnull=False, settled_by__isnull=False
                )
                & ~models.Q(settled_how="")
                | ~models.Q(outcome="settled")
                & models.Q(settled_at__isnull=True, settled_by__isnull=True, settled_how=""),
                name="settled_report_is_whole",
            ),
            models.UniqueConstraint(fields=["by", "token"], name="a_report_is_kept_once"),
        ]
        indexes = [
            # The few that somebody has yet to see to, and those that became no episode, by whom
            # they name.
            models.Index(
                fields=["outcome", "at"],
                name="reports_to_see_to",
                condition=models.Q(outcome__in=["kept", "waiting"]),
            ),
            models.Index(
                KT("payload__person"),
                name="reports_without_an_episode",
                condition=models.Q(outcome__in=["refused", "kept"]),
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.token}: {self.outcome}"


@tracked()
class ReportSection(Section):
    """One part of the rest of a report: what the night could do without, filled in by anyone of
    those who work with them.
    """

    parent = models.ForeignKey("cases.Episode", models.PROTECT, related_name="report_sections")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "key"], name="report_part_once")]


class ReportDraft(models.Model):
    """A report being made, kept on the server after every page, until it is sent or thrown away."""

    token = models.UUIDField(unique=True, default=uuid.uuid4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["by", "-saved_at"], name="drafts_of_a_user")]

    def __str__(self) -> str:
        return f"draft {self.token}"
