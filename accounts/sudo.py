"""Sudo mode: what is grave asks again who it is, when the last proof is older than ten minutes.

For exports, grants, restricted records and the admin site:

    @freshly_signed_in
    def export(request): …

A page is opened after a detour over /account/confirm/, which leads back. A form that is sent too
late is answered by the same question, with everything that was typed kept in that page and nowhere
else; the right password sends it on its way. A token of the API cannot be asked, so it is refused.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.views import APIView

from accounts import audit, council_services, factors, proof
from accounts.errors import Refused
from accounts.models import User
from accounts.proof_forms import ProofForm
from accounts.tokens import TokenSignIn

View = Callable[..., HttpResponse]
SAFE = {"GET", "HEAD", "OPTIONS"}
NO_TOKENS = (
    "This cannot be done through the API. Sign in to Homeward in a browser and do it there: "
    "you will be asked to confirm that it is you."
)
# What a wrong answer is in the trail; codes are told of by accounts.codes itself.
WRONG = {
    "password_wrong": "confirm.failed",
    "passkey_wrong": "confirm.failed",
    "password_locked": "confirm.locked",
}
IN_BACKGROUND = "Not saved: open this page again and confirm that it is you."


def freshly_signed_in(view: View) -> View:
    """Let nobody through whose last proof of who they are is older than SUDO_SECONDS.

    Put it on the view itself, above its other decorators. The view still asks what it always asks:
    this says only that it is really them.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _is_api(view):
            if holder := _token_holder(request):
                return _refuse(request, holder)
            if request.user.is_authenticated and not proof.is_fresh(request):
                return _refuse(request, request.user)
        elif not proof.is_fresh(request) and (question := ask(request)) is not None:
            return question
        return view(request, *args, **kwargs)

    return guarded


def ask(request: HttpRequest) -> HttpResponse | None:
    """The question, in the shape that suits the request; None when it has just been answered."""
    if request.headers.get("X-Background") == "1":
        return JsonResponse({"message": IN_BACKGROUND}, status=403)
    if request.method in SAFE:
        way = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_confirm')}?{way}")
    answered = any(name.startswith(f"{ProofForm.PREFIX}-") for name in request.POST)
    form = ProofForm(request.POST if answered else None, request=request)
    if form.is_bound and form.is_valid():
        accept(request, form)
        _take_out_the_answer(request)
        return None
    return show(request, form, status=403)


def accept(request: HttpRequest, form: ProofForm) -> None:
    """Keep the proof in the session, and that it was given in the trail."""
    proof.keep(request, method=form.how)
    audit.record_alone("confirmed", by=request.user, about=request.user, how=form.how)


def show(
    request: HttpRequest, form: ProofForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The page that asks. For a form that came too late it carries the form along."""
    if form.is_bound and form.errors:
        _tell_of_a_wrong_one(request, form)
        status = 400
    kept = _typed(request) if "next" not in context else []
    shown = {"form": form, "kept": kept, "lost_files": bool(kept and request.FILES)} | context
    shown["tied"] = bool(settings.OIDC_SERVER) and council_services.is_tied(request.user)
    if form.has.passkeys:
        shown["question"] = factors.passkey_question(request.user)
    return render(request, "account/confirm.html", shown, status=status)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form that came too late holds, but for the answer and Django's own token."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and not name.startswith(f"{ProofForm.PREFIX}-")
    ]


def _take_out_the_answer(request: HttpRequest) -> None:
    """The view gets what was typed into its own form, and no password."""
    without = request.POST.copy()
    for name in [one for one in without if one.startswith(f"{ProofForm.PREFIX}-")]:
        del without[name]
    without._mutable = False
    request.POST = without  # type: ignore[misc]  # the same form, less the answer


def _tell_of_a_wrong_one(request: HttpRequest, form: ProofForm) -> None:
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    for code, verb in WRONG.items():
        if code in codes:
            audit.record_alone(verb, by=request.user, about=request.user)


def _is_api(view: View) -> bool:
    api = getattr(view, "cls", None)
    return isinstance(api, type) and issubclass(api, APIView)


def _refuse(request: HttpRequest, by: User) -> HttpResponse:
    audit.refused(Refused(NO_TOKENS, act="confirm"), by=by, path=request.path)
    return JsonResponse({"detail": NO_TOKENS}, status=403)


def _token_holder(request: HttpRequest) -> User | None:
    """Whose token it carries; nobody's where it carries none, or one that opens nothing."""
    try:
        found = TokenSignIn().authenticate(request)
    except AuthenticationFailed:
        return None
    return found[0] if found else None
