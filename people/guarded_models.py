"""Restricted records, those named for them one by one, and emergency access with its review."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.history import tracked
from accounts.references import emergency_reference
from people.rules import EMERGENCY_OUTCOMES

LONGEST_EMERGENCY = timedelta(hours=72)  # whatever a council sets: beyond that it is a grant


@tracked()
class Restriction(models.Model):
    """A record that only those see who are named for it; `ask` is whom anybody else is sent to."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="restrictions")
    reason = models.TextField()
    ask = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lifted_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="restriction_says_why"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lifted_why="")
                | Q(lifted_at__gte=F("at"), lifted_by__isnull=False) & ~Q(lifted_why=""),
                name="lifted_restriction_is_whole",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(lifted_at__isnull=True),
                name="one_restriction_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"restriction since {self.at:%F}"


@tracked()
class Named(models.Model):
    """One user named for a restricted record, from when to when: one reason for access."""

    restriction = models.ForeignKey(Restriction, models.PROTECT, related_name="named")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="named_until_after_since",
            ),
            models.UniqueConstraint(
                fields=["restriction", "user"],
                condition=Q(until__isnull=True),
                name="named_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, named"


@tracked()
class EmergencyAccess(models.Model):
    """One use of emergency access ("break glass"): who, why, until when, and how it was reviewed.

    It has a reference of its own, which names no person: those who review it see no records.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=emergency_reference, editable=False
    )
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="emergencies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField()
    restricted = models.BooleanField()  # what the record was then; false: somebody else's child
    begun_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # earlier than `until`
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    outcome = models.CharField(max_length=20, choices=list(EMERGENCY_OUTCOMES.items()), blank=True)
    note = models.TextField(blank=True)
    follows = models.TextField("what follows", blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_says_why"),
            models.CheckConstraint(
                condition=Q(until__gt=F("begun_at"))
                & Q(until__lte=F("begun_at") + LONGEST_EMERGENCY),
                name="emergency_is_short",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True)
                | Q(ended_at__gte=F("begun_at"), ended_at__lte=F("until")),
                name="emergency_ends_within_its_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(
                    outcome__in=list(EMERGENCY_OUTCOMES),
                    reviewed_at__gte=F("begun_at"),
                    reviewed_by__isnull=False,
                )
                & ~Q(note=""),
                name="emergency_review_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
                name="nobody_reviews_their_own",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-begun_at"], name="emergencies_of_a_person"),
            models.Index(fields=["user", "person"], name="emergencies_of_a_user"),
        ]

    def __str__(self) -> str:
        return self.reference
