"""What the council's own sign-in says about somebody, judged: pure functions of its claims.

Claims are those of OpenID Connect Core 1.0 and, for Microsoft Entra ID, of its v2.0 tokens. The
token's signature, issuer, audience and times have been looked at before (accounts.council).
"""

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

Claims = Mapping[str, Any]
# RFC 8176 and Entra's own word: more than one factor was shown.
AMR = frozenset({"mfa", "ngcmfa"})
# Names under which providers promise the same as a level of assurance.
ACR = frozenset(
    {
        "https://refeds.org/profile/mfa",
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    }
)
LATEST = 300  # seconds since somebody typed their password there, when asked to do so again


class Untrusted(Exception):
    """The claims contradict what was asked, or each other. `why` is a key of PROBLEMS."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def check_tenant(claims: Claims) -> None:
    """Entra names the tenant (`tid`): it must be the one of the issuer, and the user no guest.

    A guest's address is what another organisation says of them, which proves nothing here.
    """
    if tenant := claims.get("tid"):
        if str(tenant) not in urlsplit(str(claims["iss"])).path.split("/"):
            raise Untrusted("wrong")
        if str(claims.get("acct", "0")) == "1" or claims.get("idp", claims["iss"]) != claims["iss"]:
            raise Untrusted("unverified")


def verified_address(claims: Claims, *, trust_email: bool) -> str:
    """The address that the provider vouches for.

    `email` where it says that it is verified, or a setting says so of the whole provider;
    `preferred_username` from Entra alone, whose sign-in names lie in domains the tenant owns.
    """
    stated = claims.get("email_verified", claims.get("xms_edov"))
    if stated is not None:
        trust_email = stated is True or str(stated).lower() in {"true", "1"}
    email = str(claims.get("email") or "").strip().lower()
    if email and trust_email:
        return email
    name = str(claims.get("preferred_username") or "").strip().lower()
    if claims.get("tid") and "@" in name:
        return name
    raise Untrusted("unverified")


def showed_second_factor(claims: Claims, *, always: bool, levels: Collection[str] = ()) -> bool:
    """By `amr` or `acr`; `always`: the council enforces one for everybody there."""
    shown = claims.get("amr") or []
    amr = {str(one) for one in shown} if isinstance(shown, list) else {str(shown)}
    return always or bool(amr & AMR) or str(claims.get("acr", "")) in ACR | set(levels)


def check_recent(claims: Claims, *, now: float) -> None:
    """Asked to show again who they are, they did: `auth_time` says when."""
    at = claims.get("auth_time")
    if not isinstance(at, int | float) or not -LATEST < now - at < LATEST:
        raise Untrusted("not_recent")
