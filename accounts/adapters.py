"""Where allauth asks us: who may come in, what is kept when they do."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from knox.models import AuthToken

from accounts import audit
from accounts.models import User


class InvitationOnly(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        audit.record_alone("signed_in", by=user, about=user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
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
