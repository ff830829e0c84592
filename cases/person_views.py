"""People: the list and search, somebody new, and a person's record."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import audit
from accounts import policy as roles
from accounts.clock import local, now
from accounts.errors import add_errors_to
from accounts.submissions import serve_once
from cases import queries
from cases.episode_frame import flag_of, standing
from cases.history_queries import steps_of_person
from govuk.fields import DayField, SelectField, TextField
from govuk.forms import GovukForm
from govuk.typed import whole_number
from people import policy as people_policy
from people import rules, services
from people.access import person_for
from people.queries import allocations_of, care_on, current_placement, legal_on, siblings_of
from people.search import find

LIST = 50


def people(request: HttpRequest) -> HttpResponse:
    """Search first; those whom a user works with are listed where that is a short list."""
    roles.require(request.user, "view")
    among = queries.with_open_episode(people_policy.visible_to(request.user))
    text = request.GET.get("q", "")
    found = find(text, among=among) if text else list(among[:LIST])
    return render(
        request,
        "cases/people.html",
        {
            "title": "People",
            "people": found,
            "places": queries.placements_of(found, on=local(now())),
            "q": text,
            "today": local(now()).date(),
            "may_add": roles.may(request.user, "add_person").ok,
            "may_report": roles.may(request.user, "report").ok,
        },
    )


class PersonForm(GovukForm):
    """A name, a gender and a rough age are enough tonight (domain: People)."""

    given_name = TextField(label="First name, or what they are called", max_length=200)
    family_name = TextField(label="Family name (if known)", max_length=200, required=False)
    known_as = TextField(label="Known as (optional)", max_length=200, required=False)
    gender = SelectField(label="Gender", choices=list(rules.GENDERS.items()))
    date_of_birth = DayField(
        label="Date of birth (if known)",
        now=now,
        allow_future=False,
        subject="the date of birth",
        required=False,
    )
    rough_age = forms.IntegerField(
        label="If not: roughly how old?", min_value=0, max_value=110, required=False
    )
    home_address = TextField(label="Home address (if known)", max_length=500, required=False)
    home_postcode = TextField(label="Postcode", width=10, max_length=10, required=False)

    def fields_of_person(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        age = given.pop("rough_age")
        if age is not None and not given["date_of_birth"]:
            given["estimated_age"] = age
        return given


def add(request: HttpRequest) -> HttpResponse:
    """Somebody who is not on Homeward yet; then straight on to the report where that was the
    way here.
    """
    roles.require(request.user, "add_person")
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def work() -> dict[str, str]:
            made = services.add_person(by=request.user, **form.fields_of_person())
            return {"ref": made.reference}

        try:
            done = serve_once(
                user=request.user,
                token=request.POST.get("submission_token", ""),
                act="person.add",
                payload=request.POST,
                work=work,
            )
        except ValidationError as refusal:
            add_errors_to(form, refusal)
        else:
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


def person(request: HttpRequest, ref: str) -> HttpResponse:
    """The record: the flag, where they live, who works with them, their episodes."""
    row = person_for(request.user, ref)
    audit.looked_at(person_id=row.pk, by=request.user, about=row)
    moment = now()
    day = local(moment).date()
    episodes = queries.episodes_of(row.pk)
    current = next((one for one in episodes if one.is_open), None)
    latest = next((one for one in episodes if one.state != "void"), None)
    return render(
        request,
        "cases/person.html",
        {
            "title": str(row),
            "person": row,
            "age": row.age_on(day),
            "noun": row.noun_on(day),
            "care": care_on(row.pk, day),
            "legal": legal_on(row.pk, day),
            "placement": current_placement(row.pk, day),
            "workers": allocations_of(row.pk, day),
            "siblings": siblings_of(row, among=people_policy.visible_to(request.user, by_key=True)),
            "episodes": [(one, standing(one.state, one.status)) for one in episodes],
            "current": current,
            "current_standing": standing(current.state, current.status) if current else None,
            "latest": latest,
            "flag": flag_of(latest) if latest else "",
            "in_90_days": queries.missing_in_90_days(row.pk, now=moment),
            "waiting": queries.waiting_beside(current) if current else [],
            "refused": queries.refused_reports(row.reference),
            "may_report": roles.may(request.user, "report").ok,
            "may_profile": roles.may(request.user, "view_profile").ok,
            "here": "record",
        },
    )


def history(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that was done on this record, newest first, by pages."""
    row = person_for(request.user, ref)
    before = request.GET.get("before", "")
    steps, more = steps_of_person(row.pk, before_id=whole_number(before))
    return render(
        request,
        "cases/person_history.html",
        {"title": str(row), "person": row, "steps": steps, "more": more, "here": "history"},
    )
