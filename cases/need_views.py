"""Pages of a Need to Know: its sections, sending it, what was sent and who knows."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import policy as roles
from cases import need_queries, need_to_know, section_views
from cases.access import episode_for
from cases.answering import answer, once
from cases.models import NeedSection, NeedToKnow
from cases.need_forms import PARTS, CloseForm, SendForm
from cases.need_prefill import first_answers
from cases.paper_queries import papers_about
from cases.section_views import LongForm


def _home(need: NeedToKnow) -> str:
    return reverse("cases:need", args=[need.reference])


LONG = LongForm(
    name="need",
    table=NeedSection,
    parts=lambda need: PARTS,
    fetch=need_to_know.need_to_write,
    to="need_to_know",
    person_id=lambda need: need.episode.person_id,
    home=_home,
    page=lambda need, key: reverse("cases:need_section", args=[need.reference, key]),
    caption=lambda need: f"Need to Know: {need.episode.person.name}",
    prefill=first_answers,
)


@require_POST
def start(request: HttpRequest, ref: str) -> HttpResponse:
    """Begin it, and go to its first page."""
    row = episode_for(request.user, ref, to="need_to_know")
    once(
        request,
        act="need.start",
        work=lambda: need_to_know.start(ref=row.reference, by=request.user),
    )
    found = need_queries.need_of_episode(row)
    return redirect("cases:need", found.reference) if found else redirect("cases:episode", ref)


def need(request: HttpRequest, ref: str) -> HttpResponse:
    found = need_to_know.need_for(request.user, ref)
    issues = need_queries.issues_of(found)
    context: dict[str, Any] = {
        "title": "Need to Know",
        "need": found,
        "episode": found.episode,
        "person": found.episode.person,
        "tasks": [] if found.closed_at else section_views.tasks(LONG, found),
        "lacking": need_to_know.not_ready(found),
        "issues": [
            (one, need_queries.sent_words(one), need_queries.receipts(found, one)) for one in issues
        ],
        "papers": papers_about("need_to_know", f"{ref}/{issues[0].number}") if issues else [],
        "may_paper": roles.may(request.user, "make_paper").ok,
        "back": reverse("cases:episode", args=[found.episode.reference]),
    }
    return render(request, "cases/need.html", context)


def section(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    return section_views.section_page(request, LONG, ref, key)


def send(request: HttpRequest, ref: str) -> HttpResponse:
    found = need_to_know.need_to_write(request.user, ref)
    first = not need_queries.issues_of(found)
    form = SendForm(request.POST or None, first=first)
    return answer(
        request, form=form, act="need.send",
        work=lambda: need_to_know.send(ref=ref, by=request.user, **form.cleaned_data),
        to=_home(found), said="Sent to the head of service",
        title="Send to the head of service" if first else "Send an update",
        caption=f"Need to Know: {found.episode.person.name}", button_text="Send", back=_home(found),
        lead="The head of service is told at once, and says by name that they know.",
    )  # fmt: skip


def close(request: HttpRequest, ref: str) -> HttpResponse:
    found = need_to_know.need_to_write(request.user, ref)
    form = CloseForm(request.POST or None)
    return answer(
        request, form=form, act="need.close",
        work=lambda: need_to_know.close(ref=ref, by=request.user, **form.cleaned_data),
        to=_home(found), said="The notification is closed", title="Close this Need to Know",
        caption=found.episode.person.name, button_text="Close", back=_home(found),
    )  # fmt: skip


def issue(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One sending as it was."""
    found = need_to_know.need_for(request.user, ref)
    row = need_queries.issue_of(found, number)
    if row is None:
        raise Http404("No such sending")
    context = {
        "title": need_queries.sent_words(row),
        "caption": f"Need to Know: {found.episode.person.name}",
        "issue": row,
        "back": _home(found),
    }
    return render(request, "cases/need_issue.html", context)
