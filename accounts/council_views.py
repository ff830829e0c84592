"""The pages of the council's own sign-in: the way there, the way back, and what can go wrong."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import audit, council, council_claims, council_services, limiter, proof
from accounts.confirm_views import way_on
from accounts.council import NAME, Answer
from accounts.council_claims import Untrusted
from accounts.council_words import PROBLEMS
from accounts.models import User


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """By a link and not by a form: a policy of ours would stop a form at the provider's door."""
    if not settings.OIDC_SERVER:
        raise Http404("The council has no sign-in of its own here")
    confirms = request.user.is_authenticated
    try:
        return redirect(
            council.address_of_sign_in(request, next_url=way_on(request), confirms=confirms)
        )
    except Untrusted as untrusted:
        return _problem(request, untrusted)


@require_safe
def back(request: HttpRequest) -> HttpResponse:
    if not settings.OIDC_SERVER:
        raise Http404("The council has no sign-in of its own here")
    try:
        answer = council.answer_of(request)
        user = council_services.user_of(answer.claims)
        if answer.confirms:
            return _confirm(request, answer, user)
    except Untrusted as untrusted:
        return _problem(request, untrusted)
    if request.user.is_authenticated:  # in another tab meanwhile
        return redirect(answer.next)
    record_authentication(request, user, "socialaccount", **_shown(answer))
    return perform_login(request, Login(user=user, redirect_url=answer.next))


def _confirm(request: HttpRequest, answer: Answer, user: User) -> HttpResponse:
    """Sudo mode for whoever has no password here."""
    if user.pk != request.user.pk:
        raise Untrusted("not_you")
    proof.keep(request, method="socialaccount", **_shown(answer))
    audit.record_alone("confirmed", by=user, about=user, how="council’s sign-in")
    return redirect(answer.next)


def _shown(answer: Answer) -> dict[str, object]:
    second = council_claims.showed_second_factor(
        answer.claims, always=settings.OIDC_SECOND_FACTOR, levels=settings.OIDC_LEVELS
    )
    return {"provider": NAME, "second_factor": second}


def _problem(request: HttpRequest, untrusted: Untrusted) -> HttpResponse:
    problem = PROBLEMS[untrusted.why]
    by = request.user if request.user.is_authenticated else None
    audit.record_alone(
        "council.refused", by=by, why=problem.title, address=limiter.address_of(request)
    )
    shown = {"title": problem.title, "text": problem.text}
    return render(request, "account/council_problem.html", shown, status=problem.status)
