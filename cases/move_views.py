"""What a move asks for, written down: host told, likelihood assessed, trigger plan shared."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from cases.answering import answer
from cases.person_forms import WhyForm
from cases.person_frame import head, of_person
from cases.placement_forms import LikelihoodForm, ToldForm
from people import move_services, record_queries, rules
from people.access import person_for
from people.models import Person, Placement


def _placed(request: HttpRequest, ref: str, number: int) -> tuple[Person, Placement, str]:
    row = person_for(request.user, ref, to="edit_person")
    placed = of_person(record_queries.placement_of(row.pk, number))
    return row, placed, reverse("cases:placement", args=[row.reference, placed.pk])


def host_told(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    return _told(request, ref, number, "host_told", "Who at the host authority was told?")


def plan_shared(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    return _told(request, ref, number, "plan_shared", "Which force has the trigger plan?")


def _told(request: HttpRequest, ref: str, number: int, kind: str, title: str) -> HttpResponse:
    row, placed, to = _placed(request, ref, number)
    known = {}
    if kind == "host_told" and placed.host_id:
        known = {"to_organisation": str(placed.host_id)}
    form = ToldForm(request.POST or None, person=row, initial=known)

    def work() -> None:
        move_services.record_told(
            person=row, number=number, kind=kind, way=form.cleaned_data["way"],
            at=form.cleaned_data["at"], by=request.user, sharing=form.sharing(),
        )  # fmt: skip

    lead = "" if kind == "plan_shared" else f"The placement is {placed}."
    return answer(
        request, form=form, act=f"placement.{kind}", work=work, to=to,
        said=rules.PLACEMENT_STEPS[kind],
        **head(row, title, back=to, button_text="Record this", lead=lead),
    )  # fmt: skip


def likelihood(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row, placed, to = _placed(request, ref, number)
    form = LikelihoodForm(request.POST or None)
    return answer(
        request,
        form=form,
        act="placement.likelihood",
        work=lambda: move_services.record_likelihood(
            person=row, number=number, by=request.user, **form.cleaned_data
        ),
        to=to,
        said="Likelihood recorded",
        **head(row, f"Going missing from {placed}", back=to, button_text="Record this"),
    )


def not_needed(request: HttpRequest, ref: str, number: int, kind: str) -> HttpResponse:
    """This placement does not ask for it, and why."""
    if kind not in move_services.ANSWERS:
        raise Http404("No such step")
    row, placed, to = _placed(request, ref, number)
    form = WhyForm(request.POST or None)

    def work() -> Any:
        return move_services.not_needed(
            person=row, number=number, kind=kind, by=request.user, **form.cleaned_data
        )

    return answer(
        request, form=form, act=f"placement.not_needed.{kind}", work=work, to=to,
        said="Recorded as not needed",
        **head(
            row, "Why is this not needed?", back=to, button_text="Not needed",
            lead=f"{rules.PLACEMENT_STEPS[kind]}: {placed}",
        ),
    )  # fmt: skip
