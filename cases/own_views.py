"""What you wrote: one's own reports and entries about people whose record is closed to one now."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import audit
from cases import own_queries as queries
from cases import report_words
from govuk.paging import key_in, key_of


@require_safe
def my_words(request: HttpRequest) -> HttpResponse:
    """By date, as they were written, and nothing that came afterwards."""
    before = request.GET.get("before", "")
    found, more = queries.page_of(request.user, before=key_in(before))
    _kept_as_read(request, found)
    last = found[-1] if found else None
    return render(
        request,
        "work/my_words.html",
        {
            "title": "What you wrote",
            "found": found,
            "next": f"?before={key_of(last.at, last.number)}" if more and last else "",
            "previous": "?" if before else "",
        },
    )


@require_safe
def my_report(request: HttpRequest, token: str) -> HttpResponse:
    """One report, whole, as it was sent."""
    own = queries.own_report(request.user, token)
    if own is None:
        raise Http404("No such report")
    _kept_as_read(request, [own])
    return render(
        request,
        "work/my_report.html",
        {
            "title": "What you reported",
            "own": own,
            "parts": report_words.parts(own.row.payload),
            "back": reverse("work:my_words"),
        },
    )


def _kept_as_read(request: HttpRequest, found: list[queries.Own]) -> None:
    """Reading about a person is on their record, one's own words too."""
    people = {one.person.pk for one in found if one.person}
    if people:
        with transaction.atomic():
            audit.record_many(
                "looked_at",
                by=request.user,
                about=[(one, {"what": "own words"}) for one in sorted(people)],
            )
