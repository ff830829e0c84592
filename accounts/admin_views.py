"""What an administrator does to an account on a page of its own: taking a lost second factor."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts import factor_services, queries
from accounts.factor_forms import ReasonForm
from accounts.submissions import serve_form_once

POINTS = [
    "They are signed out everywhere, and tokens of the API end.",
    "With their password they sign in and set up a new second factor.",
    "They are told by email.",
]


@require_http_methods(["GET", "POST"])
def reset_second_factor(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody has lost their phone or key. The reason is kept."""
    user = queries.users([number]).get(number)
    if user is None:
        raise Http404("No such user")
    there = reverse("admin:accounts_user_change", args=[number])
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]

        def work() -> None:
            factor_services.reset(user=user, by=request.user, reason=reason)

        serve_form_once(request, act="second_factor.reset", work=work)
        messages.success(request, f"The second factor of {user.name} is reset.")
        return redirect(there)
    page = {
        "form": form,
        "title": f"Reset the second factor of {user.name}",
        "lead": "Do this only when you are sure that it is really them who asked.",
        "points": POINTS,
        "button_text": "Reset the second factor",
        "cancel": there,
    }
    return render(request, "confirm_page.html", page, status=400 if form.has_errors else 200)
