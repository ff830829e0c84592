"""Reports, episodes and what belongs to them."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Greatest

from accounts.history import tracked
from accounts.models import Organisation
from accounts.references import episode_reference
from cases import rules
from cases.leave_models import AgreedStay, Curfew, Leave, LeaveExtension, Presence
from cases.log_models import Action, LogEntry, Oversight, RiskView
from cases.need_models import NeedIssue, NeedSection, NeedToKnow
from cases.paper_models import Paper
from cases.report_models import Report, ReportDraft, ReportSection
from cases.risk_models import GradeChallenge, LegalStep, PhaseSection, Risk
from cases.saved_view_models import SavedView
from cases.told_models import Told
from people.models import Person

__all__ = [
    "Action",
    "AgreedStay",
    "Curfew",
    "Episode",
    "GradeChallenge",
    "Leave",
    "LeaveExtension",
    "LegalStep",
    "LogEntry",
    "Oversight",
    "NeedIssue",
    "NeedSection",
    "NeedToKnow",
    "Paper",
    "PhaseSection",
    "Presence",
    "Report",
    "ReportDraft",
    "ReportSection",
    "Risk",
    "RiskView",
    "SavedView",
    "StatusSpell",
    "Told",
]


def never_two_at_once(name: str, which: Q) -> ExclusionConstraint:
    """No two of these episodes of one person cover the same time, the void ones aside."""
    span = Func(
        F("started_at"), F("ended_at"), function="tstzrange", output_field=DateTimeRangeField()
    )
    return ExclusionConstraint(
        name=name,
        expressions=[("person", RangeOperators.EQUAL), (span, RangeOperators.OVERLAPS)],
        condition=~Q(state="void") & which,
    )


@tracked()
class Episode(models.Model):
    """One spell of missing or absent, from its start to the end that was found for it."""

    reference = models.CharField(
        max_length=12, unique=True, default=episode_reference, editable=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="episodes", db_index=False
    )  # found by `episodes_of_a_person`
    state = models.CharField(max_length=10, choices=list(rules.STATES.items()), default="open")
    # Where both are known the episode starts at the later of the two (S4, rules.start_of).
    left_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField("last seen by a responsible adult", null=True, blank=True)
    started_at = models.DateTimeField()
    start_approximate = models.BooleanField(default=False)
    missing_from = models.CharField(max_length=12, choices=list(rules.PLACES.items()))
    from_detail = models.CharField(max_length=300, blank=True)
    last_seen_by = models.CharField(max_length=200, blank=True)
    circumstances = models.TextField(blank=True)
    clothing = models.TextField(blank=True)
    belongings = models.TextField("phone, money, medication, travel card", blank=True)
    responsible_authority = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    reporter_name = models.CharField(max_length=200)
    reporter_relation = models.CharField(
        max_length=20, choices=list(rules.REPORTER_RELATIONS.items())
    )
    reporter_phone = models.CharField(max_length=40, blank=True)
    contact = models.TextField("whom to contact about them", blank=True)
    police_force = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    police_reference = models.CharField(max_length=60, blank=True)
    police_told_at = models.DateTimeField(null=True, blank=True)
    not_told_police_reason = models.TextField(blank=True)
    risks_not_known_reason = models.TextField(blank=True)
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    located_at = models.DateTimeField(null=True, blank=True)
    located_where = models.CharField(max_length=300, blank=True)
    located_by = models.CharField(max_length=200, blank=True)
    located_with = models.CharField(max_length=300, blank=True)
    located_way = models.CharField(
        max_length=20, choices=list(rules.LOCATED_WAYS.items()), blank=True
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    return_how = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_approximate = models.BooleanField(default=False)
    end_reason = models.CharField(
        max_length=20, choices=list(rules.END_REASONS.items()), blank=True
    )
    arrested = models.BooleanField(null=True, blank=True)
    harmed = models.BooleanField(null=True, blank=True)
    outcomes = models.TextField(blank=True)
    prevention_interview = models.BooleanField(
        "police prevention interview done", null=True, blank=True
    )

    # An older episode that was never closed: while it stands open this one counts beside it, and
    # once it is closed the two are judged like any others.
    beside = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="newer", db_index=False
    )
    # The act in which several were reported together; each has an episode of their own.
    together = models.UUIDField(null=True, blank=True)
    finalised_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField("why it was voided", blank=True)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )  # only when handed over by hand; otherwise the allocated social worker
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            never_two_at_once("episodes_of_a_person_never_overlap", Q(beside__isnull=True)),
            never_two_at_once("pending_episodes_never_overlap", Q(beside__isnull=False)),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, last_seen_at__isnull=True)
                | Q(started_at=Greatest("left_at", "last_seen_at")),
                name="start_is_the_later_of_the_two",
            ),
            models.CheckConstraint(
                condition=Q(beside__isnull=True) | ~Q(state="finalised") & ~Q(beside=F("id")),
                name="finalised_once_the_older_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gt=F("started_at")),
                name="end_after_start",
            ),
            models.CheckConstraint(
                condition=Q(located_at__isnull=True) | Q(located_at__gt=F("started_at")),
                name="located_after_start",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(returned_at__gt=F("started_at")),
                name="returned_after_start",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True)
                | Q(located_at__isnull=True)
                | Q(returned_at__gte=F("located_at")),
                name="returned_not_before_located",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ended", "finalised"], ended_at__isnull=False)
                & ~Q(end_reason="")
                | Q(state__in=["open", "located"], ended_at__isnull=True, end_reason="")
                | Q(state="void"),
                name="episode_end_agrees_with_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="located") | Q(located_at__isnull=False),
                name="located_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="finalised", finalised_at__isnull=False)
                | Q(~Q(state="finalised"), finalised_at__isnull=True),
                name="finalised_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | ~Q(closed_reason=""),
                name="void_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(rules.STATES)), name="episode_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["-started_at", "-id"], include=["person"], name="episodes_latest"),
            models.Index(
                fields=["started_at"],
                name="episodes_open",
                condition=Q(state__in=["open", "located"]),
            ),
            models.Index(fields=["person", "-started_at", "-id"], name="episodes_of_a_person"),
            models.Index(
                fields=["together"],
                name="episodes_of_one_act",
                condition=Q(together__isnull=False),
            ),
            models.Index(
                fields=["beside"],
                name="episodes_beside_an_older",
                condition=Q(beside__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Missing or absent still: the MISP flag stands."""
        return self.state in {"open", "located"}

    def length_until(self, moment: datetime) -> float:
        """Seconds from the start to the end, or to this moment while it is open."""
        return ((self.ended_at or moment) - self.started_at).total_seconds()


@tracked()
class StatusSpell(models.Model):
    """Which of the four statuses an episode had, from when to when; the first starts with the
    episode.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="spells")
    status = models.CharField(max_length=20, choices=list(rules.STATUSES.items()))
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            ExclusionConstraint(
                name="one_status_at_a_time",
                expressions=[
                    ("episode", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="status_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(status__in=list(rules.STATUSES)), name="status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} from {self.starts_at:%F %T}"
