"""The doors of every request: idle sign-out, signed in or public, refusals, whose change it is,
what is logged of it and that nobody keeps its answer.
"""

import time
from collections.abc import Callable
from urllib.parse import urlencode

import pghistory
from django.conf import settings
from django.contrib.auth import logout
from django.db import IntegrityError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    QueryDict,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_structlog.middlewares import RequestMiddleware
from rest_framework.views import APIView

from accounts import audit, proof, session_services
from accounts.errors import MERGED, Conflict, Invalid, Moved, Refused, was_merged
from govuk.given_back import typed_in
from govuk.views import not_found
from govuk.views import refused as refusal_page

Next = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"
AGAIN = "again"
CHANGES = {"POST", "PUT", "PATCH", "DELETE"}

# Pages that open without signing in, by the names of their addresses. All others ask.
PUBLIC = {
    "account_council",
    "account_council_back",
    "account_login",
    "account_passkey_sign_in",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "govuk:accessibility",
    "health",
    "mfa_authenticate",
    "govuk:help",
    "govuk:privacy",
}
# Open on a laptop only, where the people are made up.
PUBLIC_LOCAL = {"mailbox", "mailbox:list", "mailbox:message"}
# Pages for people among the API's addresses: they lead to the sign-in page too.
API_PAGES = {"api:docs"}


class RequestLines(RequestMiddleware):
    """A line in the log when a request begins and one when it ends, without its query.

    What people search for is a child's name, and names never go into logs (see config/logs.py).
    """

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {request.path}"


class NothingKept:
    """No browser or proxy keeps an answer: on a shared computer the next person could go back to
    it after the sign-out. Files of the design are answered before this and may be kept.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response


class AddressesOfText:
    """The character NUL is in no text that we can keep. An address with it leads nowhere; out of
    what a form sends it is left, for nobody typed it and nobody sees it.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "%00" in query or "\x00" in query:
            return not_found(request)
        if any("\x00" in value for _, values in request.POST.lists() for value in values):
            request.POST = _without_nul(request.POST)  # type: ignore[misc]  # the same, as text
        return self.get_response(request)


def _without_nul(sent: QueryDict) -> QueryDict:
    kept = sent.copy()
    for name, values in sent.lists():
        kept.setlist(name, [value.replace("\x00", "") for value in values])
    kept._mutable = False
    return kept


class IdleSignOut:
    """Signs out whoever has done nothing for IDLE_SECONDS, and in any case ABSOLUTE_SECONDS after
    the last proof of who they are: signing in, or confirming it since.

    By this machine's clock and not the one that tests can move: an idle time is a length of real
    time at a keyboard. Requests that a page sends by itself carry `X-Background: 1` and do not
    count.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SEEN in request.session or request.user.is_authenticated:
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        moment = time.time()
        seen = request.session.get(SEEN)
        if seen is None:
            proof.begin(request)
        if seen is not None and moment - seen > settings.IDLE_SECONDS:
            self._sign_out(request, "idle")
        elif request.user.is_authenticated and proof.seconds_left(request) < 0:
            self._sign_out(request, "long")
        elif request.headers.get("X-Background") != "1" and (
            seen is None or moment - seen > settings.IDLE_SECONDS / 60
        ):
            request.session[SEEN] = moment
            session_services.seen(request)

    def _sign_out(self, request: HttpRequest, why: str) -> None:
        if request.user.is_authenticated:
            audit.record_alone(f"signed_out.{why}", by=request.user, about=request.user)
        logout(request)
        request.signed_out_why = why  # type: ignore[attr-defined]  # for SignedInOnly below


class SignedInOnly:
    """Every address asks for a sign-in, but those in `PUBLIC`. The API asks in its own way."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        public = PUBLIC | PUBLIC_LOCAL if settings.LOCAL else PUBLIC
        if request.user.is_authenticated or name in public:
            return None
        api = getattr(view, "cls", None)
        if isinstance(api, type) and issubclass(api, APIView) and name not in API_PAGES:
            return None
        if request.headers.get("X-Background") == "1":
            return HttpResponse("You are signed out.", status=401, content_type="text/plain")
        query = {"next": way_back(request)}
        if why := getattr(request, "signed_out_why", ""):
            query["why"] = why
        return redirect(f"{reverse('account_login')}?{urlencode(query)}")


def way_back(request: HttpRequest) -> str:
    """The page to return to: this one, or for a form that was being sent, the page it was on."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    page = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if page and safe else "/"


class RefusalPages:
    """A refusal becomes the 403 page with its reason, and an audit event of its own.

    A second editor gets the 409 page; what is wrong with no field to show it at, the 400 page.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            if request.user.is_authenticated:
                audit.refused(error, by=request.user, path=request.path)
            return refusal_page(request, error)
        if isinstance(error, Conflict):
            context = {"reason": error.reason, "typed": typed_in(request)}
            return render(request, "409.html", context, status=409)
        if isinstance(error, Moved):
            return moved(request, error)
        if isinstance(error, IntegrityError) and was_merged(error):
            return sent_again(request)
        if isinstance(error, Invalid) and not request.path.startswith("/api/"):
            context = {"reasons": error.messages, "typed": typed_in(request)}
            return render(request, "400.html", context, status=400)
        if isinstance(error, Http404) and not request.path.startswith("/api/"):
            return not_found(request, error)  # on a laptop too, where Django would show its own
        return None


def moved(request: HttpRequest, error: Moved) -> HttpResponse:
    """On to the same page of the record that was kept; a form that was being sent is sent there
    (308), so that nothing typed is lost.
    """
    if there := error.address(request.get_full_path()):
        return HttpResponsePermanentRedirect(
            there, preserve_request=request.method not in {"GET", "HEAD"}
        )
    reason = f"{error}. Open {error.new} and go on from there."
    return render(request, "409.html", {"reason": reason}, status=409)


def sent_again(request: HttpRequest) -> HttpResponse:
    """The record was merged into another while this was being written: the same form is sent again
    (308), and finds the kept record; nothing was written meanwhile. Once: then it is said in words.
    """
    if AGAIN not in request.GET:
        there = request.get_full_path() + ("&" if request.GET else "?") + f"{AGAIN}=1"
        return HttpResponsePermanentRedirect(there, preserve_request=True)
    return render(request, "409.html", {"reason": MERGED}, status=409)


class HistoryContext:
    """Puts who and which request beside every row that a change adds to the history of fields."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in CHANGES:
            return self.get_response(request)
        with pghistory.context(user=request.user.pk, request=audit.request_id()):
            return self.get_response(request)
