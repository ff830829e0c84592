"""Missing Profiles: sections, the associates and places they name, and frozen versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import tracked
from cases.section_models import Section
from people.models import Person

LIKELIHOOD = {"low": "Low", "medium": "Medium", "high": "High"}


@tracked()
class MissingProfile(models.Model):
    """The pack that helps to find this person, kept before it is needed (S4, Appendix 2)."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="profile")
    likelihood = models.CharField(
        max_length=10, choices=list(LIKELIHOOD.items()), blank=True
    )
    likelihood_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    likelihood_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    likelihood="",
                    likelihood_by__isnull=True,
                    likelihood_at__isnull=True,
                )
                | Q(
                    ~Q(likelihood=""),
                    likelihood_by__isnull=False,
                    likelihood_at__isnull=False,
                ),
                name="likelihood_by_someone_some_day",
            )
        ]

    def __str__(self) -> str:
        return f"Missing Profile of person {self.person_id}"


@tracked()
class ProfileSection(Section):
    """One page of a profile."""

    parent = models.ForeignKey(MissingProfile, models.PROTECT, related_name="sections")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "key"], name="profile_section_once"
            )
        ]


class ProfileVersion(models.Model):
    """An agreed version: the frozen whole. Never changed."""

    profile = models.ForeignKey(MissingProfile, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.TextField(blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "number"], name="profile_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number}"
