"""Pages that change the person's own facts: one thing a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cases.answering import answer
from cases.person_forms import (
    AddressForm,
    CommunicationForm,
    DetailsForm,
    FamilyContactForm,
    IdentifierForm,
    NameForm,
    WhyForm,
)
from cases.person_frame import edit, head, of_person
from people import detail_services, record_queries
from people.access import person_for
from people.queries import organisations


def details(request: HttpRequest, ref: str) -> HttpResponse:
    """Names, birth, gender, ethnicity, and whose child it is."""
    row = person_for(request.user, ref, to="edit_person")
    authorities = {str(one.pk): one for one in organisations("council", "authority")}
    authorities[str(row.responsible_authority_id)] = row.responsible_authority
    choices = [(key, one.name) for key, one in authorities.items()]

    def save(form: Any) -> None:
        given = form.changes()
        given["responsible_authority"] = authorities[given["responsible_authority"]]
        detail_services.change(person=row, by=request.user, **given)

    return edit(
        request, row, title="Details", act="person.details", save=save,
        make=lambda data, initial: DetailsForm(data, initial=initial, authorities=choices),
        initial=DetailsForm.initial_of(row), initial_of=DetailsForm.initial_of,
    )  # fmt: skip


def communication(request: HttpRequest, ref: str) -> HttpResponse:
    return _fact(request, ref, CommunicationForm, "communication", "How to speak with them")


def address(request: HttpRequest, ref: str) -> HttpResponse:
    return _fact(request, ref, AddressForm, "address", "Home address")


def family_contact(request: HttpRequest, ref: str) -> HttpResponse:
    return _fact(request, ref, FamilyContactForm, "family", "Family contact")


def _fact(request: HttpRequest, ref: str, form: Any, fact: str, title: str) -> HttpResponse:
    """One fact that ages: saving it confirms it, changed or not."""
    row = person_for(request.user, ref, to="edit_person")

    def save(filled: Any) -> None:
        given = filled.changes() if hasattr(filled, "changes") else dict(filled.cleaned_data)
        detail_services.change(person=row, by=request.user, fact=fact, **given)

    return edit(
        request, row, title=title, act=f"person.{fact}", save=save,
        make=lambda data, initial: form(data, initial=initial),
        initial=form.initial_of(row), initial_of=form.initial_of,
    )  # fmt: skip


def names(request: HttpRequest, ref: str) -> HttpResponse:
    """Every name they go by, and the form that adds one."""
    row = person_for(request.user, ref, to="edit_person")
    form = NameForm(request.POST or None, initial={"kind": "known_as"})
    return answer(
        request,
        form=form,
        act="person.name",
        work=lambda: detail_services.add_name(person=row, by=request.user, **form.cleaned_data),
        to=reverse("cases:person_names", args=[row.reference]),
        said="Name added: they are found by it from now on",
        template="cases/person_names.html",
        **head(row, "Names", button_text="Add this name", names=record_queries.names_of(row.pk)),
    )


def end_name(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    name = of_person(record_queries.name_of(row.pk, number))
    form = WhyForm(request.POST or None)
    to = reverse("cases:person_names", args=[row.reference])
    return answer(
        request,
        form=form,
        act="person.end_name",
        work=lambda: detail_services.end_name(
            person=row, number=number, by=request.user, **form.cleaned_data
        ),
        to=to,
        said="The name is off the record",
        **head(
            row, f"Take “{name}” off the record", back=to, button_text="Take it off",
            lead="They are not found by it any more. That it was here stays in the history.",
        ),
    )  # fmt: skip


def identifiers(request: HttpRequest, ref: str) -> HttpResponse:
    """The numbers of other systems, and the form that adds one."""
    row = person_for(request.user, ref, to="edit_person")
    form = IdentifierForm(request.POST or None)
    return answer(
        request,
        form=form,
        act="person.identifier",
        work=lambda: detail_services.add_identifier(
            person=row, by=request.user, **form.cleaned_data
        ),
        to=reverse("cases:person_identifiers", args=[row.reference]),
        said="Number added",
        template="cases/person_identifiers.html",
        **head(
            row, "Numbers", button_text="Add this number",
            identifiers=record_queries.identifiers_of(row.pk),
        ),
    )  # fmt: skip


def end_identifier(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    row = person_for(request.user, ref, to="edit_person")
    held = of_person(record_queries.identifier_of(row.pk, number))
    form = WhyForm(request.POST or None)
    to = reverse("cases:person_identifiers", args=[row.reference])
    return answer(
        request,
        form=form,
        act="person.end_identifier",
        work=lambda: detail_services.end_identifier(
            person=row, number=number, by=request.user, **form.cleaned_data
        ),
        to=to,
        said="The number has ended",
        **head(
            row, f"End {held}", back=to, button_text="End this number",
            lead="It can then be given to the person whose it is.",
        ),
    )  # fmt: skip
