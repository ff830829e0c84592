"""Who may see whom: one table, written through people/access.py alone (way 4)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.history import tracked
from accounts.models import Organisation, Team
from people.rules import GRANT_LEVELS, LEVELS

LONGEST_GRANT = timedelta(days=367)  # twelve months, the last day whole, a leap year too


def _one_principal(name: str) -> models.CheckConstraint:
    """Exactly one of user, team and organisation."""
    return models.CheckConstraint(
        condition=Q(user__isnull=False, team__isnull=True, organisation__isnull=True)
        | Q(user__isnull=True, team__isnull=False, organisation__isnull=True)
        | Q(user__isnull=True, team__isnull=True, organisation__isnull=False),
        name=name,
    )


# People who are not open to everybody in reach: few, so their index stays in memory.
HIDDEN = Q(restricted=True) | Q(merged_into__isnull=False)
KINDS = ("user", "team", "organisation")  # a principal's number is its own, times 3, plus its place


def _number(kind: str) -> ExpressionWrapper:
    return ExpressionWrapper(
        F(f"{kind}_id") * len(KINDS) + KINDS.index(kind), models.BigIntegerField()
    )


class Access(models.Model):
    """One reason for which one principal may see one person, at a level, for a time.

    Unique by principal, person and source, so that one reason ending never removes another.
    `source` is readable and exact: `allocation:12`, `placement:7`, `interview:3`, `grant:9`.
    """

    # Each of these is found by a constraint's or an index's first column below.
    person = models.ForeignKey(
        "people.Person", models.CASCADE, related_name="access", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+", db_index=False
    )
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+", db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="+", db_index=False
    )
    # Whoever it is in one number: one index then answers for all three (people/reach.py).
    principal = models.GeneratedField(
        expression=Coalesce(*(_number(kind) for kind in KINDS)),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    level = models.CharField(max_length=12, choices=list(LEVELS.items()))
    source = models.CharField(max_length=60)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            _one_principal("access_has_one_principal"),
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="access_level_known"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="access_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person", "source", "user", "team", "organisation"],
                name="access_once_a_source",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["principal", "person"],
                include=["level", "valid_from", "valid_to"],
                name="access_by_principal",
            ),
            models.Index(
                fields=["user", "person"],
                name="access_by_user",
                condition=Q(user__isnull=False),
            ),
            models.Index(fields=["source"], name="access_by_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.level}"

    @staticmethod
    def number_of(**principal: int) -> int:
        """The number in `principal` of a user, a team or an organisation, given by its own id."""
        ((kind, number),) = principal.items()
        return number * len(KINDS) + KINDS.index(kind)


@tracked()
class PersonGrant(UserObjectPermissionBase):
    """An explicit grant: guardian's own row, with what a grant of ours needs beside it.

    Only people/grants.py writes it. To a user, or to a team or organisation. Its end is known from
    the start, and it stays as a record once it is over or was ended before its time.
    """

    content_object = models.ForeignKey("people.Person", models.PROTECT, related_name="grants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=12, choices=list(GRANT_LEVELS.items()))
    reason = models.TextField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_why = models.TextField(blank=True)

    class Meta:
        # guardian asks by user, permission and person; a grant that is over stays in the table,
        # so what is unique is the one that has not been ended.
        constraints = [
            _one_principal("grant_has_one_principal"),
            models.CheckConstraint(
                condition=Q(level__in=list(GRANT_LEVELS)), name="grant_level_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grant_says_why"),
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from"))
                & Q(valid_to__lte=F("valid_from") + LONGEST_GRANT),
                name="grant_is_for_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_why="")
                | Q(ended_at__gte=F("valid_from"), ended_at__lte=F("valid_to")) & ~Q(ended_why=""),
                name="ended_grant_is_whole",
            ),
            *(
                models.UniqueConstraint(
                    fields=[kind, "content_object"],
                    condition=Q(ended_at__isnull=True, **{f"{kind}__isnull": False}),
                    name=f"one_grant_at_a_time_to_a_{kind}",
                )
                for kind in ("user", "team", "organisation")
            ),
        ]
        indexes = [
            models.Index(fields=["user", "permission", "content_object"], name="grants_of_a_user")
        ]

    def __str__(self) -> str:
        return f"grant {self.pk} until {self.valid_to:%F}"


class PersonTeamGrant(GroupObjectPermissionBase):
    """guardian needs the pair; grants to groups are not used (roles are not Django groups)."""

    content_object = models.ForeignKey("people.Person", models.CASCADE)
