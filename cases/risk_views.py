"""Pages of risk: its types, the challenge of the police's grade, legal steps; and the phases."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.errors import Conflict
from cases import policy as case_policy
from cases import queries, risk_queries, risk_rules, risk_services, rules
from cases.access import episode_for
from cases.answering import answer
from cases.episode_frame import form_frame, frame
from cases.models import Episode
from cases.risk_forms import (
    AnswerForm,
    ChallengeForm,
    CloseForm,
    EndRiskForm,
    EscalateForm,
    LegalForm,
    RiskForm,
)
from govuk.forms import GovukForm


def risks(request: HttpRequest, ref: str) -> HttpResponse:
    """Grades, types of risk, the challenge and legal steps of an episode at one look."""
    row = episode_for(request.user, ref)
    found = risk_queries.risks_of(row)
    known = {one.kind for one in found if one.ended_at is None}
    may_grade = case_policy.may(request.user, "grade_risk", row).ok
    challenges = risk_queries.challenges_of(row)
    context = frame(
        request,
        row,
        "cases:risks",
        risks=[one for one in found if one.ended_at is None],
        ended=[one for one in found if one.ended_at is not None],
        others=[item for item in risk_rules.RISKS.items() if item[0] not in known],
        grades=queries.risk_standing(row),
        views=risk_queries.views_of(row),
        challenges=challenges,
        open_challenge=next((one for one in challenges if one.closed_at is None), None),
        legal=risk_queries.legal_of(row),
        may_grade=may_grade,
        may_challenge=case_policy.may(request.user, "challenge_grade", row).ok,
        may_legal=case_policy.may(request.user, "record_legal", row).ok,
    )
    return render(request, "cases/risks.html", context)


def _page(
    request: HttpRequest,
    row: Episode,
    form: GovukForm,
    act: str,
    work: Any,
    *,
    said: str,
    title: str,
    button: str,
    **context: Any,
) -> HttpResponse:
    """One form that leads back to the risks. A second editor is shown that somebody was first."""
    back = reverse("cases:risks", args=[row.reference])
    shown = form_frame(row, title, button, **context) | {"back": back}
    try:
        return answer(request, form=form, act=act, work=work, to=back, said=said, **shown)
    except Conflict as conflict:
        return _both(request, form, conflict, shown)


def _both(
    request: HttpRequest, form: GovukForm, conflict: Conflict, shown: dict[str, Any]
) -> HttpResponse:
    """What the other saved stands beside what was typed; saving again saves over it, knowingly."""
    theirs = conflict.theirs
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    mine = type(form)(data)
    mine.is_valid()
    differing = [
        {"label": mine.fields[name].label, "theirs": risk_queries.in_words(theirs, name)}
        for name in mine.fields
        if name != "version"
        and hasattr(theirs, name)
        and mine.cleaned_data.get(name) != getattr(theirs, name)
    ]
    context = shown | {"form": mine, "differing": differing}
    return render(request, "cases/conflict.html", context, status=409)


def risk(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    row = episode_for(request.user, ref, to="grade_risk")
    if kind not in risk_rules.RISKS:
        raise Http404("No such type of risk")
    known = risk_queries.risk_of(row, kind)
    initial: dict[str, Any] = {"version": known.version if known else 0}
    if known:
        initial |= {"level": known.level, "last_seen_on": known.last_seen_on}
        initial |= {"detail": known.detail}
    form = RiskForm(request.POST or None, initial=initial)
    return _page(
        request, row, form, "risk",
        lambda: risk_services.record_risk(
            ref=ref, by=request.user, kind=kind, **form.cleaned_data
        ),
        said="The risk is recorded", title=risk_rules.RISKS[kind], button="Save",
    )  # fmt: skip


def end_risk(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    row = episode_for(request.user, ref, to="grade_risk")
    if risk_queries.risk_of(row, kind) is None:
        raise Http404("No such risk")
    form = EndRiskForm(request.POST or None)
    return _page(
        request, row, form, "risk.end",
        lambda: risk_services.end_risk(ref=ref, by=request.user, kind=kind, **form.cleaned_data),
        said="The risk has ended", title=f"No longer a risk: {risk_rules.RISKS[kind]}",
        button="End this risk",
    )  # fmt: skip


def challenge(request: HttpRequest, ref: str) -> HttpResponse:
    """New where none is open; else its answer, with the ways to take it higher or to close it."""
    row = episode_for(request.user, ref, to="challenge_grade")
    grade = risk_services.latest_police_grade(row)
    form = ChallengeForm(request.POST or None)
    return _page(
        request, row, form, "challenge",
        lambda: risk_services.challenge(ref=ref, by=request.user, **form.cleaned_data),
        said="The challenge is recorded", title="Challenge the police’s grade",
        button="Record the challenge",
        lead=f"The police’s grade is {rules.GRADES[grade].lower()}." if grade else
        "The police have not graded the risk yet.",
    )  # fmt: skip


STEPS: dict[str, tuple[type[GovukForm], Any, str, str, str]] = {
    "answer": (
        AnswerForm, risk_services.record_answer, "The police’s answer", "Record the answer",
        "The answer is recorded",
    ),
    "escalate": (
        EscalateForm, risk_services.escalate, "Take the challenge higher", "Record this",
        "The challenge has been taken higher",
    ),
    "close": (
        CloseForm, risk_services.close_challenge, "Close the challenge", "Close the challenge",
        "The challenge is closed",
    ),
}  # fmt: skip


def challenge_step(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    row = episode_for(request.user, ref, to="challenge_grade")
    if step not in STEPS:
        raise Http404("No such step")
    kind, act, title, button, done = STEPS[step]
    open_now = risk_queries.open_challenge(row)
    initial = {"version": open_now.version if open_now else 0}
    form = kind(request.POST or None, initial=initial)
    return _page(
        request, row, form, f"challenge.{step}",
        lambda: act(ref=ref, by=request.user, **form.cleaned_data),
        said=done, title=title, button=button,
    )  # fmt: skip


def legal(request: HttpRequest, ref: str, number: int | None = None) -> HttpResponse:
    row = episode_for(request.user, ref, to="record_legal")
    known = risk_queries.legal_step(row, number) if number is not None else None
    if number is not None and known is None:
        raise Http404("No such legal step")
    names = [name for name in LegalForm.base_fields if name != "version"]
    initial: dict[str, Any] = {name: getattr(known, name) for name in names} if known else {}
    form = LegalForm(
        request.POST or None, initial=initial | {"version": known.version if known else 0}
    )
    return _page(
        request, row, form, "legal",
        lambda: risk_services.record_legal(
            ref=ref, by=request.user, number=number, version=form.cleaned_data["version"],
            **form.said(),
        ),
        said="The legal step is recorded", title="A legal step", button="Save",
    )  # fmt: skip
