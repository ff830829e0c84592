"""Everybody needs a second factor: without one nothing opens but the pages to set one up."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from rest_framework.views import APIView

from accounts import factors, proof
from accounts.middleware import API_PAGES, PUBLIC, PUBLIC_LOCAL, Next, way_back

SET_UP = {
    "account_second_factor",
    "account_app_add",
    "account_passkey_add",
    "account_confirm",
    "account_logout",
    "govuk:still_here",
}
FIRST = "Set up a second factor first: sign in to Homeward in a browser."


class SecondFactorFirst:
    """Leads whoever has no second factor to the page that sets one up, and back afterwards.

    It asks the session, not the database: a second factor that was shown is kept there. A token of
    the API was only given for one (accounts.api).
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        if not settings.REQUIRE_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        public = PUBLIC | PUBLIC_LOCAL if settings.LOCAL else PUBLIC
        if name in public or proof.has_second(request):
            return None
        if name in SET_UP and not factors.has_one(request.user):
            return None
        api = getattr(view, "cls", None)
        if isinstance(api, type) and issubclass(api, APIView) and name not in API_PAGES:
            return JsonResponse({"detail": FIRST}, status=403)
        if request.headers.get("X-Background") == "1":
            return HttpResponse(FIRST, status=401, content_type="text/plain")
        return self._lead(request)

    def _lead(self, request: HttpRequest) -> HttpResponse:
        query = urlencode({"next": way_back(request)})
        if not factors.has_one(request.user):
            return redirect(f"{reverse('account_second_factor')}?{query}")
        # It was set up elsewhere since: this session never showed it, so it begins anew.
        logout(request)
        return redirect(f"{reverse('account_login')}?{query}")
