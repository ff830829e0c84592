"""Changes to users: invited, suspended, restored. Nobody is ever deleted."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from knox.models import AuthToken

from accounts import audit, hooks
from accounts.models import User


def invite(*, user: User, by: User) -> User:
    """Keep a new user, who can do nothing yet, and send the link to choose a password.

    The mail leaves after the commit. When it cannot, the account is there all the same, and
    `send_invitation` can be asked for again.
    """
    with transaction.atomic():
        user.email = user.email.strip().lower()
        user.set_unusable_password()
        user.save()
        audit.record("user.invited", by=by, about=user, name=user.name)
        transaction.on_commit(lambda: send_invitation(user), robust=True)
    return user


def send_invitation(user: User) -> None:
    """The mail with the link. It names the council and no person."""
    key = default_token_generator.make_token(user)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
    content = {
        "council_name": settings.COUNCIL_NAME,
        "address": settings.SITE_ADDRESS + path,
        "second_factor": settings.REQUIRE_SECOND_FACTOR,
        "ask_again": settings.SITE_ADDRESS + reverse("account_reset_password"),
    }
    send_mail(
        render_to_string("account/email/invitation_subject.txt", content).strip(),
        render_to_string("account/email/invitation_message.txt", content),
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
    )


def suspend(*, user: User, by: User) -> None:
    """No more signing in, at once. Sessions and tokens end for good, not until they are restored.

    The password goes too: a session holds a fingerprint of it, so none of them can come back.
    What rooms above opened to them by name ends with it (`hooks.SUSPENDED`), for good.
    """
    with transaction.atomic():
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        AuthToken.objects.filter(user=user).delete()
        _sign_out_everywhere(user)
        for told in hooks.SUSPENDED:
            told(user, by=by)
        audit.record("user.suspended", by=by, about=user, name=user.name)


def _sign_out_everywhere(user: User) -> None:
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(pk__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()


def restore(*, user: User, by: User) -> None:
    """May sign in again, with a new password chosen from a link in an email."""
    with transaction.atomic():
        user.is_active = True
        user.save(update_fields=["is_active"])
        audit.record("user.restored", by=by, about=user, name=user.name)
        transaction.on_commit(lambda: send_invitation(user), robust=True)


def change(*, user: User, by: User, changed: list[str]) -> None:
    """Keep what an administrator changed about a user; suspending is said as what it is."""
    with transaction.atomic():
        user.email = user.email.strip().lower()
        user.save()
        if "is_active" in changed:
            (restore if user.is_active else suspend)(user=user, by=by)
        others = [name for name in changed if name != "is_active"]
        if others:
            audit.record("user.changed", by=by, about=user, name=user.name, changed=others)


def give_token(*, by: User) -> tuple[AuthToken, str]:
    """A token for a program of this user: its row, and the token itself, which is kept nowhere."""
    with transaction.atomic():
        row, token = AuthToken.objects.create(user=by)
        audit.record("token.given", by=by, about=by)
    return row, token


def take_token_back(*, token: AuthToken, by: User) -> None:
    with transaction.atomic():
        token.delete()
        audit.record("token.revoked", by=by, about=by)
