"""Reads of papers; the PDF itself only where it is given out."""

from datetime import datetime

from cases.models import Paper


def paper_by_reference(ref: str, *, with_pdf: bool = False) -> Paper | None:
    rows = Paper.objects.select_related("asked_by", "person")
    if not with_pdf:
        rows = rows.defer("pdf", "content")
    return rows.filter(reference=ref).first()


def papers_about(kind: str, ref: str, *, limit: int = 5) -> list[Paper]:
    """The last few papers of this kind about this thing, newest first."""
    rows = Paper.objects.filter(kind=kind, about_ref=ref).defer("pdf", "content")
    return list(rows.select_related("asked_by").order_by("-id")[:limit])


def made_by(kind: str, ref: str, *, at: datetime) -> Paper | None:
    """The last one, with its PDF, that was made by that moment."""
    rows = Paper.objects.filter(kind=kind, about_ref=ref, state="made", made_at__lte=at)
    return rows.order_by("-id").first()


def last_made(kind: str, ref: str) -> Paper | None:
    """The last one that came out, with what it said."""
    rows = Paper.objects.filter(kind=kind, about_ref=ref, state="made").defer("pdf")
    return rows.order_by("-id").first()
