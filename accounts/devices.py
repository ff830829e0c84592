"""A sign-in from a browser never seen before is told to whose account it is.

A browser is known by a random value in a cookie of its own, which outlives the session and opens
nothing. The first browser of an account is not told: that is its owner setting it up.
"""

import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts import browsers, clock
from accounts.models import KnownDevice, User
from accounts.telling import tell

COOKIE = "__Host-device" if settings.SESSION_COOKIE_SECURE else "homeward_device"
SECONDS = 400 * 24 * 3600  # as long as browsers keep any cookie


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Keep that this browser has been used for this account; tell its owner when it is new."""
    value = request.COOKIES.get(COOKIE, "")
    if not 20 <= len(value) <= 100:
        value = secrets.token_urlsafe(32)
    name = browsers.name_of(request.headers.get("User-Agent", ""))
    digest = hashlib.sha256(value.encode()).hexdigest()
    moment = clock.now()
    with transaction.atomic():
        first = not KnownDevice.objects.filter(user=user).exists()
        _, new = KnownDevice.objects.update_or_create(
            user=user,
            digest=digest,
            defaults={"browser": name, "last_at": moment},
            create_defaults={"browser": name, "first_at": moment, "last_at": moment},
        )
        if new and not first:
            tell(user, "new_device", what=name)
    response.set_cookie(
        COOKIE,
        value,
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
