"""Second factors: what somebody has set up, and whether what they answer is right.

The only file that knows how allauth keeps them: an authenticator app (TOTP), passkeys (WebAuthn)
and recovery codes. A code of the app opens once: its time step is kept in its row, under the row's
lock, so that no other process takes it a second time. Whoever asks has asked the limiter before.
"""

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import vault
from accounts.models import User

APP, PASSKEY, CODES = "totp", "webauthn", "recovery_codes"
# How the trail and the pages call them.
WORDS = {APP: "authenticator app", PASSKEY: "passkey", CODES: "recovery code"}
# A question to a browser waits ten minutes for its answer.
ASKED_AT, WAIT_SECONDS = "passkey_asked_at", 600
# What a malformed answer of a browser may raise inside the library that reads it.
MALFORMED = (ValidationError, ValueError, TypeError, KeyError, AttributeError, IndexError)


@dataclass(frozen=True)
class Passkey:
    """One passkey as its owner's page lists it."""

    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """What one user has. `codes_left` is None where there are no recovery codes at all."""

    app: bool = False
    app_since: datetime | None = None
    passkeys: list[Passkey] = field(default_factory=list)
    codes_left: int | None = None
    codes_kept: bool = False

    @property
    def count(self) -> int:
        """How many second factors; recovery codes only stand in for one."""
        return int(self.app) + len(self.passkeys)

    def __bool__(self) -> bool:
        return self.count > 0


def factors_of(user: User) -> Factors:
    """Everything, in one question."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    app = next((row for row in rows if row.type == APP), None)
    codes = next((row for row in rows if row.type == CODES), None)
    return Factors(
        app=app is not None,
        app_since=app.created_at if app else None,
        passkeys=[
            Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at)
            for row in rows
            if row.type == PASSKEY
        ],
        codes_left=len(RecoveryCodes(codes).get_unused_codes()) if codes else None,
        codes_kept=RecoveryCodes(codes).did_view if codes else False,
    )


def has_one(user: User) -> bool:
    """An app or a passkey. Recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=user, type__in=[APP, PASSKEY]).exists())


def take_code(user: User, typed: str, *, kinds: frozenset[str]) -> Authenticator | None:
    """The factor whose code this is, used up by it; None where it is wrong or was used before."""
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user=user, type__in=kinds)
        for row in rows.order_by("-type"):  # the app before the recovery codes
            if _take_time_code(row, typed) if row.type == APP else _take_recovery_code(row, typed):
                row.record_usage()
                return row
    return None


def _take_time_code(row: Authenticator, typed: str) -> bool:
    step = step_of(vault.decrypt(row.data["secret"]), typed)
    if step is None or step <= row.data.get("last_step", 0):
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    return True


def step_of(secret: str, typed: str) -> int | None:
    """The time step (of 30 seconds since 1970) that this code belongs to, if it is about now."""
    for step in totp.yield_hotp_counters_from_time():
        right = totp.format_hotp_value(totp.hotp_value(secret, step))
        if compare_user_code(actual=typed, expected=right):
            return int(step)
    return None


def _take_recovery_code(row: Authenticator, typed: str) -> bool:
    codes = RecoveryCodes(row)
    taken: bool = codes.validate_code(typed)
    row.data = codes.instance.data
    return taken


def passkey_question(user: User | None) -> dict[str, Any]:
    """What the browser is asked to sign, kept in the session until it is answered; `None` lets
    the person choose among the passkeys of anybody on their device."""
    return _plain(webauthn.begin_authentication(user))


def passkey_answered(answer: Any, *, user: User | None) -> Authenticator | None:
    """The passkey that signed; None where the answer is wrong, late, or not this user's."""
    try:
        _in_time()
        webauthn.parse_authentication_response(answer)
        whose = user or webauthn.extract_user_from_response(answer)
        row: Authenticator = webauthn.complete_authentication(whose, answer)
    except MALFORMED:
        return None
    row.record_usage()
    return row


def new_passkey_question(user: User) -> dict[str, Any]:
    """What the browser is asked to make: a passkey that it keeps and that asks for the finger, the
    face or the PIN, so that it opens alone."""
    return _plain(webauthn.begin_registration(user, True))


def is_new_passkey(answer: Any) -> bool:
    """Whether the browser made what it was asked for, now and here."""
    try:
        _in_time()
        webauthn.parse_registration_response(answer)
        made = webauthn.complete_registration(answer)
    except MALFORMED:
        return False
    return bool(made.is_user_verified())


def _plain(options: dict[str, Any]) -> dict[str, Any]:
    """As a page holds it; and from now the question waits."""
    context.request.session[ASKED_AT] = time.time()
    return dict(options["publicKey"])


def _in_time() -> None:
    """Each question is answered once, right or wrong."""
    if time.time() - context.request.session.pop(ASKED_AT, 0) > WAIT_SECONDS:
        raise ValueError("nothing was asked, or too long ago")
