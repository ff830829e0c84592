"""The pages of meetings: the list, starting one, its sections, finalising, the ways out."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.errors import Conflict, add_errors_to
from accounts.policy import require
from accounts.submissions import serve_once
from cases import section_views, sections
from cases.access import episode_for
from cases.section_forms import NoForm
from cases.section_views import LongForm
from govuk.paging import key_in, key_of
from meetings import (
    forms,
    invitation,
    minutes_forms,
    papers,
    policy,
    prefill,
    queries,
    rules,
    services,
)
from meetings.access import meeting_for
from meetings.models import Meeting, MeetingSection

LONG = LongForm(
    name="meeting",
    table=MeetingSection,
    parts=minutes_forms.parts_of,
    fetch=meeting_for,
    to="hold_meeting",
    person_id=lambda meeting: meeting.episode.person_id,
    home=lambda meeting: reverse("meetings:meeting", args=[meeting.reference]),
    page=lambda meeting, key: reverse("meetings:section", args=[meeting.reference, key]),
    caption=lambda meeting: f"{meeting.get_kind_display()} {meeting.reference}",
    prefill=prefill.of_section,
)


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Every meeting this user may see, latest first."""
    require(request.user, "view_meeting")
    rows = queries.page_of(
        policy.visible_to(request.user), before=key_in(request.GET.get("before", ""))
    )
    shown = rows[: queries.PAGE]
    further = ""
    if len(rows) > queries.PAGE:
        last = shown[-1]
        further = f"?before={quote(key_of(last.created_at, last.pk))}"
    context = {
        "title": "Meetings",
        "meetings": shown,
        "further": further,
        "first": "before" not in request.GET,
    }
    return render(request, "meetings/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, ref: str) -> HttpResponse:
    """Which meeting is to be recorded; from a button of the episode's page it is chosen already."""
    episode = episode_for(request.user, ref, to="hold_meeting")
    kinds = policy.kinds_to_start(request.user, episode)
    chosen = request.GET.get("kind", "")
    form = forms.StartForm(request.POST or None, kinds=kinds, initial={"kind": chosen})
    if request.method == "POST" and form.is_valid():
        try:
            result = serve_once(
                user=request.user, token=request.POST.get("submission_token", ""),
                act="meeting.start", payload=request.POST,
                work=lambda: {
                    "ref": services.start(
                        episode_ref=ref, kind=form.cleaned_data["kind"], by=request.user,
                        planned_for=form.cleaned_data["planned_for"],
                    ).reference
                },
            )  # fmt: skip
        except ValidationError as invalid:
            add_errors_to(form, invalid)
        else:
            return redirect("meetings:meeting", result["ref"])
    context = {
        "title": "Record a meeting",
        "caption": f"Episode {episode.reference}",
        "form": form,
        "back": f"/episodes/{ref}/",
        "episode": episode,
        "can_decide_against": any(kind in rules.WHILE_MISSING for kind, _ in kinds),
    }
    return render(request, "meetings/new.html", context)


@require_safe
def meeting(request: HttpRequest, ref: str) -> HttpResponse:
    """A draft shows its list of sections; a meeting that was held shows its minutes whole."""
    row = meeting_for(request.user, ref)
    with_minutes = row.state != "draft"
    context: dict[str, Any] = {
        "title": row.get_kind_display(),
        "meeting": row,
        "episode": row.episode,
        "back": {"href": f"/episodes/{row.episode.reference}/", "text": "Back to the episode"},
        "said": section_views.said(LONG, row) if with_minutes else [],
        "actions": queries.actions_of(row) if with_minutes else [],
        "tasks": [] if with_minutes else section_views.tasks(LONG, row),
        "may_change": policy.may(request.user, "hold_meeting", row).ok,
        "may_print": row.state == "held" and papers.may_print(request.user).ok,
        "found_first": row.kind in rules.WHILE_MISSING and not row.episode.is_open,
        "invitation": invitation.moment_of(row),
    }
    return render(request, "meetings/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, ref: str, key: str) -> HttpResponse:
    return section_views.section_page(request, LONG, ref, key)


def _to_change(request: HttpRequest, ref: str) -> Meeting:
    """The meeting for a page that changes it.

    What is sent is refused by the service and not here, so that a second tap on a button that
    closed the meeting still gets the first one's answer.
    """
    to = "view_meeting" if request.method == "POST" else "hold_meeting"
    found = meeting_for(request.user, ref, to=to)
    require(request.user, "hold_meeting")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def finalise(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything on one page, and the button that locks it."""
    row = _to_change(request, ref)
    form = NoForm(request.POST if request.method == "POST" else None)
    form.is_valid()
    begun = sections.all_of(table=MeetingSection, parent=row)
    if request.method == "POST":
        read = section_views.versions_read(request)

        def work() -> dict[str, Any]:
            minutes = minutes_forms.minutes_of(row, begun)
            services.finalise(meeting_ref=ref, minutes=minutes, read=read, by=request.user)
            return {"ref": ref}

        try:
            serve_once(
                user=request.user, token=request.POST.get("submission_token", ""),
                act="meeting.finalise", payload=[ref, read], work=work,
            )  # fmt: skip
        except Conflict as conflict:
            form.add_error(None, conflict.reason)
        except ValidationError as invalid:
            add_errors_to(form, invalid)
        else:
            messages.success(request, "The minutes have been finalised")
            return redirect("meetings:meeting", ref)
    context = {
        "title": "Check the minutes",
        "caption": LONG.caption(row),
        "meeting": row,
        "form": form,
        "said": section_views.said(LONG, row),
        "pages": {key: LONG.page(row, key) for key in minutes_forms.parts_of(row)},
        "lacking": [
            minutes_forms.PARTS[key].title
            for key in sections.unfinished(
                table=MeetingSection, parent=row, needed=rules.sections_of(row.kind)
            )
        ],
        "read": " ".join(f"{key}:{one.version}" for key, one in begun.items()),
        "back": {"href": LONG.home(row), "text": "Back to all sections"},
    }
    return render(request, "meetings/finalise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    row = _to_change(request, ref)
    form = forms.CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        serve_once(
            user=request.user, token=request.POST.get("submission_token", ""),
            act="meeting.cancel", payload=request.POST,
            work=lambda: {
                "ref": services.cancel(
                    meeting_ref=ref, reason=form.cleaned_data["reason"], by=request.user
                ).reference
            },
        )  # fmt: skip
        messages.success(request, "The meeting has been cancelled")
        return redirect("meetings:meeting", ref)
    context = {
        "title": "Cancel this meeting",
        "caption": LONG.caption(row),
        "form": form,
        "lead": "What has been written so far is kept. No more can be added to it.",
        "button_text": "Cancel the meeting",
        "cancel": LONG.home(row),
        "cancel_text": "No, go back",
    }
    return render(request, "confirm_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, ref: str) -> HttpResponse:
    """Found before the meeting: hold it as a professionals' meeting."""
    row = _to_change(request, ref)
    if request.method == "POST":
        serve_once(
            user=request.user, token=request.POST.get("submission_token", ""),
            act="meeting.keep", payload=request.POST,
            work=lambda: {
                "ref": services.keep_as_professionals(meeting_ref=ref, by=request.user).reference
            },
        )  # fmt: skip
        messages.success(request, "This is a professionals’ meeting now")
        return redirect("meetings:meeting", ref)
    context = {
        "title": "Keep this as a professionals’ meeting",
        "caption": LONG.caption(row),
        "lead": "Keep it where there are repeat concerns or a high risk. Otherwise cancel it.",
        "button_text": "Keep it as a professionals’ meeting",
        "cancel": LONG.home(row),
    }
    return render(request, "confirm_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def not_convene(request: HttpRequest, ref: str) -> HttpResponse:
    episode = episode_for(request.user, ref, to="hold_meeting")
    kinds = [
        pair
        for pair in policy.kinds_to_start(request.user, episode)
        if pair[0] in rules.WHILE_MISSING
    ]
    form = forms.NotConvenedForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            serve_once(
                user=request.user, token=request.POST.get("submission_token", ""),
                act="meeting.not_convene", payload=request.POST,
                work=lambda: {
                    "ref": services.not_convene(
                        episode_ref=ref, by=request.user, **form.cleaned_data
                    ).reference
                },
            )  # fmt: skip
        except ValidationError as invalid:
            add_errors_to(form, invalid)
        else:
            messages.success(request, "The decision not to hold the meeting is recorded")
            return redirect(f"/episodes/{ref}/")
    context = {
        "title": "Decide not to hold a meeting",
        "caption": f"Episode {episode.reference}",
        "form": form,
        "lead": "This is a decision that stands on the record, with your name and your reason.",
        "button_text": "Record the decision",
        "cancel": reverse("meetings:new", args=[ref]),
    }
    return render(request, "confirm_page.html", context)


@require_safe
def calendar_file(request: HttpRequest, ref: str) -> HttpResponse:
    """An invitation to the meeting that is planned or to the next one, for anybody's calendar."""
    row: Meeting = meeting_for(request.user, ref)
    if invitation.moment_of(row) is None:
        raise Http404("No meeting is planned")
    address = request.build_absolute_uri(LONG.home(row))
    body = invitation.as_ics(row, people=queries.mailed(row), address=address, now=clock.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{row.reference}.ics"'
    return response
