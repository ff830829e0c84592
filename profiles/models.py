"""Missing Profiles: sections, the associates and places they name, and frozen versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import tracked
from cases.section_models import Section
from people.models import Person, Sharing
from profiles import rules


@tracked()
class MissingProfile(models.Model):
    """The pack that helps to find this person, kept before it is needed (S4, Appendix 2)."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="profile")
    likelihood = models.CharField(max_length=10, choices=list(rules.LIKELIHOOD.items()), blank=True)
    likelihood_why = models.TextField(blank=True)
    likelihood_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    likelihood_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    likelihood="",
                    likelihood_why="",
                    likelihood_by__isnull=True,
                    likelihood_at__isnull=True,
                )
                | Q(
                    ~Q(likelihood=""),
                    ~Q(likelihood_why=""),
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
            models.UniqueConstraint(fields=["parent", "key"], name="profile_section_once")
        ]


class ProfileVersion(models.Model):
    """An agreed version: the frozen whole. Never changed."""

    profile = models.ForeignKey(MissingProfile, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.TextField(blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="profile_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="profile_versions_from_one"),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


class ProfileSending(models.Model):
    """That the profile went out, to whom and how; of an agreed version or, at night, of the draft.
    Never changed.
    """

    profile = models.ForeignKey(MissingProfile, models.PROTECT, related_name="sendings")
    version = models.ForeignKey(ProfileVersion, models.PROTECT, null=True, related_name="sendings")
    to_whom = models.CharField(max_length=300)
    way = models.CharField(max_length=12, choices=list(rules.SENDING_WAYS.items()))
    note = models.TextField(blank=True)
    # What the sharing record says of it; empty of what was sent before there was one.
    sharing = models.OneToOneField(Sharing, models.PROTECT, null=True, related_name="sending")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(to_whom=""), name="sending_says_to_whom"),
            models.CheckConstraint(
                condition=Q(way__in=list(rules.SENDING_WAYS)), name="sending_way_known"
            ),
        ]

    def __str__(self) -> str:
        return f"to {self.to_whom} {self.at:%F %T}"
