"""What somebody is at risk of, the police's grade challenged, and legal steps with their dates."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.history import tracked
from cases import risk_rules, rules
from cases.section_models import Section


@tracked()
class Risk(models.Model):
    """One type of risk in this episode: known (it is happening) or potential (S4)."""

    episode = models.ForeignKey("cases.Episode", models.PROTECT, related_name="risks")
    kind = models.CharField(max_length=24, choices=list(risk_rules.RISKS.items()))
    level = models.CharField(max_length=10, choices=list(risk_rules.LEVELS.items()))
    last_seen_on = models.DateField("when it was last seen as a concern", null=True, blank=True)
    detail = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["level", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "kind"], name="a_risk_once_an_episode"),
            models.CheckConstraint(
                condition=Q(kind__in=list(risk_rules.RISKS)) & Q(level__in=list(risk_rules.LEVELS)),
                name="risk_known",
            ),
            models.CheckConstraint(
                condition=~Q(kind="other") | ~Q(detail=""), name="other_risk_says_what"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | Q(ended_at__isnull=False) & ~Q(ended_why=""),
                name="risk_ended_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_level_display()}"


@tracked()
class GradeChallenge(models.Model):
    """The head of service challenges the police's grade; the inspector answers; it is closed (S4).

    Escalated while nobody answers. One is open at a time.
    """

    episode = models.ForeignKey("cases.Episode", models.PROTECT, related_name="challenges")
    police_grade = models.CharField(max_length=20, choices=list(rules.GRADES.items()))
    wanted_grade = models.CharField(max_length=20, choices=list(rules.GRADES.items()))
    why = models.TextField()
    to_whom = models.CharField("the officer it went to", max_length=200)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reply_due_at = models.DateTimeField()
    escalated_to = models.CharField(max_length=200, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField("the officer who answered", max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_grade = models.CharField(max_length=20, blank=True, choices=list(rules.GRADES.items()))
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(closed_at__isnull=True), name="one_challenge_open"
            ),
            models.CheckConstraint(
                condition=~Q(why="") & ~Q(to_whom=""), name="challenge_says_why_and_to_whom"
            ),
            models.CheckConstraint(
                condition=Q(reply_due_at__gt=F("sent_at")), name="challenge_leaves_time"
            ),
            models.CheckConstraint(
                condition=Q(escalated_at__isnull=True, escalated_to="")
                | Q(escalated_at__isnull=False) & ~Q(escalated_to=""),
                name="challenge_escalated_to_someone",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="", answered_by="", answered_grade="")
                | Q(answered_at__isnull=False)
                & ~Q(answer="")
                & ~Q(answered_by="")
                & ~Q(answered_grade=""),
                name="challenge_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_note="")
                | Q(closed_at__isnull=False) & ~Q(closed_note=""),
                name="challenge_closed_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"challenge of {self.sent_at:%F}"


@tracked()
class LegalStep(models.Model):
    """A legal step or arranged transport, with its dates; what runs out is a deadline (S4)."""

    episode = models.ForeignKey("cases.Episode", models.PROTECT, related_name="legal_steps")
    kind = models.CharField(max_length=20, choices=list(risk_rules.LEGAL_STEPS.items()))
    state = models.CharField(max_length=12, choices=list(risk_rules.LEGAL_STATES.items()))
    asked_on = models.DateField("considered or applied for on", null=True, blank=True)
    starts_on = models.DateField("made, served or begun on", null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    whose = models.CharField("court, officer or firm", max_length=200, blank=True)
    against = models.CharField("whom it is against", max_length=200, blank=True)
    detail = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(risk_rules.LEGAL_STEPS))
                & Q(state__in=list(risk_rules.LEGAL_STATES)),
                name="legal_step_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_force") | Q(starts_on__isnull=False),
                name="in_force_since_a_day",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(starts_on__isnull=False, expires_on__gte=F("starts_on")),
                name="legal_step_expires_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(kind="abduction_warning") | ~Q(against=""),
                name="warning_notice_names_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"


@tracked()
class PhaseSection(Section):
    """The prompts of one of S4's four phases, answered for one episode."""

    parent = models.ForeignKey("cases.Episode", models.PROTECT, related_name="phases")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "key"], name="phase_once")]
