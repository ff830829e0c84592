"""The rest of a report as a task list on its episode, and who has been told."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import User
from cases import (
    lifecycle,
    policy,
    rest_queries,
    rest_services,
    section_views,
    told_rules,
    told_services,
)
from cases.access import episode_for
from cases.answering import answer
from cases.episode_forms import when
from cases.episode_frame import form_frame, frame
from cases.models import Episode, ReportSection
from cases.rest_forms import PARTS
from cases.section_views import LongForm
from govuk.fields import LongTextField, RadiosField, TextField
from govuk.forms import GovukForm


def fetch(user: User, ref: str, *, to: str = "report", lock: bool = False) -> Episode:
    """The episode, if its report can be written to: not once it is closed."""
    row = episode_for(user, ref, to=to, lock=lock)
    lifecycle.check_writable(row)
    return row


def _home(episode: Episode) -> str:
    return reverse("cases:rest", args=[episode.reference])


LONG = LongForm(
    name="report",
    table=ReportSection,
    parts=lambda episode: PARTS,
    fetch=fetch,
    to="report",
    person_id=lambda episode: episode.person_id,
    home=_home,
    page=lambda episode, key: reverse("cases:rest_section", args=[episode.reference, key]),
    caption=lambda episode: f"{episode.person.name}, {episode.reference}",
    prefill=rest_services.prefill,
    stands=rest_services.stands,
    kept=rest_services.kept,
)


def rest(request: HttpRequest, ref: str) -> HttpResponse:
    """What is there and what is left, with who filled in what; anyone who may report goes on."""
    row = episode_for(request.user, ref)
    may_write = policy.may(request.user, "report", row).ok and policy.state_allows(row).ok
    context: dict[str, Any] = {
        "tasks": section_views.tasks(LONG, row, signed=True) if may_write else [],
        "answers_given": section_views.said(LONG, row),
        "told": rest_queries.told_of(row),
        "may_tell": policy.may(request.user, "tell_parents", row).ok,
    }
    return render(request, "cases/rest.html", frame(request, row, "cases:rest", **context))


def section(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    return section_views.section_page(request, LONG, ref, key)


class PeopleToldForm(GovukForm):
    """One person or agency that was told already."""

    whom = RadiosField(
        label="Who was told?", subject="who was told", choices=list(told_rules.WHOM.items()),
        conditional={"police": ["reference"]},
    )  # fmt: skip
    reference = TextField(
        label="Police reference (optional)", width=20, max_length=60, required=False
    )
    name = TextField(
        label="Their name, or who took it", subject="the name of who was told", max_length=200
    )
    at = when("When?", subject="the time they were told")
    told_by = TextField(label="Who told them?", subject="who told them", max_length=200)
    note = LongTextField(
        label="What did they say? (optional)", rows=2, max_length=3000, required=False
    )


def people_told(request: HttpRequest, ref: str) -> HttpResponse:
    """Parents, police, the duty team, anybody: told when, by whom, under which reference."""
    row = episode_for(request.user, ref, to="tell_parents")
    form = PeopleToldForm(request.POST or None, initial={"told_by": request.user.name})
    return answer(
        request,
        form=form,
        act="told_already",
        work=lambda: told_services.tell(ref=ref, by=request.user, **form.cleaned_data),
        to=_home(row),
        said="Recorded who was told",
        **form_frame(row, "Who has been told?", "Record this") | {"back": _home(row)},
    )
