"""Possible duplicates: the pairs, the likeliest first; two records side by side, and the answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import policy as roles
from accounts.clock import today
from cases.answering import answer
from cases.duplicate_forms import SameForm
from cases.duplicate_queries import side_by_side
from govuk.typed import whole_number
from people import alike, alike_pairs
from people.access import person_for
from people.merge_fields import born


def duplicates(request: HttpRequest) -> HttpResponse:
    """Records that may be one person's, both within the reach of whoever looks and may merge."""
    roles.require(request.user, "merge_people")
    found, more = alike_pairs.page_of(request.user, after=_key_in(request.GET.get("after", "")))
    last, day = found[-1] if found else None, today()
    return render(
        request,
        "cases/duplicates.html",
        {
            "title": "Possible duplicates",
            "pairs": [(pair, born(pair.one, on=day), born(pair.other, on=day)) for pair in found],
            "next": f"?after={last.score}-{last.pk}" if last and more else "",
            "back": reverse("people:list"),
        },
    )


def _key_in(text: str) -> tuple[int, int] | None:
    """Where the page before ended; anything else shows the first page."""
    score, _, number = text.partition("-")
    first, second = whole_number(score), whole_number(number)
    return None if first is None or second is None else (first, second)


def duplicate(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """Both side by side. The same: on to the merge and its preview. Not the same: kept for good."""
    one = person_for(request.user, ref, to="merge_people")
    two = person_for(request.user, other, to="merge_people")
    if one.pk == two.pk:
        messages.info(request, "They have been merged already.")
        return redirect("cases:person", one.reference)
    form = SameForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["answer"] == "same":
        return redirect("cases:merge", one.reference, two.reference)
    return answer(
        request,
        form=form,
        act=f"not the same {ref} {other}",
        work=lambda: alike.not_the_same(
            by=request.user, refs=(ref, other), why=form.cleaned_data["why"]
        ),
        to=reverse("people:duplicates"),
        said="Kept: they are two people. They are not shown as possible duplicates again.",
        template="cases/duplicate.html",
        title="Are they the same person?",
        one=one,
        other=two,
        sides=side_by_side(one, two),
        reasons=alike_pairs.why_alike(one, two),
        answers=alike_pairs.answers(one, two),
        back={"href": reverse("people:duplicates"), "text": "Back to possible duplicates"},
    )
