"""The four phases of S4 as pages of an episode; the answers stay on the record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases import policy, section_views
from cases.access import episode_for
from cases.episode_frame import frame
from cases.models import Episode, PhaseSection
from cases.phase_forms import PARTS
from cases.section_views import LongForm


def _home(episode: Episode) -> str:
    return reverse("cases:phases", args=[episode.reference])


LONG = LongForm(
    name="phase",
    table=PhaseSection,
    parts=lambda episode: PARTS,
    fetch=episode_for,
    to="plan_return",
    person_id=lambda episode: episode.person_id,
    home=_home,
    page=lambda episode, key: reverse("cases:phase", args=[episode.reference, key]),
    caption=lambda episode: f"{episode.person.name}, {episode.reference}",
)


def phases(request: HttpRequest, ref: str) -> HttpResponse:
    """The four phases with what has been answered; those who plan may go on writing."""
    row = episode_for(request.user, ref)
    may_write = policy.may(request.user, "plan_return", row).ok
    context: dict[str, Any] = {
        "tasks": section_views.tasks(LONG, row) if may_write else [],
        "answers_given": section_views.said(LONG, row),
    }
    return render(request, "cases/phases.html", frame(request, row, "cases:phases", **context))


def phase(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    return section_views.section_page(request, LONG, ref, key)
