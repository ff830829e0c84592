"""Reporting from a phone at night: whom, then one thing a page, then check and send."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import looking
from accounts import policy as roles
from accounts.clock import local, now
from accounts.errors import Invalid, add_errors_to
from accounts.submissions import serve_once
from cases import alerts, drafts, prefill, queries, report_words, together, together_queries
from cases.models import ReportDraft
from cases.report_asking import button_of, form_of
from cases.report_forms import PAGES
from govuk import words
from govuk.forms import GovukForm
from people import policy as people_policy
from people.access import person_to_report
from people.exact import hidden_matches
from people.models import Person
from people.search import find
from people.unnamed import as_shown_to, is_unnamed

LIST = 40
ORDER = list(PAGES)


def start(request: HttpRequest) -> HttpResponse:
    """Whom: drafts to go on with, the children this user works with, a search for everybody
    else.
    """
    roles.require(request.user, "report")
    people = queries.with_open_episode(people_policy.visible_to(request.user))
    text = request.GET.get("q", "")
    wide = roles.sees_whole_council(request.user)
    found = find(text, among=people) if text else list(() if wide else people[:LIST])
    return render(
        request,
        "cases/report_start.html",
        {
            "drafts": queries.drafts_of(request.user),
            "people": found,
            "hidden": hidden_matches(text, user=request.user),
            "places": queries.placements_of(found, on=local(now())),
            "q": text,
            "may_add": roles.may(request.user, "add_person").ok,
        },
    )


def _person(request: HttpRequest, ref: str) -> Person:
    """Whom the report is about; nameless to who may report them and not see them."""
    return as_shown_to(request.user, person_to_report(request.user, ref))


def begin(request: HttpRequest, ref: str) -> HttpResponse:
    """The first page about this person. Nothing is written until it is sent."""
    person = _person(request, ref)
    begun = queries.draft_about(request.user, person.pk)
    if begun is not None and request.method == "GET":
        return redirect("cases:report_page", begun.token, "where")
    open_already = None if is_unnamed(person) else queries.open_episode_of(person.pk)
    return _page(request, None, person, "where", beside=open_already)


def page(request: HttpRequest, token: str, name: str) -> HttpResponse:
    draft = draft_for(request, token)
    if isinstance(draft, HttpResponse):
        return draft
    if name not in PAGES or draft.person is None:
        raise Http404("No such page")
    person = _person(request, draft.person.reference)
    if request.method == "POST" and "X-Background" in request.headers:
        form = form_of(name, person, user=request.user, data=request.POST)
        _keep(request, draft, person, name, form, good=form.is_valid())
        return JsonResponse({"saved_at": words.clock(now())})
    return _page(request, draft, person, name)


def draft_for(request: HttpRequest, token: str) -> ReportDraft | HttpResponse:
    """The user's own draft; where it has been sent already, the way to what came of it."""
    draft = queries.draft_of(request.user, token)
    if draft is not None:
        looking.opened(draft, person_id=draft.person_id)
        return draft
    if queries.report_by_token(request.user, token) is not None:
        return redirect("cases:report_sent", token)
    raise Http404("No such draft")


def _page(
    request: HttpRequest, draft: ReportDraft | None, person: Person, name: str, **context: Any
) -> HttpResponse:
    begun = (draft.data.get(name) or {}).get("typed") if draft else None
    initial = begun if begun is not None else prefill.for_page(name, person, request.user)
    form = form_of(name, person, user=request.user, data=request.POST or None, initial=initial)
    if request.method == "POST":
        good = form.is_valid()
        if draft is None and not good:
            return _show(request, None, person, name, form, **context)
        token = _keep(request, draft, person, name, form, good=good)
        if good:
            return redirect(_next(name, token, form, changing="change" in request.GET))
    return _show(request, draft, person, name, form, **context)


def _keep(
    request: HttpRequest,
    draft: ReportDraft | None,
    person: Person,
    name: str,
    form: GovukForm,
    *,
    good: bool,
) -> str:
    """Keep the page, mistakes and all; a first page sent twice makes one draft."""
    said = form.said() if good else None
    row = draft or drafts.start(by=request.user, person=person)
    drafts.keep(draft=row, page=name, typed=form.typed(), said=said)
    return str(row.token)


def _next(name: str, token: str, form: GovukForm, *, changing: bool) -> str:
    if name == "where" and form.cleaned_data["whereabouts"] == "agreed":
        return reverse("cases:report_leave", args=[token])
    after = ORDER.index(name) + 1
    if changing or after == len(ORDER):
        return reverse("cases:report_check", args=[token])
    return reverse("cases:report_page", args=[token, ORDER[after]])


