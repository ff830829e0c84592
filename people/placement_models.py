"""Where a child lives while placed, and what a change of placement asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import tracked
from accounts.models import Organisation
from people import rules
from people.name_models import compact
from people.spell_models import Spell, ends_after_start, never_two


@tracked()
class Placement(Spell):
    """A home of ours, or a carer and an address, from when to when.

    `area_code` (the ONS code of the authority) and `miles` (from the council's area, to a tenth)
    are worked out from the postcode; empty where that is not known or lies off the map. The host
    authority follows from `area_code`, unless somebody chose it by hand.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="placements")
    kind = models.CharField(max_length=20, choices=list(rules.PLACEMENT_KINDS.items()))
    home = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="placements"
    )
    carer = models.CharField(max_length=200, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    area_code = models.CharField(max_length=9, blank=True)
    miles = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    host = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="hosted"
    )
    host_by_hand = models.BooleanField(default=False)
    end_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            never_two("one_placement_at_a_time", "person"),
            ends_after_start("placement_ends_after_start"),
            models.CheckConstraint(
                condition=Q(miles__isnull=True) | Q(miles__gte=0), name="miles_not_below_none"
            ),
            models.CheckConstraint(
                condition=Q(host_by_hand=False) | Q(host__isnull=False),
                name="host_by_hand_is_somebody",
            ),
        ]
        indexes = [
            models.Index(compact("postcode"), name="placed_at_postcode", condition=~Q(postcode=""))
        ]

    def __str__(self) -> str:
        return self.home.name if self.home else (self.carer or self.get_kind_display())

    @property
    def where(self) -> str:
        """The postcode that counts: its own, else the home's."""
        return self.postcode or (self.home.postcode if self.home else "")

    @property
    def is_far(self) -> bool | None:
        """More than 20 miles from the council's area (S4); None where that is not known."""
        if self.area_code and self.area_code[0] not in "EWS":
            return True
        return None if self.miles is None else self.miles > rules.FAR_MILES


class PlacementStep(models.Model):
    """What was done because a placement changed: the host authority told, the likelihood of going
    missing assessed, the trigger plan shared with the new force. Only ever added.
    """

    placement = models.ForeignKey(Placement, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=list(rules.PLACEMENT_STEPS.items()))
    at = models.DateTimeField()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    whom = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=40, blank=True)
    likelihood = models.CharField(max_length=10, choices=list(rules.LIKELIHOOD.items()), blank=True)
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="likelihood", likelihood__in=list(rules.LIKELIHOOD)) & ~Q(why="")
                | Q(kind__in=["host_told", "plan_shared"], likelihood="")
                & ~Q(whom="")
                & ~Q(how=""),
                name="placement_step_says_what_it_is",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%F}"
