"""How a password is looked at: after the limiter has counted, and in one way for every door."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from accounts import audit, limiter, local, queries
from accounts.models import User

WAIT = "sign_in_wait_minutes"


class LimitedSignIn(AuthenticationBackend):
    """E-mail and password, for the sign-in page, the admin site and the API alike.

    A locked account gets no answer about its password, right or wrong; the request then carries the
    minutes to wait. An account that does not exist is locked in the same way.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        email = str(credentials.get("email") or credentials.get("username") or "").strip()
        if not email or not credentials.get("password"):
            return None
        turn = limiter.take_turn(request=request, account=email)
        if not turn.ok:
            if turn.first:
                _keep("sign_in.locked", email, request)
            if request is not None:
                setattr(request, WAIT, turn.wait_minutes)
            return None
        found = super().authenticate(request, email=email, password=credentials["password"])
        if found is None:
            _keep("sign_in.failed", email, request)
            return None
        limiter.forgive(request=request, account=email)
        return found

    def _check_password(self, user: User | None, password: str) -> User | None:
        """A suspended account answers like a wrong password."""
        if user is None:
            return None
        self._did_check_password = True
        return user if is_password_of(user, password) else None


def is_password_of(user: User, typed: str) -> bool:
    """Whether this opens the door to an active account; the caller has asked the limiter."""
    if typed == local.PASSWORD and not settings.LOCAL:
        return False  # made-up people never open a real council's door
    return user.check_password(typed) and user.is_active


def _keep(verb: str, email: str, request: HttpRequest | None) -> None:
    """Whose account it was is kept where there is one; what else was typed is not."""
    audit.record_alone(
        verb, by=None, about=queries.by_email(email), address=limiter.address_of(request)
    )
