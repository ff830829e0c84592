"""Pages that write things down: oversight and actions, risk, who was told, the report put right."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import policy as roles
from accounts.errors import Conflict
from accounts.queries import users
from cases import oversight_services, queries, report_words, services
from cases.access import episode_for
from cases.answering import answer
from cases.episode_forms import (
    ActionDoneForm,
    Actions,
    AskAgainForm,
    ConfirmAbsentForm,
    CorrectForm,
    GradeForm,
    OversightForm,
    ProfileNeededForm,
    ToldForm,
)
from cases.episode_frame import form_frame
from cases.models import Episode
from cases.oversight_services import NewAction
from cases.policy import people_who_may_see
from govuk.forms import GovukForm


def owners_for(episode: Episode) -> list[tuple[int, str]]:
    """Who may be given an action: those who may see the record, by name."""
    found = users(people_who_may_see(episode)).values()
    named = [(user.pk, f"{user.name}, {user.job_title}".rstrip(", ")) for user in found]
    return sorted(named, key=lambda one: one[1])


def oversight(request: HttpRequest, ref: str) -> HttpResponse:
    """The manager's oversight: risks, direction, and actions that each have an owner and a time."""
    row = episode_for(request.user, ref, to="oversee")
    form = OversightForm(request.POST or None)
    people = owners_for(row)
    rows = Actions(request.POST or None, prefix="actions", form_kwargs={"people": people})

    def work() -> None:
        wanted = rows.filled()
        found = users([int(one["owner"]) for one in wanted if one["owner"]])
        oversight_services.oversee(
            ref=ref,
            by=request.user,
            considered=form.cleaned_data["considered"],
            actions=[
                NewAction(
                    what=one["what"],
                    due_at=one["due_at"],
                    owner=found.get(int(one["owner"])) if one["owner"] else None,
                    owner_name=one["owner_name"],
                )
                for one in wanted
            ],
        )

    return _page(
        request,
        row,
        form,
        "oversight",
        work,
        said="Oversight recorded",
        title="Manager’s oversight",
        button="Record oversight",
        rows=rows,
    )


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
    to = reverse("cases:episode", args=[row.reference])
    shown = form_frame(row, title, button, **context)
    return answer(request, form=form, act=act, work=work, to=to, said=said, **shown)


def action(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Complete one action, with what came of it."""
    row = episode_for(request.user, ref, to="do_action" if request.method == "GET" else "view")
    roles.require(request.user, "do_action")
    one = queries.action_of(row, number)
    if one is None:
        raise Http404("No such action")
    if one.done_at and request.method == "GET":
        return redirect("cases:doing", ref)
    form = ActionDoneForm(request.POST or None)
    return _page(
        request,
        row,
        form,
        "action",
        lambda: oversight_services.complete_action(
            ref=ref, action_id=number, by=request.user, finding=form.cleaned_data["finding"]
        ),
        said="Action completed",
        title="Complete an action",
        button="Complete the action",
        lead=one.what,
    )


def grade(request: HttpRequest, ref: str) -> HttpResponse:
    row = episode_for(request.user, ref, to="grade_risk")
    form = GradeForm(request.POST or None, initial={"whose": "council"})
    return _page(
        request,
        row,
        form,
        "grade",
        lambda: services.grade(ref=ref, by=request.user, **form.cleaned_data),
        said="View of risk recorded",
        title="Record a view of risk",
        button="Record this view",
    )


def told(request: HttpRequest, ref: str) -> HttpResponse:
    row = episode_for(request.user, ref, to="tell_parents")
    form = ToldForm(request.POST or None)

    def work() -> None:
        given = dict(form.cleaned_data)
        given.pop("told")
        services.tell_parents(ref=ref, by=request.user, **given)

    return _page(
        request,
        row,
        form,
        "told",
        work,
        said="Recorded who was told",
        title="Those with parental responsibility",
        button="Record this",
    )


def ask_again(request: HttpRequest, ref: str) -> HttpResponse:
    row = episode_for(request.user, ref, to="add_log")
    form = AskAgainForm(request.POST or None)
    return _page(
        request,
        row,
        form,
        "ask_again",
        lambda: services.ask_again(ref=ref, by=request.user, **form.cleaned_data),
        said="Recorded what you asked",
        title="Ask again after 24 hours",
        button="Record this",
    )


def decide_profile(request: HttpRequest, ref: str) -> HttpResponse:
    """Back soon: is a Missing Profile needed? Where it is, the way leads on to it."""
    row = episode_for(request.user, ref, to="decide_profile")
    form = ProfileNeededForm(request.POST or None)
    needed = request.POST.get("needed") == "yes"
    return answer(
        request,
        form=form,
        act="decide_profile",
        work=lambda: services.decide_profile(ref=ref, by=request.user, **form.cleaned_data),
        to=reverse("profiles:profile", args=[row.person.reference])
        if needed
        else reverse("cases:episode", args=[ref]),
        said="Recorded that a Missing Profile is needed: complete it here"
        if needed
        else "Recorded that no Missing Profile is needed",
        **form_frame(
            row,
            "Is a Missing Profile needed?",
            "Record this decision",
            lead="They were back within 4 hours. Talk it over with your manager and keep the "
            "reason, whichever way it goes.",
        ),
    )


def confirm_absent(request: HttpRequest, ref: str) -> HttpResponse:
    row = episode_for(request.user, ref, to="add_log")
    form = ConfirmAbsentForm(request.POST or None)
    return _page(
        request,
        row,
        form,
        "confirm_absent",
        lambda: services.confirm_absent(ref=ref, by=request.user, **form.cleaned_data),
        said="Confirmed again",
        title="Where they are, confirmed again",
        button="Record this",
        lead="If nobody can confirm it, change the status to missing instead.",
    )


def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """Put the report right. The second of two editors gets both texts and chooses."""
    row = episode_for(request.user, ref, to="report")
    form = CorrectForm(request.POST or None, initial=CorrectForm.initial_of(row))

    def work() -> None:
        given = dict(form.cleaned_data)
        version = given.pop("version")
        services.correct(ref=ref, by=request.user, version=version, **given)

    try:
        return _page(
            request,
            row,
            form,
            "correct",
            work,
            said="The report has been corrected",
            title="Put the report right",
            button="Save",
        )
    except Conflict as conflict:
        return _both_texts(request, row, form, conflict.theirs)


def _both_texts(
    request: HttpRequest, row: Episode, form: CorrectForm, theirs: Episode
) -> HttpResponse:
    """Theirs beside what was typed; saving again is saving over theirs, knowingly."""
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    mine = CorrectForm(data)
    mine.is_valid()
    differing = [
        {
            "label": mine.fields[name].label,
            "theirs": report_words.in_words(name, _plain(getattr(theirs, name))),
        }
        for name in mine.fields
        if name != "version" and mine.cleaned_data.get(name) != getattr(theirs, name)
    ]
    shown = form_frame(row, "Put the report right", "Save mine")
    return render(
        request, "cases/conflict.html", shown | {"form": mine, "differing": differing}, status=409
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
