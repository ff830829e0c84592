"""Where one is signed in: one session, or all others, ended at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import session_queries, session_services


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    found = session_queries.sessions_of(request.user, here=request.session.session_key or "")
    return render(request, "account/sessions.html", {"found": found})


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """One's own only; a number that is nobody's or another's ends nothing."""
    if session_services.end_one(user=request.user, number=number):
        messages.success(request, "That session is over")
    return redirect("account_sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    session_services.end_others(request)
    messages.success(request, "You are signed out everywhere but here")
    return redirect("account_sessions")
