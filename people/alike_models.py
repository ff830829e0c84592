"""Records that may be one person's, found by comparing; and whose record is to be compared next."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class AlikePair(models.Model):
    """Two records that may be one person's. Passing: found anew whenever one of them changes, gone
    once somebody has said that they are not the same (`SamePerson`), or has merged them.

    `one` is the record with the lower number; the likelier the higher the score.
    """

    one = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.TextField())
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="alike_pair_in_order"),
            models.UniqueConstraint(fields=["one", "other"], name="alike_pair_once"),
        ]
        indexes = [models.Index(fields=["-score", "id"], name="alike_likeliest_first")]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id}: {self.score}"


class ToCompare(models.Model):
    """A record that was added or changed and is to be compared with all others.

    Written by the change itself, so that none is forgotten; taken by a worker, one at a time.
    """

    person = models.OneToOneField(
        "people.Person", models.PROTECT, primary_key=True, related_name="+"
    )
    since = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["since"], name="compared_in_turn")]

    def __str__(self) -> str:
        return f"person {self.person_id}"