def _show(
    request: HttpRequest,
    draft: ReportDraft | None,
    person: Person,
    name: str,
    form: GovukForm,
    **context: Any,
) -> HttpResponse:
    before = ORDER.index(name) - 1
    back = reverse("cases:report")
    if draft is not None and before >= 0:
        back = reverse("cases:report_page", args=[draft.token, ORDER[before]])
    if draft is not None and "change" in request.GET:
        back = reverse("cases:report_check", args=[draft.token])
    shown = {
        "title": PAGES[name][0].format(name=person.known_as or person.given_name),
        "caption": f"Report {person}",
        "step": f"Step {ORDER.index(name) + 1} of {len(ORDER) + 1}",
        "form": form,
        "page": name,
        "back": back,
        "person": person,
        "autosave": request.path if draft is not None else "",
    }
    return render(
        request,
        "cases/report_page.html",
        shown | context,
        status=400 if form.has_errors else 200,
    )


def check(request: HttpRequest, token: str) -> HttpResponse:
    """Everything at a glance, each with its way back; the button names the act."""
    draft = draft_for(request, token)
    if isinstance(draft, HttpResponse):
        return draft
    person = _person(request, draft.person.reference)
    if undone := [name for name in ORDER if not (draft.data.get(name) or {}).get("said")]:
        return redirect("cases:report_page", token, undone[0])
    payload, others = drafts.payload_of(draft), drafts.others_of(draft)
    form = GovukForm(request.POST or None)
    if request.method == "POST":
        try:
            report = together.receive(
                by=request.user, channel="form", token=draft.token, payload=payload, others=others
            )
        except Invalid as refusal:
            form.is_valid()
            add_errors_to(form, refusal)
            token = str(drafts.anew(draft=draft).token)
        else:
            drafts.sent(draft=draft, by=request.user)
            return redirect("cases:report_sent", report.token)
    name = person.known_as or person.given_name
    shown = {
        "title": f"Check your report about {name}",
        "form": form,
        "parts": report_words.parts(payload, token),
        "button_text": button_of(payload, name, others=len(others)),
        "along": "" if is_unnamed(person) else reverse("cases:report_along", args=[token]),
        "with_them": queries.named(others, among=people_policy.visible_to(request.user)),
        "action": reverse("cases:report_check", args=[token]),
        "back": reverse("cases:report_page", args=[token, ORDER[-1]]),
        "person": person,
    }
    return render(request, "cases/report_check.html", shown, status=400 if form.has_errors else 200)


def sent(request: HttpRequest, token: str) -> HttpResponse:
    """What happens next, who has been told, which numbers to call."""
    report = queries.report_by_token(request.user, token)
    if report is None or report.episode is None:
        raise Http404("No such report")
    episode = report.episode
    if not people_policy.would_see(request.user).filter(pk=episode.person_id).exists():
        return redirect("work:my_report", token)  # their own words stay theirs to read
    person = _person(request, episode.person.reference)
    return render(
        request,
        "cases/report_sent.html",
        {
            "episode": episode,
            "person": person,
            "unnamed": is_unnamed(person),
            "waiting": report.outcome == "waiting" or report.settled_how == "same",
            "may_close": roles.may(request.user, "record_returned").ok,
            "over": bool(report.payload.get("ended_at")),
            "missing": report.payload["status"].startswith("missing"),
            "told": alerts.told_of(episode, move="report"),
            "along": together_queries.along_with(report, request.user),
        },
    )


def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Authorised leave: nothing to report, as long as somebody has confirmed that they are
    there (S0).
    """
    draft = draft_for(request, token)
    if isinstance(draft, HttpResponse):
        return draft
    return render(
        request,
        "cases/report_leave.html",
        {
            "person": draft.person,
            "draft": draft,
            "back": reverse("cases:report_page", args=[token, "where"]),
        },
    )


def throw_away(request: HttpRequest, token: str) -> HttpResponse:
    """Asked first, then gone."""
    draft = queries.draft_of(request.user, token)
    if draft is None:
        return redirect("cases:report")
    looking.opened(draft, person_id=draft.person_id)
    if request.method == "POST":

        def work() -> dict[str, Any]:
            drafts.throw_away(draft=draft, by=request.user)
            return {}

        serve_once(
            user=request.user,
            token=request.POST.get("submission_token", ""),
            act="report.thrown_away",
            payload=str(token),
            work=work,
        )
        messages.success(request, "The draft has been thrown away")
        return redirect("cases:report")
    return render(
        request,
        "confirm_page.html",
        {
            "title": f"Throw away your draft about {draft.person}?",
            "lead": "Nothing has been reported yet. What you have typed will be gone.",
            "button_text": "Throw away",
            "cancel": reverse("cases:report"),
        },
    )
