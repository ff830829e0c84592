"""What holds from one day to another: never two at a time, never an end before the start.

The day of a change belongs to both spells, so the end day itself is left out of the comparison. A
spell entered by mistake stays on record with the reason; it is left out of everything else.
"""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class Standing(models.Manager[Any]):
    """The rows that stand: those entered by mistake are left out."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(mistake="")


class Spell(models.Model):
    """From a day to a day; no end means still."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    mistake = models.TextField("why it was entered by mistake", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Standing()
    with_mistakes: models.Manager[Any] = models.Manager()

    class Meta:
        abstract = True


def never_two(name: str, *same: str) -> ExclusionConstraint:
    """No two spells that stand overlap where all of `same` are equal."""
    days = Func(
        F("starts_on"), F("ends_on"), function="daterange", output_field=DateRangeField()
    )  # fmt: skip
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((column, RangeOperators.EQUAL) for column in same),
            (days, RangeOperators.OVERLAPS),
        ],
        condition=Q(mistake=""),
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name
    )
