"""One's own account, and the door of the admin site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts import factors, queries
from accounts.errors import Refused
from accounts.rules import ROLES
from govuk import words


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here: name, address, the roles of today."""
    held = [
        (ROLES[membership.role].label, str(membership.team))
        for membership in queries.memberships_of(request.user)
    ]
    has = factors.factors_of(request.user)
    shown = {"held": held, "has": has, "second_factor": _in_words(has)}
    return render(request, "account/account.html", shown)


def _in_words(has: factors.Factors) -> str:
    """What somebody has: "Authenticator app, 2 passkeys"."""
    keys = words.count(len(has.passkeys), "passkey") if has.passkeys else ""
    said = ", ".join(part for part in ("authenticator app" if has.app else "", keys) if part)
    return said[0].upper() + said[1:] if said else "None"


def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """The admin site has no sign-in page of its own, so none that forgets the limiter."""
    if request.user.is_authenticated:
        raise Refused(
            "The administration pages are for administrators.",
            who_can_help="An administrator can change users, teams and reference lists for you.",
            act="administer",
        )
    way_back = request.GET.get("next") or reverse("admin:index")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': way_back})}")
