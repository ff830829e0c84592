"""Second factors are set up, renamed, removed and reset: each with its event, and told."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from accounts import audit, session_services, vault
from accounts.errors import Invalid, Refused
from accounts.factors import APP, CODES, PASSKEY, WORDS, step_of
from accounts.models import User
from accounts.telling import tell

WRONG_CODE = "This code is not right. Type the one that your app shows now"
LAST = "Set up another second factor first. Everybody needs one."


def add_app(*, user: User, secret: str, code: str) -> None:
    """An authenticator app, which has shown by its code that it holds the secret."""
    step = step_of(secret, code)
    if step is None:
        raise Invalid({"code": WRONG_CODE})
    with transaction.atomic():
        _lock(user)
        if Authenticator.objects.filter(user=user, type=APP).exists():
            raise Invalid({"__all__": "You have an authenticator app already. Remove it first."})
        data = {"secret": vault.encrypt(secret), "last_step": step}
        Authenticator.objects.create(user=user, type=APP, data=data)
        _added(user, APP)


def add_passkey(*, user: User, name: str, credential: dict[str, Any]) -> None:
    """A passkey that the browser has just made; `factors.is_new_passkey` has looked at it."""
    with transaction.atomic():
        _lock(user)
        data = {"name": name, "credential": credential}
        Authenticator.objects.create(user=user, type=PASSKEY, data=data)
        _added(user, PASSKEY)


def _added(user: User, kind: str) -> None:
    if not Authenticator.objects.filter(user=user, type=CODES).exists():
        RecoveryCodes.activate(user)
    audit.record("second_factor.added", by=user, about=user, what=WORDS[kind])
    tell(user, "second_factor_added", what=WORDS[kind])


def rename_passkey(*, user: User, number: int, name: str) -> None:
    with transaction.atomic():
        row = _one(user, number, PASSKEY)
        row.data["name"] = name
        row.save(update_fields=["data"])
        audit.record("second_factor.renamed", by=user, about=user)


def remove(*, user: User, kind: str, number: int | None = None) -> None:
    """The last one stays where everybody needs one; else its recovery codes go with it."""
    with transaction.atomic():
        _lock(user)
        row = _one(user, number, kind)
        others = Authenticator.objects.filter(user=user, type__in=[APP, PASSKEY]).exclude(pk=row.pk)
        if not others.exists():
            if settings.REQUIRE_SECOND_FACTOR:
                raise Invalid({"__all__": LAST})
            Authenticator.objects.filter(user=user, type=CODES).delete()
        row.delete()
        audit.record("second_factor.removed", by=user, about=user, what=WORDS[kind])
        tell(user, "second_factor_removed", what=WORDS[kind])


def make_codes(*, user: User) -> None:
    """Ten new recovery codes; the old ones open nothing any more."""
    with transaction.atomic():
        _lock(user)
        if not Authenticator.objects.filter(user=user, type__in=[APP, PASSKEY]).exists():
            raise Invalid({"__all__": "Set up a second factor first."})
        Authenticator.objects.filter(user=user, type=CODES).delete()
        RecoveryCodes.activate(user)
        audit.record("recovery_codes.made", by=user, about=user)
        tell(user, "recovery_codes_made")


def codes_to_keep(user: User) -> list[str]:
    """The codes, until their owner has said that they are kept; then never again."""
    row = Authenticator.objects.filter(user=user, type=CODES).first()
    if row is None or RecoveryCodes(row).did_view:
        return []
    codes: list[str] = RecoveryCodes(row).get_unused_codes()
    return codes


def keep_codes(*, user: User) -> None:
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(user=user, type=CODES).first()
        if row is not None and not RecoveryCodes(row).did_view:
            RecoveryCodes(row).mark_as_viewed()
            audit.record("recovery_codes.kept", by=user, about=user)


def reset(*, user: User, by: User, reason: str) -> None:
    """An administrator takes all second factors of somebody who lost theirs.

    Signed out everywhere at once and told; with their password they set up another.
    """
    if user.pk == by.pk:
        raise Refused("Ask another administrator to reset your second factor.", act="administer")
    with transaction.atomic():
        _lock(user)
        Authenticator.objects.filter(user=user).delete()
        SocialAccount.objects.filter(user=user).delete()  # tied anew at the next sign-in there
        session_services.end_all(user=user)
        audit.record("second_factor.reset", by=by, about=user, name=user.name, reason=reason)
        tell(user, "second_factor_reset")


def _lock(user: User) -> None:
    """Two at once about the same person's factors wait for each other."""
    User.objects.select_for_update().get(pk=user.pk)


def _one(user: User, number: int | None, kind: str) -> Authenticator:
    rows = Authenticator.objects.select_for_update().filter(user=user, type=kind)
    row = (rows if number is None else rows.filter(pk=number)).first()
    if row is None:
        raise Invalid({"__all__": "This is gone already."})
    return row
