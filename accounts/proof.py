"""When somebody last proved who they are: by signing in, or by confirming it since.

Kept in the session, by this machine's clock: how old a proof may be is a length of real time at a
keyboard, not a moment of the record that tests may move.
"""

import time

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.conf import settings
from django.http import HttpRequest

# The first request of a session that was signed in without allauth.
SIGNED_IN_AT = "signed_in_at"


def last_at(request: HttpRequest) -> float:
    """The moment of the last proof, in seconds since 1970; 0 where there is none."""
    records = get_authentication_records(request, request.user)
    moments = [float(record["at"]) for record in records]
    return max([*moments, float(request.session.get(SIGNED_IN_AT, 0))])


def begin(request: HttpRequest) -> None:
    """At a session's first request: where allauth kept no proof, signing in just now was one."""
    if request.user.is_authenticated and not last_at(request):
        request.session[SIGNED_IN_AT] = time.time()


def is_fresh(request: HttpRequest) -> bool:
    """Not older than SUDO_SECONDS (10 minutes)."""
    return time.time() - last_at(request) <= settings.SUDO_SECONDS


def seconds_left(request: HttpRequest) -> int:
    """Until the session ends however busy somebody is; confirming who one is begins it anew."""
    return int(last_at(request) + settings.ABSOLUTE_SECONDS - time.time())


def has_second(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor: here, or at the council's own sign-in."""
    records = get_authentication_records(request, request.user)
    return any(one["method"] == "mfa" or one.get("second_factor") for one in records)


def how(request: HttpRequest) -> list[str]:
    """What was shown at the sign-in, in a word each: password, totp, webauthn …"""
    records = get_authentication_records(request, request.user)
    return [str(one.get("type") or one["method"]) for one in records]


def keep(request: HttpRequest, *, method: str, **more: object) -> None:
    """Somebody signed in has just proved again who they are, with their password, say."""
    record_authentication(request, request.user, method=method, reauthenticated=True, **more)
