"""Reads about risk, challenges and legal steps of one episode."""

from datetime import date, datetime
from typing import Any

from cases.models import Episode, GradeChallenge, LegalStep, Risk, RiskView
from govuk import words


def risks_of(episode: Episode) -> list[Risk]:
    """Known before potential, the ended ones among them."""
    return list(episode.risks.select_related("by").order_by("level", "kind"))


def risk_of(episode: Episode, kind: str) -> Risk | None:
    return episode.risks.filter(kind=kind).first()


def views_of(episode: Episode) -> list[RiskView]:
    """Every grade of both sides over time, newest first."""
    return list(episode.risk_views.select_related("by").order_by("-at", "-id"))


def challenges_of(episode: Episode) -> list[GradeChallenge]:
    return list(episode.challenges.select_related("sent_by"))


def open_challenge(episode: Episode) -> GradeChallenge | None:
    return episode.challenges.filter(closed_at__isnull=True).first()


def legal_of(episode: Episode) -> list[LegalStep]:
    return list(episode.legal_steps.select_related("by"))


def legal_step(episode: Episode, number: int) -> LegalStep | None:
    return episode.legal_steps.filter(pk=number).first()


def in_words(row: Any, name: str) -> str:
    """One field of a row as a page says it."""
    shown = getattr(row, f"get_{name}_display", None)
    value = shown() if shown else getattr(row, name)
    if isinstance(value, datetime):
        return words.when(value)
    return words.day(value) if isinstance(value, date) else str(value or "Not recorded")
