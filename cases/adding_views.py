"""Adding a person: the form, and before a second record is made, the likely matches beside it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import policy as roles
from accounts.clock import today
from accounts.errors import add_errors_to
from accounts.submissions import NOT_CONTENT, serve_once
from cases.adding_forms import PersonForm
from people import adding, rules
from people.access import person_for
from people.likely import held_number
from people.merge_fields import born
from people.models import Person

ANSWER = ("same", "not_the_same", "why")


def add(request: HttpRequest) -> HttpResponse:
    """Somebody who is not on Homeward yet; then straight on to the report where that was the
    way here.
    """
    roles.require(request.user, "add_person")
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields, number = form.fields_of_person(), form.number_given()
        same, why = request.POST.get("same", ""), request.POST.get("why", "")[:2000]

        def work() -> dict[str, Any]:
            if same:
                found = adding.found_again(
                    by=request.user, ref=same, typed=form.typed(), why=why,
                    said=_not_there(fields, person_for(request.user, same, follow=True), number),
                )  # fmt: skip
                return {"ref": found.reference, "same": True}
            made = adding.add(
                by=request.user, fields=fields, number=number, why=why,
                not_the_same=request.POST.getlist("not_the_same"),
            )  # fmt: skip
            return {"ref": made.reference}

        try:
            done = serve_once(
                user=request.user,
                token=request.POST.get("submission_token", ""),
                act="person.add",
                payload=request.POST,
                work=work,
            )
        except adding.LooksLike as found:
            return _compare(request, fields, found, number)
        except ValidationError as refusal:
            add_errors_to(form, refusal)
        else:
            if done.get("same"):
                messages.success(
                    request, "They are here already. What you typed is kept with this record."
                )
            then = "cases:report_begin" if request.GET.get("then") == "report" else "cases:person"
            return redirect(then, done["ref"])
    return render(
        request,
        "form_page.html",
        {
            "title": "Add a person",
            "form": form,
            "button_text": "Add this person",
            "back": reverse("people:list"),
            "lead": "Search first: they may be here under another spelling.",
        },
        status=400 if form.has_errors else 200,
    )


def _compare(
    request: HttpRequest, fields: dict[str, Any], found: adding.LooksLike,
    number: adding.Number | None,
) -> HttpResponse:  # fmt: skip
    """What was typed beside each record that may be the same person's; nothing typed is lost."""
    hidden = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_CONTENT and name not in ANSWER
    ]
    return render(
        request,
        "cases/add_compare.html",
        {
            "title": "Are they here already?",
            "matches": [(match, _rows(fields, match.person, number)) for match in found.matches],
            "restricted": adding.ASK if found.restricted else "",
            "hidden": hidden,
        },
        status=409,
    )


def _not_there(
    fields: dict[str, Any], person: Person, number: adding.Number | None
) -> dict[str, str]:
    """What was typed and is not on the record so."""
    unsaid = {"Not known", "This council"}
    return {
        what: typed
        for what, typed, held in _rows(fields, person, number)
        if typed and typed.casefold() != held.casefold() and typed not in unsaid
    }


def _rows(
    fields: dict[str, Any], person: Person, number: adding.Number | None
) -> list[tuple[str, str, str]]:
    """(what, as typed, as on the record)."""
    name = " ".join(filter(None, [fields["given_name"], fields["family_name"]]))
    age = fields.get("estimated_age")
    asked = Person(date_of_birth=fields["date_of_birth"], estimated_age=age, estimated_on=today())
    address = " ".join(filter(None, [fields["home_address"], fields["home_postcode"]]))
    rows = [
        ("Name", name, f"{person.given_name} {person.family_name}".strip()),
        ("Known as", fields["known_as"], person.known_as),
        ("Date of birth or age", born(asked), born(person)),
        ("Gender", rules.GENDERS[fields["gender"]],
         person.get_gender_display()),
        ("Home address", address, f"{person.home_address} {person.home_postcode}".strip()),
        ("Responsible authority", str(fields.get("responsible_authority") or "This council"),
         str(person.responsible_authority)),
    ]  # fmt: skip
    if number:
        rows.append(
            (rules.IDENTIFIERS[number.kind], number.value, held_number(person, number.kind))
        )
    return [row for row in rows if row[1] or row[2]]
