"""Reads of papers; the PDF itself only where it is given out."""

from datetime import datetime

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from cases.models import Paper


def paper_by_reference(ref: str, *, with_pdf: bool = False) -> Paper | None:
    rows = Paper.objects.select_related("asked_by", "person")
    if not with_pdf:
        rows = rows.defer("pdf")
    return rows.filter(reference=ref).first()


def papers_about(kind: str, ref: str, *, limit: int = 5) -> list[Paper]:
    """The last few papers of this kind about this thing, newest first; `made_from` is that of which
    one with parts left out is a copy.
    """
    rows = Paper.objects.filter(kind=kind, about_ref=ref).defer("pdf", "content")
    rows = rows.annotate(made_from=KT("content__made_from"))
    return list(rows.select_related("asked_by").order_by("-id")[:limit])


def made_by(kind: str, ref: str, *, at: datetime) -> Paper | None:
    """The last whole one, with its PDF, that was made by that moment."""
    rows = _whole(kind, ref).filter(made_at__lte=at)
    return rows.order_by("-id").first()


def last_made(kind: str, ref: str) -> Paper | None:
    """The last whole one that came out, with what it said."""
    return _whole(kind, ref).defer("pdf").order_by("-id").first()


def _whole(kind: str, ref: str) -> QuerySet[Paper]:
    """Those that came out with every part: what was left out for partners is no change since."""
    rows = Paper.objects.filter(kind=kind, about_ref=ref, state="made")
    return rows.filter(content__made_from__isnull=True)
