"""Who is missing now, and every episode."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import policy as roles
from accounts.clock import local, now
from cases import queries, rules
from cases.episode_frame import standing
from cases.policy import visible_to
from deadlines.queries import open_for_episodes
from govuk.fields import SelectField
from govuk.filters import address, removable
from govuk.forms import GovukForm
from govuk.paging import key_in, key_of


def board(request: HttpRequest) -> HttpResponse:
    """Longest and highest risk first. The part that changes is fetched again quietly each
    minute.
    """
    roles.require(request.user, "see_board")
    moment = now()
    rows = queries.open_now(among=visible_to(request.user, by_key=True))
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
        "refresh": reverse("cases:board_part"),
    }
    part = request.resolver_match and request.resolver_match.url_name == "board_part"
    return render(request, "cases/board_part.html" if part else "cases/board.html", context)


class FilterForm(GovukForm):
    state = SelectField(
        label="State", choices=list(rules.STATES.items()), blank="Any", required=False
    )
    status = SelectField(
        label="Status", choices=list(rules.STATUSES.items()), blank="Any", required=False
    )
    mine = forms.BooleanField(label="Only those I am allocated to", required=False)


def episodes(request: HttpRequest) -> HttpResponse:
    """Every episode in this user's reach, latest first, by filters and pages by key."""
    roles.require(request.user, "view")
    form = FilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    among = queries.filtered(visible_to(request.user), user=request.user, **chosen)
    found, more = queries.page_of(among=among, before=key_in(request.GET.get("before", "")))
    moment = now()
    return render(
        request,
        "cases/episodes.html",
        {
            "title": "Episodes",
            "form": form if form.is_bound else FilterForm(initial={}),
            "found": [(row, standing(row.state, row.status)) for row in found],
            "statuses": rules.STATUSES,
            "now": local(moment),
            "chosen": removable(request, form, chosen),
            "next": address(request, before=key_of(found[-1].started_at, found[-1].pk))
            if more
            else "",
            "previous": address(request, before="") if request.GET.get("before") else "",
        },
    )
