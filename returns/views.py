"""The pages of return home interviews: the list, one with its sections, and how it ends."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Conflict, add_errors_to
from accounts.policy import require
from cases import answering, section_views, sections
from govuk.paging import key_in, key_of
from returns import facts, forms, interview_forms, policy, queries, record_services, rules, services
from returns.access import interview_for
from returns.long_form import LONG
from returns.models import InterviewSection

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def interview_list(request: HttpRequest) -> HttpResponse:
    """Every interview this user may see, latest first; an interviewer sees their own."""
    require(request.user, "view_interview")
    form = forms.ListForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    rows = queries.page_of(
        policy.visible_to(request.user), before=key_in(request.GET.get("before", "")), state=state
    )
    shown = rows[: queries.PAGE]
    further = ""
    if len(rows) > queries.PAGE:
        last = shown[-1]
        further = f"?state={state}&before={quote(key_of(last.created_at, last.pk))}"
    context = {
        "title": "Return home interviews",
        "rows_shown": facts.for_list(request.user, shown),
        "filter": form,
        "chosen": [{"text": rules.STATES[state], "remove": request.path}] if state else [],
        "further": further,
        "first": "before" not in request.GET,
    }
    return render(request, "returns/list.html", context)


@require_safe
def interview(request: HttpRequest, ref: str) -> HttpResponse:
    """Where it stands: what is needed to hold it, its sections, what was tried, what it says."""
    row = interview_for(request.user, ref)
    may = {
        act: policy.may(request.user, act, row).ok
        for act in ("record_interview", "arrange_interview", "log_contact", "answer")
    }
    context: dict[str, Any] = {
        "title": "Return home interview",
        "interview": row,
        "facts": facts.of_interview(request.user, row),
        "tasks": section_views.tasks(LONG, row) if may["record_interview"] else [],
        "said": [] if row.state in rules.OPEN else section_views.said(LONG, row),
        "contacts": queries.contacts_of(row),
        "disclosures": queries.disclosures_of(row),
        "may": may,
        "may_analyse": policy.may(request.user, "analyse_interview", row).ok,
    }
    return render(request, "returns/interview.html", context)


@either
def section(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    return section_views.section_page(request, LONG, ref, key)


def _page(request: HttpRequest, ref: str, act: str) -> tuple[Any, dict[str, Any]]:
    """The interview for this act, and what every small form about it shows.

    What is sent is refused by the service and not here, so that a second tap on a button that
    closed the interview still gets the first one's answer.
    """
    row = interview_for(request.user, ref, to="view_interview" if request.method == "POST" else act)
    policy.require_role(request.user, act)
    return row, {"caption": LONG.caption(row), "cancel": LONG.home(row), "back": LONG.home(row)}


@either
def assign(request: HttpRequest, ref: str) -> HttpResponse:
    row, context = _page(request, ref, "arrange_interview")
    now = f"{row.provider_id}-{row.interviewer_id}"
    people = queries.interviewers()
    form = forms.AssignForm(request.POST or None, people=people, initial={"interviewer": now})

    def work() -> None:
        provider, _, who = form.cleaned_data["interviewer"].partition("-")
        services.assign(
            ref=ref, provider_id=int(provider), interviewer_id=int(who), by=request.user
        )

    nobody = "No interviewer has an account yet. An administrator can add one."
    return answering.answer(
        request, form=form, act="interview.assign", work=work, to=LONG.home(row),
        said="The interview has been given to them, and they are told",
        title="Who will hold the interview", button_text="Give them the interview",
        lead="" if people else nobody, **context,
    )  # fmt: skip


@either
def contacts(request: HttpRequest, ref: str) -> HttpResponse:
    row, context = _page(request, ref, "log_contact")
    form = forms.ContactForm(request.POST or None)
    return answering.answer(
        request, form=form, act="interview.contact", to=LONG.home(row),
        work=lambda: services.log_contact(ref=ref, by=request.user, **form.cleaned_data),
        said="The attempt has been added to the contact log",
        title="Add to the contact log", button_text="Add to the log", **context,
    )  # fmt: skip


@either
def decline(request: HttpRequest, ref: str) -> HttpResponse:
    """Declined, could not be held, or not due."""
    row, context = _page(request, ref, "answer")
    form = forms.AnswerForm(request.POST or None)
    return answering.answer(
        request, form=form, act="interview.answer", to=LONG.home(row),
        work=lambda: record_services.answer(ref=ref, by=request.user, **form.cleaned_data),
        said="The reason has been recorded",
        title="Record that there is no interview", button_text="Record the reason", **context,
    )  # fmt: skip


@either
def finish(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything on one page, and the button that records it."""
    row, context = _page(request, ref, "record_interview")
    begun = sections.all_of(table=InterviewSection, parent=row)
    held_at = interview_forms.held_at_of(row, begun)
    form = forms.FinishForm(request.POST or None, late=record_services.is_late(row, held_at))
    if request.method == "POST" and form.is_valid():
        read = section_views.versions_read(request)
        try:
            answering.once(
                request,
                act="interview.finish",
                work=lambda: record_services.finish(
                    ref=ref, held_at=held_at, read=read, by=request.user,
                    late_reason=form.cleaned_data.get("late_reason", ""),
                ),
            )  # fmt: skip
        except Conflict as conflict:
            form.add_error(None, conflict.reason)
        except ValidationError as invalid:
            add_errors_to(form, invalid)
        else:
            messages.success(request, "The interview has been recorded")
            return redirect("returns:interview", ref)
    lacking = sections.unfinished(table=InterviewSection, parent=row, needed=rules.SECTIONS)
    context |= {
        "title": "Check and record the interview",
        "interview": row,
        "form": form,
        "said": section_views.said(LONG, row),
        "pages": {key: LONG.page(row, key) for key in rules.SECTIONS},
        "lacking": [interview_forms.PARTS[key].title for key in lacking],
        "read": " ".join(f"{key}:{one.version}" for key, one in begun.items()),
        "contacts": queries.contacts_of(row),
        "log_address": reverse("returns:contacts", args=[ref]),
    }
    return render(request, "returns/finish.html", context)


@either
def analysis(request: HttpRequest, ref: str) -> HttpResponse:
    row, context = _page(request, ref, "analyse_interview")
    form = forms.AnalysisForm(request.POST or None, initial={"analysis": row.analysis})
    return answering.answer(
        request, form=form, act="interview.analysis", to=LONG.home(row),
        work=lambda: record_services.analyse(ref=ref, by=request.user, **form.cleaned_data),
        said="Your analysis has been recorded",
        title="Your analysis", button_text="Record the analysis", **context,
    )  # fmt: skip


@either
def disclosure(request: HttpRequest, ref: str) -> HttpResponse:
    """Tell the police and the duty team now: from every page of an interview."""
    row, context = _page(request, ref, "disclose")
    form = forms.DisclosureForm(request.POST or None)

    def work() -> None:
        told = form.cleaned_data
        services.disclose(
            ref=ref, by=request.user, police_told=bool(told["police"]), what=told["what"],
            police_reference=told["police_reference"],
        )  # fmt: skip

    return answering.answer(
        request, form=form, act="interview.disclose", work=work, to=LONG.home(row),
        said="The worker, the manager and the duty team have been told",
        template="returns/disclosure.html", title="Tell the police and duty team now", **context,
    )  # fmt: skip
