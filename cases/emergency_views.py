"""Emergency access: asked for on a page that interrupts, ended, looked through and reviewed."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import policy as roles
from accounts.clock import now, today
from cases.access_forms import EmergencyForm, ReviewForm
from cases.answering import answer, once
from deadlines.queries import span_on
from govuk import words
from govuk.paging import key_in, key_of
from people import emergency
from people.models import EmergencyAccess
from people.policy import visible_to

REFERENCE = re.compile(r"P-[0-9A-Z]{8}\Z")


def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Before a record that is not one's own opens: what it means, and why it is needed."""
    person = emergency.person_to_open(request.user, ref)
    sees = visible_to(request.user, by_key=True).filter(pk=person.pk).exists()
    if sees:  # a second tap of the button too
        return redirect("cases:person", person.reference)
    form = EmergencyForm(request.POST or None)
    length = words.duration(span_on("emergency_access", today()))
    return answer(
        request,
        form=form,
        act="emergency",
        work=lambda: emergency.begin(ref=ref, by=request.user, **form.cleaned_data),
        to=reverse("cases:person", args=[person.reference]),
        said=f"You can see this record for {length}",
        template="confirm_page.html",
        title="Use emergency access?",
        caption=f"{'Restricted record' if person.restricted else 'Record'} {person.reference}",
        lead="Only when a child may come to harm and there is nobody to ask in time.",
        points=[
            f"You will see the whole record for {length}",
            "Your manager, those who work with this person and information governance are told now",
            "It is reviewed by the end of the next working day",
        ],
        button_text="Use emergency access",
        cancel=reverse("people:list"),
    )


def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One use: who, why, until when, and how it was reviewed. The person by reference alone."""
    row = emergency.emergency_for(request.user, ref)
    acts = roles.acts_of(request.user)
    sees = visible_to(request.user, by_key=True).filter(pk=row.person_id).exists()
    return render(
        request,
        "cases/emergency.html",
        {
            "title": f"Emergency access by {row.user}",
            "row": row,
            "name": str(row.person) if sees else "",
            "running": _runs(row),
            "may_end": _runs(row)
            and (row.user_id == request.user.pk or "review_emergency" in acts),
            "may_review": not row.outcome
            and "review_emergency" in acts
            and row.user_id != request.user.pk,
            "may_see_access": "see_access" in acts and (sees or "view" not in acts),
        },
    )


def _runs(row: EmergencyAccess) -> bool:
    return row.ended_at is None and row.until > now()


@require_POST
def end(request: HttpRequest, ref: str) -> HttpResponse:
    """Not needed any more."""
    row = emergency.emergency_for(request.user, ref)
    if row.user_id != request.user.pk:
        roles.require(request.user, "review_emergency")
    once(request, act="emergency.end", work=lambda: emergency.end(ref=ref, by=request.user))
    return redirect("cases:emergency", row.reference)


def review(request: HttpRequest, ref: str) -> HttpResponse:
    """Justified or not, what was found, what follows."""
    row = emergency.emergency_for(request.user, ref)
    roles.require(request.user, "review_emergency")
    if row.outcome and request.method == "GET":
        return redirect("cases:emergency", ref)
    form = ReviewForm(request.POST or None)
    return answer(
        request,
        form=form,
        act="emergency.review",
        work=lambda: emergency.review(ref=ref, by=request.user, **form.cleaned_data),
        to=reverse("cases:emergency", args=[ref]),
        said="The review has been recorded",
        title=f"Review emergency access {ref}",
        caption=f"{row.user}, {words.when(row.begun_at)}",
        lead=f"Their reason: {row.reason}",
        button_text="Record the review",
        back=reverse("cases:emergency", args=[ref]),
        cancel=reverse("cases:emergency", args=[ref]),
    )


def every(request: HttpRequest) -> HttpResponse:
    """All uses, latest first, for those who review them."""
    roles.require(request.user, "review_emergency")
    found, more = emergency.page_of(before=key_in(request.GET.get("before", "")))
    record = request.GET.get("record", "").strip().upper()
    if REFERENCE.match(record):
        return redirect("cases:access", record)
    return render(
        request,
        "cases/emergencies.html",
        {
            "title": "Emergency access",
            "record": record,
            "found": [(row, _runs(row)) for row in found],
            "next": f"?before={key_of(found[-1].begun_at, found[-1].pk)}" if more else "",
            "previous": "?" if request.GET.get("before") else "",
        },
    )
