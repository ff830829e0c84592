"""The sharing record: what went out, to whom, why, and the exact copy of it. Never changed.

What came of it and a withdrawal are rows of their own, so that no row is ever written twice.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.history import tracked
from accounts.models import Organisation
from accounts.references import sharing_reference
from people import sharing_rules as rules


@tracked()
class SharingAgreement(models.Model):
    """An agreement between organisations that sharing relies on; an administrator keeps the list.

    Switched off, never deleted: a sharing keeps the name that it had then.
    """

    name = models.CharField(max_length=200, unique=True)
    parties = models.TextField(help_text="The organisations that agreed, by name.")
    review_on = models.DateField("to be reviewed on", null=True, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="agreement_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class KeptCopy(models.Model):
    """The exact bytes that went out; the same bytes given to several are kept once."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name_plural = "kept copies"
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="copy_has_its_digest"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="copy_is_not_empty"),
            models.CheckConstraint(condition=~Q(media_type=""), name="copy_says_what_it_is"),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"


class Sharing(models.Model):
    """One piece of information about one person that left for somebody."""

    reference = models.CharField(
        max_length=12, unique=True, default=sharing_reference, editable=False
    )
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="sharings")
    kind = models.CharField("way", max_length=12, choices=list(rules.WAYS.items()))
    what = models.CharField(max_length=300)
    to_whom = models.CharField(max_length=300)
    to_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="shared_with"
    )
    why = models.TextField("why it was necessary and proportionate")
    basis = models.CharField(
        max_length=24, choices=[(key, basis.label) for key, basis in rules.BASES.items()]
    )
    condition = models.CharField(max_length=24, choices=list(rules.CONDITIONS.items()), blank=True)
    agreement = models.CharField("the agreement relied on", max_length=200, blank=True)
    consent = models.CharField(max_length=12, choices=list(rules.CONSENT.items()))
    consent_why = models.TextField(blank=True)
    copy = models.ForeignKey(KeptCopy, models.PROTECT, null=True, related_name="sharings")
    source = models.CharField("the reference of what was shared", max_length=40, blank=True)
    at = models.DateTimeField("when it went out")
    # Until when the other organisation is shown it here; null where it is not shown at all.
    shown_until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="sharing_says_what"),
            models.CheckConstraint(condition=~Q(to_whom=""), name="sharing_says_to_whom"),
            models.CheckConstraint(condition=~Q(why=""), name="sharing_says_why"),
            models.CheckConstraint(
                condition=Q(kind__in=list(rules.WAYS)), name="sharing_way_known"
            ),
            models.CheckConstraint(
                condition=Q(basis__in=list(rules.BASES)), name="sharing_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(condition__in=list(rules.CONDITIONS)), name="sharing_condition_known"
            ),
            models.CheckConstraint(
                condition=Q(consent__in=list(rules.CONSENT)), name="sharing_consent_known"
            ),
            models.CheckConstraint(
                condition=Q(consent="given") | ~Q(consent_why=""),
                name="sharing_without_consent_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(basis="consent") | Q(consent="given"),
                name="consent_as_basis_was_given",
            ),
            models.CheckConstraint(
                condition=Q(at__lte=F("recorded_at")), name="sharing_is_not_in_the_future"
            ),
            models.CheckConstraint(
                condition=Q(shown_until__isnull=True)
                | Q(shown_until__gte=F("at"), to_organisation__isnull=False),
                name="shown_to_an_organisation_after_it_went_out",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="sharings_of_a_person"),
            models.Index(
                fields=["to_organisation", "-at", "-id"],
                name="sharings_with_an_organisation",
                condition=Q(to_organisation__isnull=False),
            ),
            models.Index(fields=["-at", "-id"], name="sharings_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.what}"


class SharingOutcome(models.Model):
    """What came of a sharing, as it became known; several where it came bit by bit."""

    sharing = models.ForeignKey(Sharing, models.PROTECT, related_name="outcomes")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="outcome_says_something"),
        ]

    def __str__(self) -> str:
        return f"outcome of {self.sharing_id}"


class SharingWithdrawal(models.Model):
    """That the other organisation is no longer shown it, from when, by whom and why."""

    sharing = models.OneToOneField(Sharing, models.PROTECT, related_name="withdrawal")
    why = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="withdrawal_says_why"),
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.sharing_id}"
