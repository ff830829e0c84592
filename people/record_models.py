"""What else a person's record holds: further names, numbers, court dates, alerts, confirmations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Upper

from accounts.history import tracked
from people import rules
from people.tie_models import ended_says_why


@tracked()
class OtherName(models.Model):
    """A further name: another they are known as, a former one, a street name. Found by search."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="other_names")
    kind = models.CharField(max_length=20, choices=list(rules.OTHER_NAMES.items()))
    written = models.CharField(max_length=200)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["kind", "written", "id"]
        constraints = [
            models.UniqueConstraint(
                "person",
                "kind",
                Lower("written"),
                condition=Q(ended_on__isnull=True),
                name="other_name_once_a_person",
            ),
            models.CheckConstraint(condition=~Q(written=""), name="other_name_is_something"),
            ended_says_why("other_name_ended_says_why"),
        ]

    def __str__(self) -> str:
        return self.written


@tracked()
class Identifier(models.Model):
    """A number by which another system knows this person, and nobody else."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20, choices=list(rules.IDENTIFIERS.items()))
    value = models.CharField(max_length=60)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["kind", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=Q(ended_on__isnull=True),
                name="identifier_names_one_person",
            ),
            ended_says_why("identifier_ended_says_why"),
        ]
        indexes = [models.Index(Upper("value"), name="identifier_in_capitals")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


@tracked()
class CourtDate(models.Model):
    """A hearing: the day, what it is about, which court, and what came of it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="court_dates")
    day = models.DateField()
    what = models.CharField(max_length=300)
    court = models.CharField(max_length=200, blank=True)
    outcome = models.TextField(blank=True)
    mistake = models.TextField("why it was entered by mistake", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="court_date_says_what")]

    def __str__(self) -> str:
        return f"{self.what}, {self.day}"


@tracked()
class Alert(models.Model):
    """What everybody who opens the record must see first. Ended with a reason, never removed."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="alerts")
    kind = models.CharField(max_length=20, choices=list(rules.ALERTS.items()))
    text = models.TextField()
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="alert_says_something"),
            ended_says_why("alert_ended_says_why"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("starts_on")),
                name="alert_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Confirmation(models.Model):
    """On this day somebody said that a fact which ages is right, or put it right. Only added."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="confirmations")
    fact = models.CharField(max_length=20, choices=list(rules.FACTS.items()))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(fact__in=list(rules.FACTS)), name="fact_is_known")
        ]
        indexes = [models.Index(fields=["person", "fact", "-at"], name="confirmed_last")]

    def __str__(self) -> str:
        return f"{self.get_fact_display()}, {self.at:%F}"


@tracked()
class Suggestion(models.Model):
    """Somebody who may not change the record says that a part of it is out of date (ours).

    It stands on the record until somebody who may has dealt with it.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="suggestions")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="suggestion_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="suggestion_answered_says_what",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                name="suggestions_waiting",
                condition=Q(answered_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"suggestion of {self.at:%F}"
