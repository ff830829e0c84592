"""Meetings about an episode, who was invited and came, and their minutes by section."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.history import tracked
from accounts.references import meeting_reference
from cases.models import Episode
from cases.section_models import Section
from meetings import rules


@tracked()
class Meeting(models.Model):
    """One meeting. Finalising (state `held`) locks it; a review points at the one before it."""

    reference = models.CharField(
        max_length=12, unique=True, default=meeting_reference, editable=False
    )
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=list(rules.KINDS.items()))
    # A strategy meeting with agencies present is the multi-agency meeting too: it settles both.
    also_multi_agency = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=list(rules.STATES.items()), default="draft")
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    planned_for = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    next_meeting_at = models.DateTimeField(null=True, blank=True)
    next_place = models.CharField(max_length=200, blank=True)
    cancelled_reason = models.TextField("why it was cancelled or not convened", blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)
    finalised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Who is to hold it once it was handed over; until then, who began it.
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["-created_at", "-id"], name="meetings_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="held",
                    held_at__isnull=False,
                    finalised_at__isnull=False,
                    finalised_by__isnull=False,
                )
                | ~Q(state="held"),
                name="held_meeting_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "not_convened"]) | ~Q(cancelled_reason=""),
                name="cancelled_has_reason",
            ),
            models.UniqueConstraint(
                fields=["episode", "kind"],
                condition=Q(state="draft"),
                name="one_draft_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(next_meeting_at__isnull=True) | Q(next_meeting_at__gt=F("held_at")),
                name="next_meeting_is_later",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(rules.STATES)), name="meeting_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"


@tracked()
class Attendee(models.Model):
    """Who was invited and who came; with or without an account here."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendees")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=200, blank=True)
    attended = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="attendee_has_a_name")]

    def __str__(self) -> str:
        return self.name


@tracked()
class MeetingSection(Section):
    """One page of a meeting's minutes."""

    parent = models.ForeignKey(Meeting, models.PROTECT, related_name="sections")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "key"], name="meeting_section_once")
        ]
