"""Who works with a person, and who is related to whom."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.history import tracked
from accounts.models import Team
from people import rules
from people.spell_models import Spell, ends_after_start, never_two


def ended_says_why(name: str) -> models.CheckConstraint:
    """What has ended has its day and its reason, and what has not has neither."""
    return models.CheckConstraint(
        condition=Q(ended_on__isnull=True, ended_reason="")
        | Q(ended_on__isnull=False) & ~Q(ended_reason=""),
        name=name,
    )


@tracked()
class Allocation(Spell):
    """Who works with this person, in which part, from when to when."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="allocations")
    role = models.CharField(max_length=30, choices=list(rules.ALLOCATION_ROLES.items()))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="allocations")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["role", "-starts_on"]
        constraints = [
            never_two("one_of_each_part_at_a_time", "person", "role"),
            ends_after_start("allocation_ends_after_start"),
        ]
        indexes = [models.Index(fields=["user", "role"], name="allocation_by_user")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}"


@tracked()
class Relationship(models.Model):
    """`person` has `other` as `kind`. Kept both ways, so each side reads alike; ended both ways."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="relationships")
    other = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=list(rules.RELATIONSHIPS.items()))
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "other"],
                condition=Q(ended_on__isnull=True),
                name="related_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(person=F("other")), name="not_related_to_oneself"),
            ended_says_why("relationship_ended_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.other}: {self.get_kind_display()}"
