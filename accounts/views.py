"""One's own account, and the door of the admin site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts import queries
from accounts.errors import Refused
from accounts.rules import ROLES


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here: name, address, the roles of today."""
    held = [
        (ROLES[membership.role].label, str(membership.team))
        for membership in queries.memberships_of(request.user)
    ]
    return render(request, "account/account.html", {"held": held})


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
