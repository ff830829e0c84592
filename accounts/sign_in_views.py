"""The sign-in's second step, and the sign-in by passkey alone."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accounts import audit, factors, limiter
from accounts.confirm_views import way_on
from accounts.factor_forms import AnswerForm, CodeForm
from accounts.models import User
from accounts.stages import SecondFactorStage


@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """After the password: a code or a passkey. Without a first step there is no second."""
    if request.user.is_authenticated:
        return redirect(way_on(request))
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None:
        return redirect("account_login")
    user: User = stage.login.user
    has = factors.factors_of(user)
    if request.POST.get("act") == "start_again" or not user.is_active or not has:
        return stage.abort()
    form = CodeForm(user=user, request=request)
    answer = AnswerForm()
    if "credential" in request.POST:
        answer = AnswerForm(request.POST)
        if (row := _passkey_of(answer, user)) is not None:
            return _through(request, stage, row)
        audit.record_alone("code.failed", by=None, about=user)
        answer.add_error(None, "This passkey did not open the account. Try again")
    elif request.method == "POST":
        form = CodeForm(request.POST, user=user, request=request)
        if form.is_valid():
            return _through(request, stage, form.factor)
    shown: dict[str, Any] = {"form": answer if answer.is_bound else form, "code_form": form}
    shown |= {"has": has, "question": factors.passkey_question(user) if has.passkeys else None}
    failed = shown["form"].is_bound
    return render(request, "account/second_step.html", shown, status=400 if failed else 200)


def _through(request: HttpRequest, stage: Any, row: Authenticator) -> HttpResponse:
    record_authentication(request, stage.login.user, "mfa", id=row.pk, type=row.type)
    done: HttpResponse = stage.exit()
    return done


@require_http_methods(["GET", "POST"])
def by_passkey(request: HttpRequest) -> HttpResponse:
    """GET: the question for a browser's script. POST: its answer, which says who it is."""
    if request.method == "GET":
        return JsonResponse(factors.passkey_question(None))
    there = way_on(request)
    if request.user.is_authenticated:
        return redirect(there)
    turn = limiter.take_turn(request=request, account="")
    row = _passkey_of(AnswerForm(request.POST), None) if turn.ok else None
    if row is None or not row.user.is_active:
        audit.record_alone("sign_in.failed", by=None, address=limiter.address_of(request))
        why = "passkey" if turn.ok else "wait"
        return redirect(f"{reverse('account_login')}?{urlencode({'next': there, 'why': why})}")
    limiter.forgive(request=request, account="")
    record_authentication(request, row.user, "mfa", id=row.pk, type=row.type, passwordless=True)
    return perform_login(request, Login(user=row.user, redirect_url=there))


def _passkey_of(form: AnswerForm, user: User | None) -> Authenticator | None:
    if not form.is_valid():
        return None
    return factors.passkey_answered(form.cleaned_data["credential"], user=user)
