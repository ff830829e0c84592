"""People: the list and search, somebody new, and a person's record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import audit
from accounts import policy as roles
from accounts.clock import local, now
from cases import missing_history, queries
from cases.by_name import facts_by_name
from cases.episode_frame import flag_of, standing
from cases.person_record import facts_of
from people import alike_pairs, emergency
from people import policy as people_policy
from people.access import person_for
from people.exact import hidden_matches
from people.file_queries import likeness_of
from people.search import find

LIST = 50
SHOWN = 10  # episodes on the record itself; all of them are a page of their own


def people(request: HttpRequest) -> HttpResponse:
    """Search first; those whom a user works with are listed where that is a short list."""
    roles.require(request.user, "view")
    among = queries.with_open_episode(people_policy.visible_to(request.user, level="name"))
    text = request.GET.get("q", "")
    found = find(text, among=among) if text else list(among[:LIST])
    if text:  # what was looked for is kept for information governance, and never in the logs
        audit.record_alone("searched", by=request.user, text=text[:200], found=len(found))
    return render(
        request,
        "cases/people.html",
        {
            "title": "People",
            "people": found,
            "places": queries.placements_of(found, on=local(now())),
            "hidden": hidden_matches(text, user=request.user),
            "q": text,
            "today": local(now()).date(),
            "may_add": roles.may(request.user, "add_person").ok,
            "may_report": roles.may(request.user, "report").ok,
            "duplicates": alike_pairs.how_many(request.user)
            if roles.may(request.user, "merge_people").ok
            else None,
        },
    )


def person(request: HttpRequest, ref: str) -> HttpResponse:
    """The record: the flag, where they live, who works with them, their episodes. To who may know
    the name alone, a short page at the same address.
    """
    moment = now()
    try:
        row = person_for(request.user, ref)
    except Http404:
        known = person_for(request.user, ref, level="name")
        facts = facts_by_name(known, now=moment)
        return render(request, "cases/by_name.html", {"title": known.name, "facts": facts})
    episodes = queries.episodes_of(row.pk)
    current = next((one for one in episodes if one.is_open), None)
    latest = next((one for one in episodes if one.state != "void"), None)
    return render(
        request,
        "cases/person.html",
        {
            "title": str(row),
            "person": row,
            **facts_of(row, user=request.user, now=moment),
            "episodes": [(one, standing(one.state, one.status)) for one in episodes[:SHOWN]],
            "current": current,
            "current_standing": standing(current.state, current.status) if current else None,
            "latest": latest,
            "flag": flag_of(latest) if latest else "",
            "history": missing_history.read(row.pk, now=moment),
            "waiting": queries.waiting_beside(current) if current else [],
            "refused": queries.refused_reports(row.reference),
            "may_report": roles.may(request.user, "report").ok,
            "may_profile": roles.may(request.user, "view_profile").ok,
            "emergency": emergency.running_of(request.user, row),
            "photo": likeness_of(row.pk),
            "may_add_file": roles.may(request.user, "add_file").ok,
            "here": "record",
        },
    )
