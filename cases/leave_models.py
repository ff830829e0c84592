"""Where somebody may stay with agreement, authorised leave, curfews, and who is in tonight (S0)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.history import tracked
from accounts.references import leave_reference
from cases import leave_rules


@tracked()
class AgreedStay(models.Model):
    """A place agreed beforehand, with its responsible adult, so that tonight's answer is there."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="agreed_stays")
    where = models.CharField(max_length=200)
    address = models.TextField()
    adult = models.CharField("responsible adult", max_length=200, blank=True)
    adult_phone = models.CharField(max_length=40, blank=True)
    times = models.TextField("which nights and times are agreed")
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        ordering = ["where", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(where=""), name="stay_is_somewhere"),
            models.CheckConstraint(
                condition=Q(adult="", adult_phone="") | ~Q(adult="") & ~Q(adult_phone=""),
                name="stay_adult_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_why="")
                | Q(ended_at__isnull=False) & ~Q(ended_why=""),
                name="stay_ended_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.where


@tracked()
class Leave(models.Model):
    """Authorised leave: staying elsewhere with the authority's agreement, confirmed by someone.

    It is not a report and brings no duty but one: back, extended by somebody who may, or reported
    by the time it ends.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=leave_reference, editable=False
    )
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="leaves")
    stay = models.ForeignKey(
        AgreedStay, models.PROTECT, null=True, blank=True, related_name="leaves"
    )
    where = models.CharField(max_length=200)
    address = models.TextField()
    adult = models.CharField("responsible adult", max_length=200, blank=True)
    adult_phone = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField()
    until = models.DateTimeField()
    authorised_by = models.CharField("who agreed to it", max_length=200)
    confirmed_by = models.CharField("who confirmed that they are there", max_length=200)
    confirmed_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_how = models.CharField(
        max_length=10, blank=True, choices=list(leave_rules.LEAVE_ENDS.items())
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("starts_at")), name="leave_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(where="") & ~Q(authorised_by="") & ~Q(confirmed_by=""),
                name="leave_is_agreed_and_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(adult="", adult_phone="") | ~Q(adult="") & ~Q(adult_phone=""),
                name="leave_adult_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="")
                | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="leave_ended_somehow",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_leave_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class LeaveExtension(models.Model):
    """Leave was made longer, by somebody who may authorise it (S1). Never changed."""

    leave = models.ForeignKey(Leave, models.PROTECT, related_name="extensions")
    before = models.DateTimeField("until when it had been agreed")
    until = models.DateTimeField()
    why = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("before")), name="extended_is_longer"),
            models.CheckConstraint(condition=~Q(why=""), name="extended_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"until {self.until:%F %T}"


@tracked()
class Curfew(models.Model):
    """By when this person is to be in: on school nights, on Friday and Saturday. Either may be
    none.
    """

    person = models.OneToOneField("people.Person", models.PROTECT, related_name="curfew")
    school_night = models.TimeField(null=True, blank=True)
    weekend_night = models.TimeField(null=True, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.school_night}, {self.weekend_night}"


class Presence(models.Model):
    """In or out, as the home's staff saw it. Only added to; the latest stands."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="presences")
    state = models.CharField(max_length=3, choices=list(leave_rules.PRESENCE.items()))
    at = models.DateTimeField()
    back_by = models.DateTimeField(null=True, blank=True)
    where = models.CharField("where they said they would be", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="out") | Q(state="in", back_by__isnull=True),
                name="only_who_is_out_is_due_back",
            ),
            models.CheckConstraint(
                condition=Q(back_by__isnull=True) | Q(back_by__gt=F("at")), name="back_after_out"
            ),
        ]
        indexes = [models.Index(fields=["person", "-at", "-id"], name="presence_latest")]

    def __str__(self) -> str:
        return f"{self.state} {self.at:%F %T}"
