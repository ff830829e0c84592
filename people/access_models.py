"""Who may see whom: one table, written through people/access.py alone (way 4)."""

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from accounts.models import Organisation, Team
from people.rules import LEVELS

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
            models.CheckConstraint(
                condition=Q(user__isnull=False, team__isnull=True, organisation__isnull=True)
                | Q(user__isnull=True, team__isnull=False, organisation__isnull=True)
                | Q(user__isnull=True, team__isnull=True, organisation__isnull=False),
                name="access_has_one_principal",
            ),
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


class PersonGrant(UserObjectPermissionBase):
    """guardian's own row for an explicit grant to a user; only people/grants.py touches it."""

    content_object = models.ForeignKey("people.Person", models.CASCADE)


class PersonTeamGrant(GroupObjectPermissionBase):
    """guardian needs the pair; grants to groups are not used (roles are not Django groups)."""

    content_object = models.ForeignKey("people.Person", models.CASCADE)
