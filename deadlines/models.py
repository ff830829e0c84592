"""Deadlines as rows, the dated overrides of their rules, bank holidays, and what the sweep leaves
behind."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.history import tracked

STATES = {"open": "Open", "met": "Done", "settled": "No longer needed"}


@tracked(
    fields=[
        "starts_at",
        "due_at",
        "state",
        "owner_user",
        "late_reason",
        "closed_reason",
        "version",
    ],
    model_name="DeadlineEvent",
)
class Deadline(models.Model):
    """One duty with a time. It does not know what it is about: ids and a reference, no foreign key
    upwards.

    `due_at` is the truth; `look_at` says when the sweep should look next and is empty once closed.
    `step` counts the ladder's steps already taken; `version` rises whenever `due_at` moves, so that
    notices of a time that no longer holds are never mistaken for the new ones.
    """

    rule = models.CharField(max_length=60)
    title = models.CharField(max_length=200)  # the rule's, or the action's own words
    # The rule as it stood when this was opened: clock, ladder, source, and the override's id if
    # any.
    terms = models.JSONField(default=dict)
    person_id = models.BigIntegerField()
    about_kind = models.CharField(max_length=30)  # episode, action, interview …
    about_id = models.BigIntegerField()
    about_ref = models.CharField(max_length=20)  # what links and mails show
    episode_id = models.BigIntegerField(null=True)  # groups everything that hangs on one episode
    occurrence = models.PositiveIntegerField(default=1)  # 1st, 2nd … review of one series
    owner_role = models.CharField(max_length=40)
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # only when reassigned by hand, or an action's own
    priority = models.PositiveSmallIntegerField(default=1)  # 0 high risk, 1 usual
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    look_at = models.DateTimeField(null=True)
    step = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="open")
    missed_at = models.DateTimeField(null=True)  # when a worker noticed that it had fallen due
    late_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)  # when the thing was done or fell away
    closed_reason = models.TextField(blank=True)
    failures = models.PositiveSmallIntegerField(default=0)  # times the judge could not judge it
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "about_kind", "about_id", "occurrence"],
                name="deadline_once_an_occurrence",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(STATES)), name="deadline_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(~Q(state="open"), closed_at__isnull=False),
                name="deadline_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(look_at__isnull=True),
                name="closed_is_not_looked_at",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("starts_at")), name="due_after_start"),
        ]
        indexes = [
            models.Index(
                fields=["look_at"],
                name="deadline_to_look_at",
                condition=Q(state="open", look_at__isnull=False),
            ),
            models.Index(
                fields=["person_id", "due_at"],
                name="open_deadline_by_person",
                condition=Q(state="open"),
            ),
            models.Index(
                fields=["owner_user", "due_at"],
                name="open_deadline_by_user",
                condition=Q(state="open"),
            ),
            models.Index(
                fields=["owner_role", "due_at"],
                name="open_deadline_by_role",
                condition=Q(state="open"),
            ),
            models.Index(fields=["episode_id"], name="deadline_by_episode"),
            models.Index(
                fields=["due_at", "id"], name="open_deadlines_due", condition=Q(state="open")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} due {self.due_at:%F %T}"

    @property
    def late(self) -> bool:
        """Missed stays missed. What was done in time and only recorded later was not late."""
        if self.closed_at is None:
            return self.missed_at is not None
        return self.closed_at > self.due_at

    @property
    def breach(self) -> bool:
        """A limit that was missed; a target that was missed is late and no breach."""
        return self.late and self.terms.get("kind") == "limit"


@tracked()
class RuleOverride(models.Model):
    """The council's own number, owner or ladder for a rule, from a day on. Open deadlines keep
    theirs."""

    rule = models.CharField(max_length=60)
    holds_from = models.DateField()
    amount = models.PositiveSmallIntegerField("hours or working days", null=True, blank=True)
    owner_role = models.CharField(max_length=40, blank=True)
    ladder = models.JSONField(null=True, blank=True)
    why = models.TextField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "holds_from"], name="one_override_a_rule_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} from {self.holds_from}"


@tracked()
class BankHoliday(models.Model):
    """A day that is no working day in one part of the UK; filled from the package, added to in the
    admin."""

    day = models.DateField()
    division = models.CharField(max_length=30)
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["day", "division"], name="holiday_once_a_division")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class SweepRun(models.Model):
    """When which sweeper last ran: one row a name, so the standby knows when to step in."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    judged = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%F %T}"
