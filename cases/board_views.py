"""Who is missing now, and every episode."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import policy as roles
from accounts.clock import local, now
from cases import list_queries, queries, rules
from cases.episode_frame import standing
from cases.list_forms import address, chosen_in, filter_of, in_use
from cases.list_views import address_of, among_for
from deadlines.queries import open_for_episodes
from govuk.paging import key_in, key_of


def board(request: HttpRequest) -> HttpResponse:
    """Longest and highest risk first. The part that changes is fetched again quietly each
    minute.
    """
    roles.require(request.user, "see_board")
    moment = now()
    views = list_queries.views_of(request.user, "board")
    part = request.resolver_match and request.resolver_match.url_name == "board_part"
    if not part and (default := _default(request, views)):
        return redirect(default)
    form = filter_of("board", request)
    chosen = chosen_in(form)
    rows = queries.open_now(among=among_for(request.user, "board", chosen))
    due = open_for_episodes([row.pk for row in rows])
    context = {
        "title": "Missing now",
        "rows_shown": [
            {
                "episode": row,
                "standing": standing(row.state, row.status),
                "status": rules.STATUSES.get(row.status, ""),
                "length": moment - row.started_at,
                "next": next(iter(due.get(row.pk, [])), None),
                "police": rules.GRADES.get(row.police_grade, "Not graded"),
                "council": rules.GRADES.get(row.council_grade, "Not graded"),
            }
            for row in rows
        ],
        "now": moment,
        "refresh": f"{reverse('cases:board_part')}?{request.GET.urlencode()}",
        **_around(request, "board", views, form=form, chosen=chosen),
    }
    return render(request, "cases/board_part.html" if part else "cases/board.html", context)


def episodes(request: HttpRequest) -> HttpResponse:
    """Every episode in this user's reach, latest first, by filters and pages by key."""
    roles.require(request.user, "view")
    views = list_queries.views_of(request.user, "list")
    if default := _default(request, views):
        return redirect(default)
    form = filter_of("list", request)
    chosen = chosen_in(form)
    among = among_for(request.user, "list", chosen)
    found, more = queries.page_of(among=among, before=key_in(request.GET.get("before", "")))
    last = found[-1] if found else None
    return render(
        request,
        "cases/episodes.html",
        {
            "title": "Episodes",
            "found": [(row, standing(row.state, row.status)) for row in found],
            "statuses": rules.STATUSES,
            "grades": rules.GRADES,
            "now": local(now()),
            "next": address(request, before=key_of(last.started_at, last.pk))
            if more and last
            else "",
            "previous": address(request, before="") if request.GET.get("before") else "",
            **_around(request, "list", views, form=form, chosen=chosen),
        },
    )


def _default(request: HttpRequest, views: list[list_queries.SavedView]) -> str:
    """Where the list opens when nothing is asked of it: the user's own view, if one is chosen."""
    if request.GET:
        return ""
    return next((address_of(row) for row in views if row.is_default), "")


def _around(
    request: HttpRequest, page: str, views: list[list_queries.SavedView], *, form: object,
    chosen: dict[str, object],
) -> dict[str, object]:  # fmt: skip
    """What both lists carry: filters, saved views, what can be taken away."""
    query = request.GET.copy()
    query.pop("before", None)
    return {
        "page": page,
        "form": form,
        "query": query.urlencode(),
        "chosen": in_use(request, form),
        "views": [(row.name, address_of(row)) for row in views],
        "may_export": roles.may(request.user, "export_list").ok,
    }
