"""Shared with you: what other organisations are shown of what was shared with them, and no more."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import policy as roles
from accounts.clock import now
from accounts.queries import office_phone_of
from cases.sharing_views import served_copy
from govuk.paging import key_in, key_of
from people import sharing, sharing_queries
from people.sharing_access import shared_with


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All that is shown to the organisations of this user now, newest first."""
    roles.require(request.user, "view_shared")
    found, more = sharing_queries.page_of(
        sharing_queries.shown_to(request.user), before=key_in(request.GET.get("before", ""))
    )
    return render(
        request,
        "shared/list.html",
        {
            "title": "Shared with you",
            "sharings": found,
            "now": now(),
            "next": f"?before={key_of(found[-1].at, found[-1].pk)}" if more else "",
        },
    )


@require_safe
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """What it is, about whom, why it was shared, whom to ask, until when."""
    found = shared_with(request.user, ref)
    if request.method == "GET":
        with transaction.atomic():
            sharing.record_seen(sharing=found, by=request.user)
    return render(
        request,
        "shared/one.html",
        {
            "title": found.what,
            "sharing": found,
            "phone": found.by.phone or office_phone_of(found.by),
            "back": {"href": reverse("shared:list"), "text": "Back to what is shared with you"},
        },
    )


@require_safe
def copy(request: HttpRequest, ref: str) -> HttpResponse:
    """The copy, for those it was shared with; each download is on record."""
    found = shared_with(request.user, ref)
    if request.method == "GET":
        with transaction.atomic():
            sharing.record_seen(sharing=found, by=request.user, copy=True)
    return served_copy(found)
