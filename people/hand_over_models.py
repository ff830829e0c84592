"""Hand-overs: what somebody held, given to others on a day, and what became of every line."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.history import tracked

HAND_OVER_STATES = {"planned": "Planned", "done": "Done", "withdrawn": "Withdrawn"}


@tracked()
class HandOver(models.Model):
    """One hand-over. A planned one is carried out by the workers at the start of its day.

    `choices` says who takes what: {kind: {"to": user id, "lines": numbers, or null for all of
    that kind}}. All of a kind takes in what came up between the plan and its day.
    """

    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    on = models.DateField("from which day")
    why = models.TextField()
    choices = models.JSONField()
    state = models.CharField(max_length=10, choices=list(HAND_OVER_STATES.items()))
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="hand_over_says_why"),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False)
                | Q(state__in=["planned", "withdrawn"], done_at__isnull=True),
                name="hand_over_done_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["on"], name="hand_overs_planned", condition=Q(state="planned"))
        ]

    def __str__(self) -> str:
        return f"hand-over of {self.from_user} on {self.on}"


class HandOverLine(models.Model):
    """One thing that changed hands, or why it did not. Only ever added."""

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    text = models.TextField()
    reference = models.CharField(max_length=20, blank=True)
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why_not = models.TextField(blank=True)  # left where it was, and why

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["hand_over", "kind", "number"], name="handed_over_once_in_one_go"
            )
        ]
        indexes = [
            models.Index(fields=["to_user", "hand_over"], name="handed_over_to"),
            models.Index(
                fields=["person"], name="sight_handed_over", condition=Q(kind="added", why_not="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} to {self.to_user}"
