"""Placements over time: the list, one placement with what it asks for, and its changes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import policy as roles
from accounts.clock import now, today
from cases.answering import answer
from cases.person_forms import WhyForm
from cases.person_frame import edit, head, of_person
from cases.placement_forms import (
    CorrectPlacementForm,
    EarlierPlacementForm,
    EndPlacementForm,
    PlacementForm,
)
from cases.record_forms import fields_of
from deadlines.queries import open_about
from people import placement_services, record_queries
from people.access import person_for
from people.models import Placement
from people.move_services import ANSWERS
from people.queries import organisations

STEP_PAGES = {
    "host_told": "cases:placement_host_told",
    "likelihood": "cases:placement_likelihood",
    "plan_shared": "cases:placement_plan_shared",
}


def _homes(*more: Any) -> dict[str, Any]:
    """Homes and households that are open, and the one that is chosen already, closed or not."""
    found = {str(one.pk): one for one in organisations("home", "fostering")}
    return found | {str(one.pk): one for one in more if one}


def _named(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, one.name if one.active else f"{one.name} (closed)") for key, one in found.items()]


def placements(request: HttpRequest, ref: str) -> HttpResponse:
    row = person_for(request.user, ref)
    context = head(
        row, "Placements", placements=record_queries.placements_of(row.pk), today=today(),
        may_edit=roles.may(request.user, "edit_person").ok,
    )  # fmt: skip
    return render(request, "cases/person_placements.html", context)


def placement(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Where it is, whose area that is, how far; what was done because of the move, and what is
    still to be done.
    """
    row = person_for(request.user, ref)
    placed = of_person(record_queries.placement_of(row.pk, number))
    waiting = {one.rule: one for one in open_about("placement", placed.pk)}
    may_edit = roles.may(request.user, "edit_person").ok
    duties = [
        {
            "kind": kind,
            "row": waiting.get(rule),
            "href": reverse(STEP_PAGES[kind], args=[row.reference, placed.pk]),
            "steps": [step for step in placed.steps.all() if step.kind == kind],
        }
        for kind, (rule, _) in ANSWERS.items()
    ]
    context = head(
        row, f"Placement: {placed}", back=reverse("cases:person_placements", args=[row.reference]),
        placement=placed, duties=duties, may_edit=may_edit, now=now(), today=today(),
    )  # fmt: skip
    return render(request, "cases/placement.html", context)


def new(request: HttpRequest, ref: str) -> HttpResponse:
    """A move; or, with `?earlier=1`, a placement of before that nobody had written down."""
    row = person_for(request.user, ref, to="edit_person")
    earlier = request.GET.get("earlier") == "1"
    homes = _homes()
    made = EarlierPlacementForm if earlier else PlacementForm

    def save(form: Any) -> Placement:
        given = fields_of(form)
        given["home"] = homes.get(given["home"])
        return placement_services.place(person=row, by=request.user, **given)

    return edit(
        request, row, title="Add an earlier placement" if earlier else "A new placement",
        act="person.place", said="Placement added", save=save, initial={},
        button="Add this placement",
        make=lambda data, initial: made(data, initial=initial, homes=_named(homes)),
        to=reverse("cases:person_placements", args=[row.reference]),
        lead="" if earlier else "The placement before ends on the same day.",
    )  # fmt: skip


def correct(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    placed = of_person(record_queries.placement_of(row.pk, number))
    homes = _homes(placed.home)
    hosts = {str(one.pk): one for one in organisations("council", "authority")}
    if placed.host:
        hosts[str(placed.host_id)] = placed.host

    def save(form: Any) -> None:
        given = fields_of(form)
        given["home"] = homes.get(given["home"])
        given["host"] = hosts.get(given["host"])
        placement_services.correct_placement(
            person=row, number=number, version=form.cleaned_data["version"] or 0, by=request.user,
            **given,
        )  # fmt: skip

    return edit(
        request, row, title="Put a placement right", act="person.correct_placement", save=save,
        make=lambda data, initial: CorrectPlacementForm(
            data, initial=initial, homes=_named(homes), hosts=_named(hosts)
        ),
        initial=CorrectPlacementForm.initial_of(placed),
        initial_of=CorrectPlacementForm.initial_of,
        to=reverse("cases:placement", args=[row.reference, placed.pk]),
        lead="If they have moved, add a new placement instead.",
    )  # fmt: skip


def end(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    placed = of_person(record_queries.placement_of(row.pk, number))

    def save(form: Any) -> None:
        placement_services.end_placement(
            person=row, number=number, version=form.cleaned_data["version"] or 0, by=request.user,
            **fields_of(form),
        )  # fmt: skip

    return edit(
        request, row, title=f"End the placement at {placed}", act="person.end_placement",
        said="The placement has ended", save=save, button="End this placement",
        make=lambda data, initial: EndPlacementForm(data, initial=initial),
        initial={"version": placed.version, "ends_on": placed.ends_on or today()},
        initial_of=lambda theirs: {
            "version": theirs.version, "ends_on": theirs.ends_on, "reason": theirs.end_reason
        },
        to=reverse("cases:person_placements", args=[row.reference]),
        lead="If they have moved to another placement, add that instead: this one ends by itself.",
    )  # fmt: skip


def take_back(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    placed = of_person(record_queries.placement_of(row.pk, number))
    form = WhyForm(request.POST or None)
    to = reverse("cases:person_placements", args=[row.reference])
    return answer(
        request,
        form=form,
        act="person.take_back_placement",
        work=lambda: placement_services.take_back_placement(
            person=row, number=number, by=request.user, **form.cleaned_data
        ),
        to=to,
        said="Marked as entered by mistake",
        template="confirm_page.html",
        **head(
            row, "Was this placement entered by mistake?", back=to,
            button_text="Yes, entered by mistake",
            lead=f"{placed} will stand no more. It stays in the history with your reason.",
            points=[
                "The staff of the home see the record no more because of it.",
                "A placement that ended because this one began goes on.",
            ],
        ),
    )  # fmt: skip
