"""A second report beside an open episode: what it was, and the older episode closed."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts import policy as roles
from cases import pending, queries, report_words, reports
from cases.access import episode_for
from cases.answering import answer
from cases.episode_forms import when
from cases.episode_frame import form_frame
from cases.found_forms import HOW
from govuk.fields import LongTextField, RadiosField, TextField
from govuk.forms import GovukForm


class CloseOlderForm(GovukForm):
    """When and how the older one ended, as near as known."""

    at = when("When did it end, as near as you know?", subject="the time it ended")
    end_approximate = forms.BooleanField(label="The time is approximate", required=False)
    end_reason = RadiosField(
        label="How did they come back?", subject="how they came back", choices=HOW
    )
    located_where = TextField(
        label="Where were they, or who brought them? (optional)", max_length=300, required=False
    )
    note = LongTextField(
        label="How do you know? (optional)", rows=3, max_length=3000, required=False
    )


def waiting(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """A report that waits beside this episode: read whole, and said what it was. Where it tells of
    another time the new episode starts from its words, and nothing is typed again.
    """
    row = episode_for(request.user, ref, to="report")
    report = queries.report_beside(row, number)
    if report is None:
        raise Http404("No such report")
    form = GovukForm(request.POST or None)
    if report.outcome != "waiting" and request.method == "GET":
        if report.settled_how == "new" and report.episode:
            return redirect("cases:close_older", report.episode.reference)
        return redirect("cases:episode", ref)
    how = "new" if "new" in request.POST else "same"
    return answer(
        request,
        form=form,
        act=f"report.{how}",
        work=lambda: reports.settle(report_id=report.pk, by=request.user, how=how),
        to=reverse("cases:waiting", args=[ref, number]),
        said="It is an episode of its own now, and counts as missing"
        if how == "new"
        else "The report has been dealt with",
        template="cases/waiting.html",
        report=report,
        parts=report_words.parts(report.payload),
        **form_frame(row, "A report that waits", "It tells of the same episode"),
    )


def close_older(request: HttpRequest, ref: str) -> HttpResponse:
    """One page: when and how the older episode ended; then this one stands by itself."""
    row = episode_for(
        request.user, ref, to="view" if request.method == "POST" else "record_returned"
    )
    roles.require(request.user, "record_returned")
    older = row.beside
    if older is None and request.method == "GET":
        return redirect("cases:episode", ref)
    form = CloseOlderForm(request.POST or None, initial={"end_approximate": True})

    def work() -> None:
        pending.close_older(ref=ref, by=request.user, **form.cleaned_data)

    name = row.person.known_as or row.person.given_name
    return answer(
        request,
        form=form,
        act="close_older",
        work=work,
        to=reverse("cases:episode", args=[ref]),
        said=f"The older episode is closed. {name} is counted from the new one",
        template="cases/close_older.html",
        older=older,
        row=row,
        **form_frame(row, "When did the older episode end?", "Close the older episode"),
    )


def same_time(request: HttpRequest, ref: str) -> HttpResponse:
    """Asked first: it was the same time, so this one is void and the older one goes on."""
    row = episode_for(request.user, ref, to="view" if request.method == "POST" else "report")
    roles.require(request.user, "report")
    older = row.beside
    if (older is None or not row.is_open) and request.method == "GET":
        return redirect("cases:episode", ref)
    context: dict[str, Any] = form_frame(
        row,
        "Is it the same time away?",
        "It is the same time",
        lead="The older episode goes on, with what was reported in its log. This one is void, and "
        "its duties end.",
    )
    to = older.reference if older else ref
    return answer(
        request,
        form=GovukForm(request.POST or None),
        act="same_time",
        work=lambda: pending.same(ref=ref, by=request.user),
        to=reverse("cases:episode", args=[to]),
        said="It is one episode again",
        template="confirm_page.html",
        **context,
    )
