"""The record of an episode: how it stands, what needs doing, the log, papers, history."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import policy
from accounts.clock import now
from cases import (
    closing,
    hooks,
    need_queries,
    next_steps,
    paper_queries,
    queries,
    risk_queries,
    services,
    situation,
    together_queries,
)
from cases import policy as case_policy
from cases.access import episode_for
from cases.answering import answer, once
from cases.episode_forms import LogForm
from cases.episode_frame import frame, moves_for
from cases.history_queries import latest_of, written
from deadlines.queries import all_for_episode
from people.file_queries import likeness_of
from people.queries import allocations_of, current_placement
from people.record_queries import alerts_of
from people.sharing_queries import receivers_of

NOTHING_NEW = "Tried to reach them again. Nothing new tonight."


def episode(request: HttpRequest, ref: str) -> HttpResponse:
    """The page most come to: what is so, what is to be done, what has happened."""
    row = episode_for(request.user, ref)
    open_rows = [one for one in all_for_episode(row.pk) if one.state == "open"]
    panels = [
        {"key": panel.key, "title": panel.title, "template": panel.template, "data": data}
        for panel in hooks.PANELS
        if (data := panel.load(request.user, row)) is not None
    ]
    context = frame(
        request,
        row,
        "cases:episode",
        tasks=next_steps.tasks(open_rows, episode=row, user=request.user, now=now()),
        moves=moves_for(request, row),
        lacking=closing.missing_for(row) if row.state == "ended" else [],
        panels=panels,
        grades=queries.risk_standing(row),
        risks=[one for one in risk_queries.risks_of(row) if one.ended_at is None],
        actions=list(row.actions.select_related("owner")),
        oversights=list(row.oversights.select_related("by")),
        waiting=queries.waiting_beside(row),
        newer=queries.newer_than(row),
        others=together_queries.group_of(
            row, among=case_policy.visible_to(request.user, by_key=True)
        )
        if row.together
        else [],
        workers=allocations_of(row.person_id),
        need=need_queries.need_of_episode(row),
        placement=current_placement(row.person_id),
        alerts=alerts_of(row.person_id),
        photo=likeness_of(row.person_id),
        acts=policy.acts_of(request.user),
        steps=latest_of(row, policy.acts_of(request.user)),
        writable=row.state not in {"finalised", "void"},
    )
    return render(request, "cases/episode.html", context)


def doing(request: HttpRequest, ref: str) -> HttpResponse:
    """Every deadline of the episode: open, done in time or late, no longer needed."""
    row = episode_for(request.user, ref)
    rows = list(all_for_episode(row.pk))
    open_rows = [one for one in rows if one.state == "open"]
    context = frame(
        request,
        row,
        "cases:doing",
        tasks=next_steps.tasks(open_rows, episode=row, user=request.user, now=now()),
        closed=[one for one in rows if one.state != "open"],
        actions=list(row.actions.select_related("owner", "done_by")),
    )
    return render(request, "cases/doing.html", context)


def log(request: HttpRequest, ref: str) -> HttpResponse:
    """The log, and the form that adds to it."""
    row = episode_for(request.user, ref, to="view" if request.method == "GET" else "add_log")
    form = LogForm(request.POST or None)
    may_add = case_policy.may(request.user, "add_log", row).ok
    context = frame(
        request,
        row,
        "cases:log",
        may_add=may_add,
        log_items=[written(one) for one in row.log.select_related("by")[:200]],
    )
    return answer(
        request,
        form=form,
        act="log",
        work=lambda: services.add_log(ref=ref, by=request.user, **form.cleaned_data),
        to=reverse("cases:log", args=[ref]),
        said="Added to the log",
        template="cases/log.html",
        **context,
    )


@require_POST
def nightly(request: HttpRequest, ref: str) -> HttpResponse:
    """One tap by the home each night: tried again, nothing new."""
    row = episode_for(request.user, ref, to="add_log")
    once(
        request,
        act="log.nightly",
        work=lambda: services.add_log(
            ref=row.reference, by=request.user, kind="nightly_update", at=now(), text=NOTHING_NEW
        ),
    )
    messages.success(request, "Written in the log: nothing new tonight")
    return redirect("cases:episode", row.reference)


def papers(request: HttpRequest, ref: str) -> HttpResponse:
    """The situation report as things stand now, and those made before with who was given them."""
    row = episode_for(request.user, ref)
    made = paper_queries.papers_about(situation.KIND, ref, limit=20)
    last = paper_queries.last_made(situation.KIND, ref)
    given: dict[str, list[str]] = {}
    if policy.may(request.user, "view_sharing").ok:
        given = receivers_of([one.reference for one in made], person_id=row.person_id)
    context = frame(
        request,
        row,
        "cases:papers",
        papers=made,
        given=given,
        report=situation.content_of(row, before=last),
        may_make=policy.may(request.user, "make_paper").ok,
    )
    return render(request, "cases/papers.html", context)
