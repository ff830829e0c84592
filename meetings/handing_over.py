"""Meetings that somebody is to hold, and how they change hands."""

from django.db.models import F
from django.db.models.functions import Coalesce

from govuk import words
from meetings.models import Meeting
from meetings.rules import KINDS
from people.hand_over_hooks import Handing, Held


def meetings_held(users: list[int]) -> list[Held]:
    """Meetings begun and not held: whoever began one is to hold it, until it is handed over."""
    rows = Meeting.objects.annotate(holder=Coalesce("led_by", "created_by")).filter(
        state="draft", holder__in=users
    )
    return [
        Held(
            "meeting", row.pk, row.led_by_id or row.created_by_id, row.episode.person_id,
            KINDS[row.kind]
            + (f", planned for {words.when(row.planned_for)}" if row.planned_for else ""),
            row.reference,
        )
        for row in rows.select_related("episode").order_by("planned_for", "pk")
    ]  # fmt: skip


def give_meetings(lines: list[Held], handing: Handing) -> dict[int, str]:
    rows = Meeting.objects.filter(pk__in=[line.number for line in lines])
    rows.update(led_by=handing.to, version=F("version") + 1)
    return {}
