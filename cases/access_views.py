"""The page of who can see a record and who has looked; giving access and ending it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import policy as roles
from accounts.finding import organisations_like, teams_like, users_like
from accounts.queries import organisation_of, team_of, users
from accounts.sudo import freshly_signed_in
from cases.access_forms import EndGrantForm, GrantForm, GrantOutsideForm
from cases.answering import answer
from cases.history_queries import changes_of_access, looks_at
from govuk.typed import whole_number
from people import emergency, grants, restricting
from people.access import person_for, person_for_oversight
from people.grants import To
from people.models import Person
from people.policy import own_reason
from people.restriction_queries import named_for, restriction_of
from people.unnamed import is_unnamed
from people.who_sees import reasons_for


def access(request: HttpRequest, ref: str) -> HttpResponse:
    """Who can see this record now, why and until when; and who has looked, latest first."""
    person = person_for_oversight(request.user, ref)
    hidden = is_unnamed(person)
    looks, more = looks_at(person.pk, before_id=whole_number(request.GET.get("before", "")))
    restriction = restriction_of(person.pk)
    user, acts = request.user, roles.acts_of(request.user)
    theirs = not hidden and own_reason(user, person)
    return render(
        request,
        "cases/access.html",
        {
            "title": f"Record {person.reference}" if hidden else str(person),
            "person": person,
            "hidden": hidden,
            "reasons": reasons_for(person),
            "restriction": restriction,
            "named": named_for(restriction) if restriction else [],
            "emergencies": emergency.of_person(person.pk),
            "changes": changes_of_access(person.pk),
            "looks": looks,
            "next": f"?before={more}#looks" if more else "",
            "previous": "?#looks" if request.GET.get("before") else "",
            "may_give": theirs
            and "grant_access" in acts
            and (not person.restricted or "restrict" in acts),
            "may_end": not hidden and "grant_access" in acts,
            "may_restrict": not hidden
            and "restrict" in acts
            and restricting.may_decide(user, person),
            "here": "access",
        },
    )


def _person(request: HttpRequest, ref: str) -> Person:
    """Whose record is opened to somebody; refused as `grants.give` would."""
    person = person_for(request.user, ref, to="grant_access")
    if person.restricted:
        roles.require(request.user, "restrict")
    grants.refuse_to_pass_on(request.user, person)
    return person


def whom(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is to be given access: somebody by name or e-mail, a team, an organisation."""
    person = _person(request, ref)
    text = request.GET.get("q", "")
    groups = not person.restricted
    return render(
        request,
        "cases/grant_whom.html",
        {
            "title": "Who do you want to give access to?",
            "person": person,
            "q": text,
            "users": users_like(text),
            "teams": teams_like(text) if groups else [],
            "organisations": organisations_like(text) if groups else [],
        },
    )


@freshly_signed_in
def give(request: HttpRequest, ref: str, kind: str, number: int) -> HttpResponse:
    """How much, why and until when. To somebody outside it goes on the sharing record too."""
    person = _person(request, ref)
    to = _to(kind, number)
    outside = to.home is not None
    sent = request.POST or None
    form: Any = GrantOutsideForm(sent, person=person) if outside else GrantForm(sent)
    return answer(
        request,
        form=form,
        act="grant",
        work=lambda: grants.give(ref=ref, to=to, by=request.user, **form.given()),
        to=reverse("cases:access", args=[ref]),
        said=f"{to} has been given access",
        title=f"Give access to {to}",
        caption=f"{person}, {person.reference}",
        lead=f"{to.home} is outside the council, so this goes on the sharing record."
        if outside
        else "",
        button_text="Give access",
        back=reverse("cases:grant_whom", args=[ref]),
        cancel=reverse("cases:access", args=[ref]),
    )


def _to(kind: str, number: int) -> To:
    """Whom the address names; 404 for nobody."""
    if kind == "user":
        found: Any = users([number]).get(number)
    else:
        found = {"team": team_of, "organisation": organisation_of}.get(kind, _nobody)(number)
    if found is None:
        raise Http404("No such user, team or organisation")
    return To(**{kind: found})


def _nobody(number: int) -> None:
    return None


@freshly_signed_in
def end(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Take a grant back before its time."""
    person: Person = person_for(request.user, ref, to="grant_access")
    grant = grants.running_grant(person, number)
    if grant is None:
        raise Http404("No such grant")
    form = EndGrantForm(request.POST or None)
    return answer(
        request,
        form=form,
        act="grant.end",
        work=lambda: grants.end(ref=ref, number=number, by=request.user, **form.cleaned_data),
        to=reverse("cases:access", args=[ref]),
        said=f"The access of {grants.to_of(grant)} has ended",
        title=f"End the access of {grants.to_of(grant)}",
        caption=f"{person}, {person.reference}",
        lead="If they have another reason to see the record, they still see it.",
        button_text="End access",
        back=reverse("cases:access", args=[ref]),
        cancel=reverse("cases:access", args=[ref]),
    )
