"""Social care status and legal status, each over time (domain: People)."""

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.history import tracked
from people import rules
from people.spell_models import Spell, ends_after_start, never_two


@tracked()
class CareStatus(Spell):
    """What the person is to social care, from when to when. Without a row they are not open to it.

    A child protection plan has a category; one brought over from elsewhere may lack it.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="care_statuses")
    status = models.CharField(max_length=20, choices=list(rules.SOCIAL_CARE_STATUS.items()))
    category = models.CharField(
        max_length=20, choices=list(rules.PROTECTION_CATEGORIES.items()), blank=True
    )

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            never_two("one_care_status_at_a_time", "person"),
            ends_after_start("care_status_ends_after_start"),
            models.CheckConstraint(
                condition=Q(status__in=list(rules.SOCIAL_CARE_STATUS)), name="care_status_known"
            ),
            models.CheckConstraint(
                condition=Q(category="")
                | Q(status="child_protection", category__in=list(rules.PROTECTION_CATEGORIES)),
                name="category_belongs_to_a_protection_plan",
            ),
        ]

    def __str__(self) -> str:
        named = self.get_status_display()
        return f"{named}: {self.get_category_display().lower()}" if self.category else named


@tracked()
class LegalStatus(Spell):
    """Under which order or agreement, from when to when. Without a row there is none."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="legal_statuses")
    status = models.CharField(max_length=30, choices=list(rules.LEGAL_STATUS.items()))

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            never_two("one_legal_status_at_a_time", "person"),
            ends_after_start("legal_status_ends_after_start"),
            models.CheckConstraint(
                condition=Q(status__in=list(rules.LEGAL_STATUS)), name="legal_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_status_display()


# The table that holds each of the two facts (people/rules.py: FACTS).
TABLES: dict[str, Any] = {"care": CareStatus, "legal": LegalStatus}
