"""Return home interviews: one for an episode, its contact log, and what was said by section."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.history import tracked
from accounts.models import Organisation
from accounts.references import interview_reference
from cases.models import Episode
from cases.rules import NOT_DUE_REASONS
from cases.section_models import Section
from returns.rules import STATES


@tracked()
class Interview(models.Model):
    """The independent talk after return (RHI): offered after every missing episode (S4)."""

    reference = models.CharField(
        max_length=12, unique=True, default=interview_reference, editable=False
    )
    episode = models.OneToOneField(Episode, models.PROTECT, related_name="interview")
    state = models.CharField(max_length=12, choices=list(STATES.items()), default="needed")
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="interviews",
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField("why declined, not held, not due, or held after 72 hours", blank=True)
    not_due_why = models.CharField(max_length=20, choices=list(NOT_DUE_REASONS.items()), blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # When the interviewer's sight of this child ended: with the episode's closing.
    access_ended_at = models.DateTimeField(null=True, blank=True)
    analysis = models.TextField("the worker's analysis", blank=True)
    analysed_at = models.DateTimeField(null=True, blank=True)
    analysed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["-created_at", "-id"], name="interviews_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="assigned")
                | Q(interviewer__isnull=False, assigned_at__isnull=False),
                name="assigned_has_interviewer",
            ),
            models.CheckConstraint(
                condition=~Q(state="recorded")
                | Q(
                    held_at__isnull=False,
                    recorded_at__isnull=False,
                    recorded_by__isnull=False,
                ),
                name="recorded_interview_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "not_held", "not_due"]) | ~Q(reason=""),
                name="no_interview_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="not_due") & ~Q(not_due_why="")
                | Q(~Q(state="not_due"), not_due_why=""),
                name="not_due_says_why",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True) | Q(recorded_at__gte=F("held_at")),
                name="recorded_after_held",
            ),
            models.CheckConstraint(
                condition=Q(analysed_at__isnull=True) | ~Q(analysis=""),
                name="analysis_says_something",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(STATES)), name="interview_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


@tracked()
class ContactAttempt(models.Model):
    """One attempt to offer or hold the interview; asked for when it is held beyond 72 hours."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="contacts")
    at = models.DateTimeField()
    how = models.CharField(max_length=100)
    outcome = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.how} {self.at:%F %T}"


@tracked()
class InterviewSection(Section):
    """One page of an interview."""

    parent = models.ForeignKey(Interview, models.PROTECT, related_name="sections")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "key"], name="interview_section_once")
        ]


@tracked()
class Disclosure(models.Model):
    """A crime or an immediate danger that came up: told to the duty team at once (S4)."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="disclosures")
    at = models.DateTimeField()
    what = models.TextField()
    police_told = models.BooleanField("the police had been rung", default=False)
    police_reference = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="disclosure_says_something")
        ]

    def __str__(self) -> str:
        return f"disclosure {self.at:%F %T}"
