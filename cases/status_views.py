"""Social care status and legal status: every spell on a page, changed, put right, taken back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.answering import answer
from cases.person_forms import WhyForm
from cases.person_frame import edit, head, of_person
from cases.record_forms import STATUS_FORMS, fields_of
from people import record_queries, rules, status_services
from people.access import person_for


def _of(fact: str) -> str:
    if fact not in STATUS_FORMS:
        raise Http404("No such status")
    return rules.FACTS[fact]


def statuses(request: HttpRequest, ref: str, fact: str) -> HttpResponse:
    """How it was and is, latest first."""
    title = _of(fact)
    row = person_for(request.user, ref, to="edit_person")
    return render(
        request,
        "cases/person_statuses.html",
        head(row, title, fact=fact, spells=record_queries.statuses_of(row.pk, fact)),
    )


def change(request: HttpRequest, ref: str, fact: str) -> HttpResponse:
    """From a day on it is another; the page keeps which spell it ends, for a second editor."""
    title = _of(fact)
    row = person_for(request.user, ref, to="edit_person")
    made, _ = STATUS_FORMS[fact]
    latest = record_queries.latest_status(row.pk, fact)

    def save(form: Any) -> None:
        status_services.change_status(
            person=row, fact=fact, by=request.user, seen=form.cleaned_data["version"],
            **fields_of(form),
        )  # fmt: skip

    def of_spell(spell: Any) -> dict[str, Any]:
        return {**made.initial_of(spell), "version": spell.pk}

    return edit(
        request, row, title=f"Change the {title.lower()}", act=f"person.{fact}.change", save=save,
        make=lambda data, initial: made(data, initial=initial),
        initial={"version": latest.pk if latest else 0}, initial_of=of_spell,
        lead=f"Now: {latest}." if latest else "",
    )  # fmt: skip


def correct(request: HttpRequest, ref: str, fact: str, number: int) -> HttpResponse:
    title = _of(fact)
    row = person_for(request.user, ref, to="edit_person")
    spell = of_person(record_queries.status_of(row.pk, fact, number))
    _, made = STATUS_FORMS[fact]

    def save(form: Any) -> None:
        status_services.correct_status(
            person=row, fact=fact, number=number, version=form.cleaned_data["version"] or 0,
            by=request.user, **fields_of(form),
        )  # fmt: skip

    return edit(
        request, row, title=f"Put the {title.lower()} right", act=f"person.{fact}.correct",
        save=save, make=lambda data, initial: made(data, initial=initial),
        initial=made.initial_of(spell), initial_of=made.initial_of,
        to=reverse("cases:person_statuses", args=[row.reference, fact]),
    )  # fmt: skip


def take_back(request: HttpRequest, ref: str, fact: str, number: int) -> HttpResponse:
    title = _of(fact)
    row = person_for(request.user, ref, to="edit_person")
    spell = of_person(record_queries.status_of(row.pk, fact, number))
    form = WhyForm(request.POST or None)
    to = reverse("cases:person_statuses", args=[row.reference, fact])
    return answer(
        request,
        form=form,
        act=f"person.{fact}.take_back",
        work=lambda: status_services.take_back_status(
            person=row, fact=fact, number=number, by=request.user, **form.cleaned_data
        ),
        to=to,
        said="Marked as entered by mistake",
        template="confirm_page.html",
        **head(
            row, f"Was this {title.lower()} entered by mistake?", back=to,
            button_text="Yes, entered by mistake",
            lead=f"“{spell}” will stand no more. It stays in the history with your reason.",
            points=["A status that ended because this one began goes on."],
        ),
    )  # fmt: skip
