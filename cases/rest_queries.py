"""Reads for the rest of a report: what the last episode said, and whose reports are unfinished."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from cases.models import Episode, ReportSection, Told
from cases.queries import away_now
from people.models import Allocation
from people.queries import current_on


def last_said(episode: Episode, key: str) -> dict[str, Any]:
    """What this section said in the last episode before this one that has it."""
    rows = ReportSection.objects.filter(
        parent__person=episode.person_id, parent__started_at__lt=episode.started_at, key=key
    ).exclude(parent__state="void")
    data = rows.order_by("-parent__started_at").values_list("data", flat=True).first()
    return dict(data or {})


def unfinished(user: User, *, among: QuerySet[Episode], of: int, on: date) -> list[Any]:
    """Open episodes whose report this user began, went on with, or is the worker for, and which
    has fewer than `of` sections completed; latest first.
    """
    mine = Allocation.objects.filter(
        current_on(on), person=OuterRef("person"), user=user, role="social_worker"
    )
    saved = ReportSection.objects.filter(parent=OuterRef("pk"), saved_by=user)
    done = Count("report_sections", filter=Q(report_sections__completed_at__isnull=False))
    rows = away_now(among).filter(Q(reported_by=user) | Exists(mine) | Exists(saved))
    rows = rows.annotate(done=done).filter(done__lt=of).select_related("person")
    return list(rows.order_by("-reported_at", "-pk")[:10])


def told_of(episode: Episode) -> list[Told]:
    """Who has been told, in the order of time."""
    return list(episode.told.select_related("by"))
