"""What every page needs: whose it is, where they may go, how long they may idle."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts import hooks, proof
from accounts.navigation import navigation_for
from accounts.policy import acts_of
from accounts.submissions import token_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """The template context of the pages' frame. Pages shown before sign-in get no navigation."""
    user = getattr(request, "user", None)
    signed_in = user if user is not None and user.is_authenticated else None
    unread = sum(count(signed_in) for count in hooks.UNREAD) if signed_in else 0
    required = settings.REQUIRE_SECOND_FACTOR
    open_to = signed_in if signed_in and (not required or proof.has_second(request)) else None
    return {
        "council_name": settings.COUNCIL_NAME,
        "nav": navigation_for(open_to, request.path, unread=unread) if open_to else [],
        "signed_in_user": signed_in,
        "my_acts": acts_of(signed_in) if signed_in else frozenset(),
        "account_url": reverse("account"),
        "unread_count": unread,
        "idle_seconds": settings.IDLE_SECONDS,
        "session_seconds": proof.seconds_left(request) if signed_in else 0,
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "submission_token": token_for(request),
        "council_sign_in": settings.OIDC_NAME if settings.OIDC_SERVER else "",
        "second_factor_required": required,
        "is_local": settings.LOCAL,
    }
