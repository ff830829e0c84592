"""One person's times missing: how often, how long, where, when; every episode below."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.clock import now
from cases import missing_history, queries
from cases.episode_frame import flag_of, standing
from govuk.paging import key_in, key_of
from people.access import person_for


def missing(request: HttpRequest, ref: str) -> HttpResponse:
    """The counts and the pattern are of all episodes; the episodes come a page at a time."""
    row = person_for(request.user, ref)
    before = request.GET.get("before", "")
    found, more = queries.page_of(among=queries.all_of(row.pk), before=key_in(before))
    current = next((one for one in found if one.is_open), None)
    latest = next((one for one in found if one.state != "void"), None)
    moment = now()
    return render(
        request,
        "cases/person_missing.html",
        {
            "title": str(row),
            "person": row,
            "here": "missing",
            "now": moment,
            "history": missing_history.read(row.pk, now=moment),
            "episodes": [(one, standing(one.state, one.status)) for one in found],
            "current": current,
            "current_standing": standing(current.state, current.status) if current else None,
            "flag": flag_of(latest) if latest else "",
            "next": f"?before={key_of(found[-1].started_at, found[-1].pk)}" if more else "",
            "previous": "?" if before else "",
        },
    )
