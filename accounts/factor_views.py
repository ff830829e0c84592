"""Setting up a second factor, looking after it, and the recovery codes."""

import base64
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import factor_services, factors, session_services, vault
from accounts.confirm_views import way_on
from accounts.errors import add_errors_to
from accounts.factor_forms import AppForm, MethodForm, NameForm, NewPasskeyForm
from accounts.submissions import serve_form_once
from accounts.sudo import freshly_signed_in
from govuk.forms import GovukForm

FORM = require_http_methods(["GET", "POST"])
AFTER, SECRET = "after_set_up", "app_secret"


@freshly_signed_in
@FORM
def index(request: HttpRequest) -> HttpResponse:
    """What one has; for whoever has nothing yet, the choice of what to set up."""
    if "next" in request.GET:
        request.session[AFTER] = way_on(request)
    has = factors.factors_of(request.user)
    if has:
        return render(request, "account/second_factor.html", {"has": has})
    form = MethodForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return redirect(f"account_{form.cleaned_data['method']}_add")
    return _page(request, "account/second_factor_first.html", form)


@freshly_signed_in
@FORM
def app_add(request: HttpRequest) -> HttpResponse:
    """The secret as a picture and as text; the app's code shows that it arrived."""
    if factors.factors_of(request.user).app:
        return redirect("account_second_factor")
    secret = _secret(request)
    form = AppForm(request.POST or None)
    if form.is_bound and form.is_valid():
        code = form.cleaned_data["code"]

        def work() -> None:
            factor_services.add_app(user=request.user, secret=secret, code=code)

        if _did(request, form, "second_factor.app", work):
            request.session.pop(SECRET, None)
            return _set_up(request, factors.APP)
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    shown = {
        "picture": "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode(),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }
    return _page(request, "account/app_add.html", form, **shown)


@freshly_signed_in
@FORM
def passkey_add(request: HttpRequest) -> HttpResponse:
    """The browser makes it; the page's script brings what it made."""
    form = NewPasskeyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = form.cleaned_data["credential"]
        if not factors.is_new_passkey(made):
            form.add_error(None, "The passkey could not be set up. Try again")
        else:
            name = form.cleaned_data["name"]
            factor_services.add_passkey(user=request.user, name=name, credential=made)
            return _set_up(request, factors.PASSKEY)
    question = factors.new_passkey_question(request.user)
    return _page(request, "account/passkey_add.html", form, question=question)


def _set_up(request: HttpRequest, kind: str) -> HttpResponse:
    """Signed in with a second factor from now on; signed out where it was without one."""
    if factors.factors_of(request.user).count == 1:
        session_services.end_others(request)
    record_authentication(request, request.user, "mfa", type=kind)
    return redirect("account_codes")


REMOVES_APP = {
    "title": "Remove your authenticator app",
    "lead": "Its codes will no longer open your account.",
    "button_text": "Remove the app",
}


@freshly_signed_in
@FORM
def app_remove(request: HttpRequest) -> HttpResponse:
    if not factors.factors_of(request.user).app:
        return redirect("account_second_factor")

    def work() -> None:
        factor_services.remove(user=request.user, kind=factors.APP)

    return _confirmed(request, work, act="second_factor.app_remove", **REMOVES_APP)


@freshly_signed_in
@FORM
def passkey_rename(request: HttpRequest, number: int) -> HttpResponse:
    passkey = _passkey(request, number)
    form = NameForm(request.POST or None, initial={"name": passkey.name})
    if form.is_bound and form.is_valid():
        name = form.cleaned_data["name"]

        def work() -> None:
            factor_services.rename_passkey(user=request.user, number=number, name=name)

        if _did(request, form, "second_factor.rename", work):
            return redirect("account_second_factor")
    shown = {"title": "Rename your passkey", "button_text": "Save the name"}
    return _page(request, "form_page.html", form, cancel=reverse("account_second_factor"), **shown)


@freshly_signed_in
@FORM
def passkey_remove(request: HttpRequest, number: int) -> HttpResponse:
    passkey = _passkey(request, number)

    def work() -> None:
        factor_services.remove(user=request.user, kind=factors.PASSKEY, number=number)

    return _confirmed(
        request,
        work,
        act="second_factor.passkey_remove",
        title=f"Remove the passkey “{passkey.name}”",
        lead="It will no longer open your account. Delete it on the device too.",
        button_text="Remove the passkey",
    )


@freshly_signed_in
@FORM
def codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes, until their owner says that they are kept. Never again after that."""
    found = factor_services.codes_to_keep(request.user)
    if request.method == "POST":
        factor_services.keep_codes(user=request.user)
        return redirect(request.session.pop(AFTER, None) or reverse("account_second_factor"))
    if not found:
        return redirect("account_second_factor")
    return render(request, "account/codes.html", {"codes": [_spaced(code) for code in found]})


@freshly_signed_in
@require_safe
def codes_file(request: HttpRequest) -> HttpResponse:
    found = factor_services.codes_to_keep(request.user)
    if not found:
        return redirect("account_second_factor")
    lines = ["Recovery codes for Homeward. Each opens your account once.", ""]
    text = "\r\n".join([*lines, *map(_spaced, found), ""])
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="homeward-recovery-codes.txt"'
    return answer


@freshly_signed_in
@FORM
def codes_new(request: HttpRequest) -> HttpResponse:
    if not factors.has_one(request.user):
        return redirect("account_second_factor")

    def work() -> None:
        factor_services.make_codes(user=request.user)

    return _confirmed(
        request,
        work,
        act="recovery_codes.new",
        to="account_codes",
        title="Make new recovery codes",
        lead="The codes that you have now will stop working.",
        button_text="Make new codes",
    )


def _confirmed(
    request: HttpRequest, work: Any, *, act: str, to: str = "account_second_factor", **page: Any
) -> HttpResponse:
    form = GovukForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _did(request, form, act, work):
        return redirect(to)
    cancel = reverse("account_second_factor")
    return _page(request, "confirm_page.html", form, cancel=cancel, **page)


def _did(request: HttpRequest, form: GovukForm, act: str, work: Any) -> bool:
    try:
        serve_form_once(request, act=act, work=work)
    except ValidationError as refusal:
        add_errors_to(form, refusal)
        return False
    return True


def _page(request: HttpRequest, template: str, form: GovukForm, **context: Any) -> HttpResponse:
    status = 400 if form.has_errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def _secret(request: HttpRequest) -> str:
    """The same until the app is set up: a page that is opened again shows the same picture."""
    if SECRET not in request.session:
        request.session[SECRET] = vault.encrypt(generate_totp_secret())
    return vault.decrypt(request.session[SECRET])


def _passkey(request: HttpRequest, number: int) -> factors.Passkey:
    for passkey in factors.factors_of(request.user).passkeys:
        if passkey.pk == number:
            return passkey
    raise Http404("No such passkey")


def _spaced(code: str) -> str:
    return f"{code[:4]} {code[4:]}"
