"""A code is looked at: the limiter first, then the code, and either way the trail is told.

The same for every door where one is typed: the sign-in, sudo mode, the API's token.
"""

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from accounts import audit, factors, limiter
from accounts.forms import wait_sentence
from accounts.models import User
from accounts.telling import tell

WRONG = "This code is not right, or it has been used already"
ANY = frozenset({factors.APP, factors.CODES})
APP_ONLY = frozenset({factors.APP})


def check(
    *, request: HttpRequest | None, user: User, typed: str, kinds: frozenset[str] = ANY
) -> Authenticator:
    """The factor whose code this is; it is used up. ValidationError in words where it is not."""
    turn = limiter.take_turn(request=request, account=user.email, purpose="code")
    if not turn.ok:
        if turn.first:
            _keep("code.locked", user, request)
        raise ValidationError(wait_sentence(turn.wait_minutes), code="locked")
    with transaction.atomic():
        found = factors.take_code(user, typed, kinds=kinds)
        if found is not None and found.type == factors.CODES:
            audit.record("recovery_code.used", by=user, about=user)
            tell(user, "recovery_code_used")
    if found is None:
        _keep("code.failed", user, request)
        raise ValidationError(WRONG, code="wrong")
    limiter.forgive(request=request, account=user.email, purpose="code")
    return found


def _keep(verb: str, user: User, request: HttpRequest | None) -> None:
    address = limiter.address_of(request)
    audit.record_alone(verb, by=None, about=user, address=address)
