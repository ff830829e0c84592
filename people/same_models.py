"""Whether two records are one person, as somebody answered it; and the merges that came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class SamePerson(models.Model):
    """Two records, or what somebody typed and a record: the same person, or not. Only ever added.

    Answered once, a pair is not asked about again; where it was answered twice the later one
    stands. `one` is the record with the lower number.
    """

    one = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    typed = models.JSONField("what was typed, where that is no record", default=dict)
    same = models.BooleanField()
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False, typed={}) | Q(other__isnull=True) & ~Q(typed={}),
                name="a_pair_or_what_was_typed",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | Q(one__lt=F("other")), name="a_pair_in_order"
            ),
        ]
        indexes = [models.Index(fields=["one", "other", "-id"], name="same_person_pair")]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}: {'the same' if self.same else 'not the same'}"


class Merge(models.Model):
    """Two records that were found to be one, with all that would take them apart by hand.

    `values`: for each field that differed what stays and what was not kept, in words. `moved`: the
    rows that were moved, by table and number; `left`: those that the kept record had already, which
    stay with the other one.
    """

    kept = models.ForeignKey("people.Person", models.PROTECT, related_name="merges")
    gone = models.OneToOneField("people.Person", models.PROTECT, related_name="merge")
    why = models.TextField("how it is known that they are one person")
    values = models.JSONField(default=list)
    moved = models.JSONField(default=dict)
    left = models.JSONField(default=dict)
    restricted = models.BooleanField("one of them was restricted")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_is_of_two"),
            models.CheckConstraint(condition=~Q(why=""), name="merge_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} into {self.kept_id}"
