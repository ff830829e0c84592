"""Where allauth asks us: who may come in, what is kept when they do."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from knox.models import AuthToken

from accounts import audit, devices, limiter, proof, vault
from accounts.models import User
from accounts.telling import tell


class InvitationOnly(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["accounts.stages.SecondFactorStage"]

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("account_login")

    def get_client_ip(self, request: HttpRequest) -> str:
        """For the list of sessions; an address that cannot be read must not stop a sign-in."""
        try:
            return str(ip_address(limiter.address_of(request)))
        except ValueError:
            return "0.0.0.0"

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        audit.record_alone("signed_in", by=user, about=user, how=proof.how(request))
        response: HttpResponse = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            audit.record_alone("signed_out", by=request.user, about=request.user)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """A new password ends every session but this one, and every token of the API."""
        signed_in = self.request is not None and self.request.user.is_authenticated
        with transaction.atomic():
            super().set_password(user, password)
            AuthToken.objects.filter(user=user).delete()
            audit.record("password.changed" if signed_in else "password.reset", by=user, about=user)
            tell(user, "password_changed")
        if signed_in:
            messages.success(self.request, "Your password is changed")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail is the configured one: the request's could be forged."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "U", "key": "K"})
        return settings.SITE_ADDRESS + path.replace("U-K", key)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages say what happened themselves; allauth's flash messages are not shown."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mails about account changes beyond those we have worded."""


class KnownStaffOnly(DefaultSocialAccountAdapter):
    """Signing in through another service never makes an account either."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class SecondFactors(DefaultMFAAdapter):
    """How allauth keeps second factors: encrypted, and under the product's own name."""

    def encrypt(self, text: str) -> str:
        return vault.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return vault.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return f"Homeward, {settings.COUNCIL_NAME}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name that passkeys are bound to. On a laptop the one in the browser's address."""
        here = f"//{context.request.get_host()}"
        host = urlsplit(here if settings.LOCAL else settings.SITE_ADDRESS).hostname
        return {"id": str(host), "name": "Homeward"}
