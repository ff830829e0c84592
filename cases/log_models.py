"""What is written down while somebody is missing: the log, risk, oversight and its actions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import tracked
from cases import risk_rules, rules


@tracked()
class LogEntry(models.Model):
    """One thing that happened or was done while the person was missing; corrected by a further
    entry.
    """

    episode = models.ForeignKey("cases.Episode", models.PROTECT, related_name="log")
    kind = models.CharField(max_length=20, choices=list(rules.LOG_KINDS.items()))
    at = models.DateTimeField("when it happened")
    text = models.TextField()
    # Of a sighting alone: where, from whom, and how sure.
    place = models.CharField(max_length=300, blank=True)
    source = models.CharField("who says so", max_length=200, blank=True)
    confidence = models.CharField(
        max_length=15, blank=True, choices=list(risk_rules.CONFIDENCE.items())
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="log_entry_says_something"),
            models.CheckConstraint(
                condition=Q(kind="sighting") | Q(place="", source="", confidence=""),
                name="only_a_sighting_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%F %T}"

    @property
    def words(self) -> str:
        """What it says; of a sighting the place, how sure it is and who says so come first."""
        if not self.place:
            return self.text
        said = f"{self.place} ({self.get_confidence_display().lower()})"
        return f"{said}, {self.source}: {self.text}" if self.source else f"{said}: {self.text}"


@tracked()
class RiskView(models.Model):
    """A grade at a time: the police's or the council's own. The latest of each stands (S4)."""

    episode = models.ForeignKey("cases.Episode", models.PROTECT, related_name="risk_views")
    whose = models.CharField(max_length=10, choices=list(rules.WHOSE_GRADE.items()))
    grade = models.CharField(max_length=20, choices=list(rules.GRADES.items()))
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(grade__in=list(rules.GRADES)), name="grade_known"),
            models.CheckConstraint(
                condition=Q(whose__in=["police", "council"]), name="grade_of_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whose}: {self.grade}"


@tracked()
class Oversight(models.Model):
    """The manager's oversight at the point somebody is known to be missing (S4), with its
    actions.
    """

    episode = models.ForeignKey("cases.Episode", models.PROTECT, related_name="oversights")
    considered = models.TextField("risks considered and direction given")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(considered=""), name="oversight_says_something")
        ]

    def __str__(self) -> str:
        return f"oversight {self.at:%F %T}"


@tracked()
class Action(models.Model):
    """What, who, by when: of an oversight or a meeting. Each is a deadline of its owner."""

    episode = models.ForeignKey("cases.Episode", models.PROTECT, related_name="actions")
    source = models.CharField(max_length=12, choices=list(rules.ACTION_SOURCES.items()))
    source_ref = models.CharField(max_length=20, blank=True)  # the meeting's reference
    what = models.TextField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    owner_name = models.CharField("someone without an account", max_length=200, blank=True)
    due_at = models.DateTimeField()
    finding = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="action_says_what"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_name=""),
                name="action_has_an_owner",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="action_done_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.what[:60]
