"""Need to Know: the serious incident notification to the head of service, and its updates (S4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import tracked
from accounts.references import need_reference
from cases.section_models import Section


@tracked()
class NeedToKnow(models.Model):
    """One notification about one episode: written in sections, sent, updated, closed."""

    reference = models.CharField(max_length=12, unique=True, default=need_reference, editable=False)
    episode = models.OneToOneField("cases.Episode", models.PROTECT, related_name="need_to_know")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # nobody: opened by the record of a death
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_why="")
                | Q(closed_at__isnull=False) & ~Q(closed_why=""),
                name="need_to_know_closed_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.reference


@tracked()
class NeedSection(Section):
    """One page of a Need to Know."""

    parent = models.ForeignKey(NeedToKnow, models.PROTECT, related_name="sections")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "key"], name="need_section_once")]


class NeedIssue(models.Model):
    """What was sent to the head of service: the first notification, then each update. Never
    changed.
    """

    need = models.ForeignKey(NeedToKnow, models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.TextField("what is new", blank=True)
    agreed_with = models.CharField("the line manager it was decided with", max_length=200)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["need", "number"], name="need_issue_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="need_issues_from_one"),
            models.CheckConstraint(
                condition=~Q(agreed_with=""), name="need_issue_agreed_with_somebody"
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(note=""), name="need_update_says_what_is_new"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_id}/{self.number}"
