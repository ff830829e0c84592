"""Whose account an answer of the council's sign-in opens. It is tied to one identity there."""

import hashlib
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from accounts import audit, council_claims, queries
from accounts.council import NAME
from accounts.council_claims import Untrusted
from accounts.models import User


def user_of(claims: dict[str, Any]) -> User:
    """By the tie, or for the first time by the verified address, which makes the tie.

    An address can be given to somebody else in the council's directory; the identity behind it
    cannot, so an account that is tied to another identity stays shut.
    """
    identity = identity_of(claims)
    tied = SocialAccount.objects.filter(provider=NAME, uid=identity).first()
    user = tied.user if tied else _by_address(claims)
    if not user.is_active:
        raise Untrusted("suspended")
    if tied is None:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            if SocialAccount.objects.filter(provider=NAME, user=user).exists():
                raise Untrusted("other")
            SocialAccount.objects.create(provider=NAME, uid=identity, user=user, extra_data={})
            audit.record("council.tied", by=user, about=user)
    return user


def identity_of(claims: dict[str, Any]) -> str:
    """Issuer and subject, as a fingerprint: `sub` alone is unique to its issuer only."""
    return hashlib.sha256(f"{claims['iss']} {claims['sub']}".encode()).hexdigest()


def _by_address(claims: dict[str, Any]) -> User:
    address = council_claims.verified_address(claims, trust_email=settings.OIDC_EMAIL_VERIFIED)
    user = queries.by_email(address)
    if user is None:
        raise Untrusted("unknown")
    return user


def is_tied(user: User) -> bool:
    return bool(SocialAccount.objects.filter(provider=NAME, user=user).exists())
