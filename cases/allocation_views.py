"""Who works with a person, over time: given, put right, ended, taken back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import policy as roles
from accounts.clock import today
from cases.allocation_forms import (
    AllocateForm,
    CorrectAllocationForm,
    EndAllocationForm,
    FindWorkerForm,
)
from cases.answering import answer
from cases.person_forms import WhyForm
from cases.person_frame import edit, head, of_person
from people import allocation_services, record_queries, rules
from people.access import person_for

# Parts whose holder's team works with the person too, and sees the record; the others act alone.
WITH_TEAM = frozenset({"social_worker", "team_manager", "personal_adviser"})


def workers(request: HttpRequest, ref: str) -> HttpResponse:
    row = person_for(request.user, ref)
    context = head(
        row, f"Who works with {row.known_as or row.given_name}",
        allocations=record_queries.allocations_over_time(row.pk), today=today(),
        may_edit=roles.may(request.user, "edit_person").ok,
    )  # fmt: skip
    return render(request, "cases/person_workers.html", context)


def allocate(request: HttpRequest, ref: str) -> HttpResponse:
    """First who is looked for, asked by GET; then whom of those found, and from when."""
    row = person_for(request.user, ref, to="edit_person")
    finder = FindWorkerForm(request.GET if "part" in request.GET else None)
    asked = finder.is_bound and finder.is_valid()
    part = finder.cleaned_data["part"] if asked else ""
    found = record_queries.who_could(part, finder.cleaned_data["q"]) if asked else []
    choices = {key: one for one in found for key in [str(one[0].pk)]}
    to = reverse("cases:person_workers", args=[row.reference])
    labels = [
        (key, ", ".join([user.name, *dict.fromkeys(held.team.name for held in teams)]))
        for key, (user, teams) in choices.items()
    ]
    form = AllocateForm(request.POST or None, people=labels, initial={"starts_on": today()})

    def work() -> None:
        user, teams = choices[form.cleaned_data["who"]]
        team = next((held.team for held in teams), None) if part in WITH_TEAM else None
        allocation_services.allocate(
            person=row, role=part, user=user, team=team, by=request.user,
            starts_on=form.cleaned_data["starts_on"],
        )  # fmt: skip

    return answer(
        request, form=form, act="person.allocate", work=work, to=to, said="Allocated",
        template="cases/person_allocate.html",
        **head(
            row, "Allocate somebody", back=to, finder=finder, found=bool(found), asked=asked,
            part=rules.ALLOCATION_ROLES.get(part, ""), button_text="Allocate",
        ),
    )  # fmt: skip


def correct(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    held = of_person(record_queries.allocation_of(row.pk, number))
    teams = {str(team.pk): team for team in record_queries.teams_for(held)}

    def save(form: Any) -> None:
        allocation_services.correct_allocation(
            person=row, number=number, version=form.cleaned_data["version"] or 0, by=request.user,
            starts_on=form.cleaned_data["starts_on"], ends_on=form.cleaned_data["ends_on"],
            team=teams.get(form.cleaned_data["team"]),
        )  # fmt: skip

    return edit(
        request, row, title=str(held), act="person.correct_allocation", save=save,
        make=lambda data, initial: CorrectAllocationForm(
            data, initial=initial, teams=[(key, str(team)) for key, team in teams.items()]
        ),
        initial=CorrectAllocationForm.initial_of(held),
        initial_of=CorrectAllocationForm.initial_of,
        to=reverse("cases:person_workers", args=[row.reference]),
        lead="If somebody else has the part now, allocate them instead.",
    )  # fmt: skip


def end(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    held = of_person(record_queries.allocation_of(row.pk, number))

    def save(form: Any) -> None:
        allocation_services.end_allocation(
            person=row, number=number, version=form.cleaned_data["version"] or 0,
            ends_on=form.cleaned_data["ends_on"], by=request.user,
        )  # fmt: skip

    return edit(
        request, row, title=f"End the allocation of {held.user.name}", save=save,
        act="person.end_allocation", said="The allocation has ended", button="End this allocation",
        make=lambda data, initial: EndAllocationForm(data, initial=initial),
        initial=EndAllocationForm.initial_of(held), initial_of=EndAllocationForm.initial_of,
        to=reverse("cases:person_workers", args=[row.reference]),
        lead="What was theirs to do goes to who stands in: by day the MASH manager, at night the "
        "emergency duty team. If somebody takes over, allocate them instead.",
    )  # fmt: skip


def take_back(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    held = of_person(record_queries.allocation_of(row.pk, number))
    form = WhyForm(request.POST or None)
    to = reverse("cases:person_workers", args=[row.reference])
    return answer(
        request,
        form=form,
        act="person.take_back_allocation",
        work=lambda: allocation_services.take_back_allocation(
            person=row, number=number, by=request.user, **form.cleaned_data
        ),
        to=to,
        said="Marked as entered by mistake",
        template="confirm_page.html",
        **head(
            row, "Was this allocation entered by mistake?", back=to,
            button_text="Yes, entered by mistake",
            lead=f"{held} will stand no more. It stays in the history with your reason.",
            points=[
                f"{held.user.name} and their team see the record no more because of it.",
                "Whoever lost the part to them has it again.",
            ],
        ),
    )  # fmt: skip
