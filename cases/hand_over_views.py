"""Leavers and movers: everything that a colleague holds, handed over on one page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import policy as roles
from accounts.clock import today
from accounts.errors import add_errors_to
from accounts.models import User
from accounts.submissions import serve_once
from cases.hand_over_forms import HandOverForm, SearchForm
from govuk import words
from people import hand_over_queries as queries
from people import hand_over_services as services
from people.hand_over_hooks import HAND_OVER
from people.models import HandOver
from people.policy import visible_to


def choose(request: HttpRequest) -> HttpResponse:
    """Whose work: who has left and still holds something, colleagues, a search for all others."""
    roles.require(request.user, "reassign")
    form = SearchForm(request.GET or None)
    text = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    found = queries.colleagues(text) if text else queries.teammates(request.user)
    left = [] if text else queries.left_behind(reach=visible_to(request.user))
    works_as = queries.works_as([*found, *(one for one, _ in left)])
    return render(
        request,
        "work/hand_over_choose.html",
        {
            "title": "Hand over work",
            "form": form,
            "q": text,
            "found": [(one, works_as.get(one.pk)) for one in found],
            "left": [(one, works_as.get(one.pk), number) for one, number in left],
            "plans": queries.plans(),
        },
    )


def of(request: HttpRequest, number: int) -> HttpResponse:
    """All that one colleague holds, and the form that hands it over."""
    roles.require(request.user, "reassign")
    holder = queries.colleague(number)
    if holder is None:
        raise Http404("No such colleague")
    reach = visible_to(request.user)
    every = queries.all_held([holder.pk])
    lines = queries.within(every, reach=reach)
    form = HandOverForm(
        request.POST or None,
        holder=holder,
        lines=lines,
        names=queries.names((line.person for line in lines), reach=reach),
        initial={"on": today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _hand_over(request, holder, form)
        except ValidationError as refusal:
            add_errors_to(form, refusal)
    return render(
        request,
        "work/hand_over.html",
        {
            "title": f"What {holder.name} holds",
            "holder": holder,
            "works_as": queries.works_as([holder]).get(holder.pk, ""),
            "form": form,
            "lines": lines,
            "beyond": len(every) - len(lines),
            "colleagues": queries.teammates(holder, request.user),
            "back": reverse("work:hand_over"),
        },
        status=400 if form.has_errors else 200,
    )


def _hand_over(request: HttpRequest, holder: User, form: HandOverForm) -> HttpResponse:
    def work() -> dict[str, Any]:
        made = services.hand_over(
            holder=holder,
            choices=form.choices(),
            on=form.on_day(),
            why=form.cleaned_data["why"],
            by=request.user,
        )
        return {"number": made.pk if made else None, "state": made.state if made else ""}

    done = serve_once(
        user=request.user,
        token=request.POST.get("submission_token", ""),
        act=f"hand_over.{holder.pk}",
        payload=request.POST,
        work=work,
    )
    if done["state"] == "done":
        return redirect("work:hand_over_done", done["number"])
    if done["state"] == "planned":
        day = words.day(form.on_day())
        messages.success(request, f"Planned: it will be handed over at the start of {day}")
        return redirect("work:hand_over")
    messages.info(request, "Nothing of this is held any more, so nothing was changed")
    return redirect("work:hand_over_of", holder.pk)


def done(request: HttpRequest, number: int) -> HttpResponse:
    """What changed hands: for who handed over, who held it, and what came to each who took it."""
    row = queries.hand_over_of(number)
    if row is None or row.state != "done" or not (lines := _lines_for(row, request.user)):
        raise Http404("No such hand-over")
    known = queries.names((line.person_id for line in lines), reach=visible_to(request.user))
    return render(
        request,
        "work/hand_over_done.html",
        {
            "title": "Work handed over",
            "row": row,
            "mine": request.user.pk not in (row.by_id, row.from_user_id),
            "parts": [
                (
                    rule.title,
                    [
                        {"line": line, "person": known.get(line.person_id)}
                        for line in lines
                        if line.kind == kind
                    ],
                )
                for kind, rule in sorted(HAND_OVER.items(), key=lambda item: item[1].place)
                if any(line.kind == kind for line in lines)
            ],
        },
    )


def _lines_for(row: HandOver, user: User) -> list[Any]:
    """Who made it or held it sees all lines; who takes something, what came to them."""
    if user.pk in (row.by_id, row.from_user_id):
        return queries.lines_of(row)
    return queries.lines_of(row, to=user)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """A planned hand-over is not wanted any more."""
    roles.require(request.user, "reassign")
    if queries.plan(number) is None and queries.hand_over_of(number) is None:
        raise Http404("No such hand-over")

    def work() -> dict[str, Any]:
        services.withdraw(number=number, by=request.user)
        return {}

    serve_once(
        user=request.user,
        token=request.POST.get("submission_token", ""),
        act=f"hand_over.withdraw.{number}",
        payload=[number],
        work=work,
    )
    messages.success(request, "The planned hand-over has been withdrawn")
    return redirect("work:hand_over")
