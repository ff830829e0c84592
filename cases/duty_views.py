"""Out of hours: everything open tonight on one page, and the hand-over sheets."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import audit
from accounts import policy as roles
from accounts.clock import now
from cases import duty_queries, duty_rules, duty_sheet, queries
from cases import policy as episodes
from cases.episode_frame import standing
from cases.paper_queries import papers_about
from cases.tray_queries import with_references
from govuk import words
from people import policy as people_policy


def tonight(request: HttpRequest) -> HttpResponse:
    """What the duty team has before it until the office opens."""
    roles.require(request.user, "out_of_hours")
    moment = now()
    closed, opens = duty_queries.night_of(moment)
    people = people_policy.visible_to(request.user)
    among = episodes.visible_to(request.user)
    rows = queries.open_now(among=among)
    due = duty_queries.due_tonight(
        closed, opens, missing={row.person_id for row in rows}, people=people
    )
    context = {
        "title": "Out of hours",
        "now": moment,
        "opens": opens,
        "rows": [
            {
                "episode": row,
                "standing": standing(row.state, row.status),
                "length": words.duration(moment - row.started_at),
            }
            for row in rows
        ],
        "due": [
            {"row": row, "episode": ref, "how": words.due_in(row.due_at, moment)}
            for row, ref in with_references(due)
        ],
        "names": duty_queries.names_of({row.person_id for row in due}, people=people),
        "leaves": duty_queries.leaves_until(opens, people=people),
        "waiting": queries.waiting_reports(among=among),
        "found": duty_queries.found_since(closed, among=among),
        "sheets": duty_rules.SHEETS,
        "acts": roles.acts_of(request.user),
    }
    return render(request, "cases/tonight.html", context)


def sheet(request: HttpRequest, which: str) -> HttpResponse:
    """One hand-over sheet as a page; the PDF says the same."""
    roles.require(request.user, "out_of_hours")
    if which not in duty_rules.SHEETS:
        raise Http404("No such sheet")
    moment = now()
    content = duty_sheet.content_of(request.user, which, moment=moment)
    about = f"{which}/{words.local(moment).date().isoformat()}"
    audit.record_alone("sheet.read", by=request.user, which=content["title"])
    context = {
        "title": content["title"],
        "content": content,
        "about": about,
        "papers": papers_about(duty_sheet.KIND, about),
    }
    return render(request, "cases/sheet.html", context)
