"""Official papers: a job row with a lease, then the PDF itself, kept as it was given out (ways 15,
16).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.references import paper_reference
from people.models import Person

PAPER_STATES = {
    "waiting": "Being made",
    "leased": "Being made",
    "made": "Ready",
    "failed": "Could not be made",
}


class Paper(models.Model):
    """One PDF of one kind about one thing, asked for by a user. `content` freezes what it says."""

    reference = models.CharField(
        max_length=12, unique=True, default=paper_reference, editable=False
    )
    kind = models.CharField(max_length=30)  # a key of cases.hooks.PAPERS
    # Nobody's alone: a hand-over sheet is of everybody who is away tonight.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="papers")
    about_ref = models.CharField(max_length=20)
    content = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=list(PAPER_STATES.items()), default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    pdf = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=list(PAPER_STATES)), name="paper_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="made", pdf__isnull=False, made_at__isnull=False) & ~Q(sha256="")
                | ~Q(state="made"),
                name="made_paper_is_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="papers_to_make",
                condition=Q(state__in=["waiting", "leased"]),
            ),
            models.Index(fields=["about_ref", "-id"], name="papers_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"
