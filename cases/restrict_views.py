"""Restricting a record and lifting it; passing on what one knows of a child one may not see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.errors import Conflict
from accounts.sudo import freshly_signed_in
from cases import passing_on
from cases.access_forms import LiftForm, NamedRows, PassOnForm, RestrictForm
from cases.answering import answer
from people import restricting
from people.access import person_for, person_to_report
from people.models import Person, Restriction
from people.queries import current_placement
from people.restriction_queries import ask, named_for, restriction_of
from people.unnamed import as_shown_to, is_unnamed


@freshly_signed_in
def restrict(request: HttpRequest, ref: str) -> HttpResponse:
    """Why, whom to ask, and who is named; or a change of these."""
    person = person_for(request.user, ref, to="restrict")
    restricting.refuse_to_decide(request.user, person)
    standing = restriction_of(person.pk)
    form = RestrictForm(request.POST or None, initial=_initial(standing))
    rows = NamedRows(request.POST or None, prefix="named", initial=_named(standing, request))

    def work() -> None:
        given = form.cleaned_data
        named = [row["who"] for row in rows.filled() if row["who"]]
        restricting.restrict(ref=ref, by=request.user, named=named, **given)

    placed = current_placement(person.pk)
    context = {
        "title": "Change who sees this restricted record" if standing else "Restrict this record",
        "caption": f"{person}, {person.reference}",
        "person": person,
        "placed": placed if placed and placed.home else None,
        "standing": standing,
        "button_text": "Save" if standing else "Restrict this record",
        "back": reverse("cases:access", args=[ref]),
        "cancel": reverse("cases:access", args=[ref]),
    }
    try:
        return answer(
            request,
            form=form,
            rows=rows,
            act="restrict",
            work=work,
            to=reverse("cases:access", args=[ref]),
            said="Only those named can see this record now",
            template="cases/restrict.html",
            **context,
        )
    except Conflict as conflict:
        return _both(request, form, rows, conflict.theirs, context)


def _initial(standing: Restriction | None) -> dict[str, object]:
    if standing is None:
        return {"version": 0}
    return {
        "reason": standing.reason,
        "ask": standing.ask.email,
        "version": standing.version,
    }


def _named(standing: Restriction | None, request: HttpRequest) -> list[dict[str, str]]:
    """Those named already, but for the two who always are."""
    if standing is None:
        return []
    always = {standing.ask_id, request.user.pk}
    return [{"who": one.user.email} for one in named_for(standing) if one.user_id not in always]


def _both(
    request: HttpRequest,
    form: RestrictForm,
    rows: object,
    theirs: Restriction | None,
    context: dict[str, object],
) -> HttpResponse:
    """Somebody else was there first: theirs beside what was typed; saving again is on top of it."""
    form.data = form.data.copy()
    form.data["version"] = str(theirs.version if theirs else 0)
    more = {"form": form, "rows": rows, "theirs": theirs, "overtaken": True} | {
        "theirs_named": named_for(theirs) if theirs else []
    }
    return render(request, "cases/restrict.html", context | more, status=409)


@freshly_signed_in
def lift(request: HttpRequest, ref: str) -> HttpResponse:
    """The record is as any other again."""
    person = person_for(request.user, ref, to="restrict")
    restricting.refuse_to_decide(request.user, person)
    standing = restriction_of(person.pk)
    if standing is None:
        return redirect("cases:access", ref)
    form = LiftForm(request.POST or None, initial={"version": standing.version})
    return answer(
        request,
        form=form,
        act="lift",
        work=lambda: restricting.lift(ref=ref, by=request.user, **form.cleaned_data),
        to=reverse("cases:access", args=[ref]),
        said="The record is not restricted any more",
        title="Lift the restriction",
        caption=f"{person}, {person.reference}",
        lead="Everybody whose team, home or role reaches this record will see it again.",
        button_text="Lift the restriction",
        back=reverse("cases:access", args=[ref]),
        cancel=reverse("cases:access", args=[ref]),
    )


def pass_on(request: HttpRequest, ref: str) -> HttpResponse:
    """What somebody knows of a restricted child, to those who may see the record."""
    person: Person = as_shown_to(request.user, person_to_report(request.user, ref))
    if not is_unnamed(person):
        return redirect("cases:person", ref)
    form = PassOnForm(request.POST or None)
    return answer(
        request,
        form=form,
        act="pass_on",
        work=lambda: passing_on.pass_on(ref=ref, by=request.user, **form.cleaned_data),
        to=reverse("work:my_words"),
        said="It has been passed on to those who work with this child",
        title="Pass on what you know",
        caption=f"Restricted record {ref}",
        lead=f"It goes at once to those who may see the record. In a hurry: call {ask(person)}.",
        button_text="Pass it on",
        back=reverse("cases:report"),
        cancel=reverse("cases:report"),
    )
