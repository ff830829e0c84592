"""Your work: what is yours to do, soonest first; and your notices."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import policy as roles
from accounts.clock import local, now
from accounts.submissions import serve_once
from cases import policy, queries, rest_forms, rest_queries, tray_queries, tray_rows
from govuk.fields import SelectField
from govuk.filters import removable
from govuk.forms import GovukForm
from govuk.paging import key_in, key_of
from govuk.typed import whole_number
from notifications import queries as notices_queries
from notifications import services as notices_services
from notifications.templates import TEMPLATES, line_of
from people import policy as people_policy

KINDS = {
    "finding": "Finding",
    "meetings": "Meetings",
    "interviews": "Return interviews",
    "profiles": "Profiles",
    "placements": "Placements",
    "actions": "Actions",
}


class FilterForm(GovukForm):
    whose = SelectField(
        label="Whose", choices=[("team", "My team’s")], blank="Mine", required=False
    )
    kind = SelectField(label="Kind", choices=list(KINDS.items()), blank="Any", required=False)


def tray(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    after = request.GET.get("after", "")
    moment = now()
    team = chosen.get("whose") == "team"
    found, more = tray_queries.tray(
        user=request.user,
        people=people_policy.visible_to(request.user, by_key=not team),
        team=team,
        kind=chosen.get("kind", ""),
        after=key_in(after),
    )
    known = people_policy.visible_to(request.user, by_key=True)
    acts = roles.acts_of(request.user)
    names = tray_queries.names_of(found, people=known)
    waits = "report" in acts and roles.sees_whole_council(request.user)
    return render(
        request,
        "work/tray.html",
        {
            "title": "Your work",
            "form": form,
            "found": tray_rows.rows(found, names=names, acts=acts, moment=moment),
            "missing": queries.how_many_open(among=policy.visible_to(request.user, by_key=True))
            if "see_board" in acts
            else 0,
            "waiting": queries.waiting_reports(among=policy.visible_to(request.user))
            if waits
            else [],
            "unfinished": rest_queries.unfinished(
                request.user,
                among=policy.visible_to(request.user, by_key=True),
                of=len(rest_forms.PARTS),
                on=local(moment).date(),
            )
            if "report" in acts
            else [],
            "sections": len(rest_forms.PARTS),
            "never_closed": queries.never_closed(among=policy.visible_to(request.user))
            if waits
            else [],
            "drafts": queries.drafts_of(request.user) if "report" in acts else [],
            "may_report": "report" in acts,
            "may_reassign": "reassign" in acts,
            "interviews_only": "record_interview" in acts and "view" not in acts,
            "chosen": removable(request, form, chosen),
            "next": f"?{_with(request, after=key_of(found[-1].due_at, found[-1].pk))}"
            if more
            else "",
            "previous": f"?{_with(request, after='')}" if after else "",
        },
    )


def _with(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()


def notices(request: HttpRequest) -> HttpResponse:
    """The inbox. A notice holds no name: it is put in here, where this user may still see it."""
    before = request.GET.get("before", "")
    found = notices_queries.inbox(request.user, whole_number(before))
    page, more = found[: notices_queries.PAGE], len(found) > notices_queries.PAGE
    names = tray_queries.names_of(page, people=people_policy.visible_to(request.user, by_key=True))
    acts = roles.acts_of(request.user)
    return render(
        request,
        "work/notices.html",
        {"title": "Notices", "found": [_shown(one, names, acts) for one in page]}
        | {"next": f"?before={page[-1].pk}" if more else "", "previous": "?" if before else ""},
    )


def _shown(notice: Any, names: dict[int, Any], acts: frozenset[str]) -> dict[str, Any]:
    person = names.get(notice.person_id)
    return {
        "notice": notice,
        "title": TEMPLATES[notice.template].title,
        "line": line_of(notice.template, notice.ids),
        "name": person.name if person else "",
        **_way(
            notice.ids,
            known=person is not None or notice.template == "restricted_needs_you",
            acts=acts,
        ),
    }


# Where the thing of a notice is seen, by the first letters of its reference: page, act it needs.
WAYS = {
    "E-": ("cases:episode", "view"),
    "R-": ("returns:interview", "view_interview"),
    "M-": ("meetings:meeting", "view_meeting"),
    "P-": ("cases:person", "view"),
    "N-": ("cases:need", "need_to_know"),
    "S-": ("shared:one", "view_shared"),
}
EMERGENCY = "A-"  # told to those who may know of it, whose record it ever was


def _way(ids: dict[str, Any], *, known: bool, acts: frozenset[str]) -> dict[str, str]:
    """The page that a notice leads to, whatever else it is about; nothing where it would be closed.

    An interviewer does not know the person's record, but is let in to the interview.
    """
    if path := ids.get("path"):
        return {"reference": "", "href": path}
    for key in ("reference", "episode"):
        ref = str(ids.get(key, ""))
        if ref.startswith(EMERGENCY):
            return {"reference": ref, "href": reverse("cases:emergency", args=[ref])}
        page, act = WAYS.get(ref[:2], ("", ""))
        if page and act in acts and (known or ref[:2] in {"R-", "S-"}):
            return {"reference": ref, "href": reverse(page, args=[ref])}
    return {"reference": "", "href": ""}


@require_POST
def read(request: HttpRequest, number: int) -> HttpResponse:
    """Mark one's own notice as read, or acknowledge it."""
    notice = notices_queries.notice_of(request.user, number)
    if notice is None:
        raise Http404("No such notice")
    act = "acknowledge" if "acknowledge" in request.POST else "read"

    def work() -> dict[str, Any]:
        if act == "acknowledge":
            notices_services.acknowledge(notice, by=request.user)
        else:
            notices_services.mark_read(notice, by=request.user)
        return {}

    try:
        serve_once(
            user=request.user,
            token=request.POST.get("submission_token", ""),
            act=f"notice.{act}.{number}",
            payload=[number],
            work=work,
        )
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(reverse("work:notices"))
