"""Organisations, teams, users and their dated roles."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from accounts.audit_models import AuditEvent, AuditSeal
from accounts.device_models import KnownDevice
from accounts.history import tracked
from accounts.request_models import SignInAttempt, Submission
from accounts.rules import ORGANISATION_KINDS, ROLE_CHOICES

__all__ = [
    "AuditEvent",
    "AuditSeal",
    "KnownDevice",
    "Membership",
    "Organisation",
    "SignInAttempt",
    "Submission",
    "Team",
    "User",
]


@tracked()
class Organisation(models.Model):
    """The council, another authority, a force, a home, a provider of interviews, an agency."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=list(ORGANISATION_KINDS.items()))
    code = models.CharField("authority or force code", max_length=20, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    min_age = models.PositiveSmallIntegerField("youngest it interviews", null=True, blank=True)
    max_age = models.PositiveSmallIntegerField("oldest it interviews", null=True, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                F("kind"),
                condition=Q(kind="council"),
                name="one_council_an_installation",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(ORGANISATION_KINDS)),
                name="organisation_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Team(models.Model):
    """A team within an organisation; a home's staff are a team of the home."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("name"), name="team_name_once_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class UserManager(BaseUserManager["User"]):
    """Users are known by their e-mail address alone."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)


@tracked(exclude=["password", "last_login", "sessions_ended"])
class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in. `is_staff` opens the admin site; no flag of a user opens a record."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_staff = models.BooleanField("may use the admin site", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    # Counted up to end all sessions at once: each holds a fingerprint of the password and of this.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_an_address")]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must hold to be this user's; Django compares it at every request."""
        value = f"{self.password}{self.sessions_ended or ''}"
        salt = "accounts.models.User.session"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


@tracked()
class Membership(models.Model):
    """A role held in a team from one day to another: both are included, no end means still."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=ROLE_CHOICES)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "team", "role", "starts_on"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[key for key, _ in ROLE_CHOICES]),
                name="membership_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.team}"
