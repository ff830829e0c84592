"""The council's own sign-in (OpenID Connect, such as Microsoft Entra ID): there, and back.

allauth keeps the state, makes the addresses and fetches the token; what it leaves to others is
done here: the nonce, the token's signature against the provider's keys in every case, and that the
provider calls itself what the settings call it. No account is ever made.
"""

import secrets
import time
from dataclasses import dataclass
from typing import Any

import jwt
import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts import council_claims
from accounts.council_claims import Untrusted

NAME = "council"
SIGNED_WITH = ["RS256", "PS256", "ES256"]
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY = 60  # seconds by which two clocks may differ
SILENT = (requests.RequestException, ValueError, KeyError, TypeError)


@dataclass(frozen=True)
class Answer:
    """What came back, trusted: the claims, where to go on, and whether it confirms a session."""

    claims: dict[str, Any]
    next: str
    confirms: bool


class CouncilAdapter(OpenIDConnectOAuth2Adapter):
    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """The configured address: the request's own could be forged."""
        return settings.SITE_ADDRESS + reverse("account_council_back")


def address_of_sign_in(request: HttpRequest, *, next_url: str, confirms: bool) -> str:
    """Where to send the browser. Untrusted("silent") when the provider does not answer."""
    adapter = CouncilAdapter(request, NAME)
    provider = adapter.get_provider()
    pkce = provider.get_pkce_params()
    nonce = secrets.token_urlsafe(24)
    try:
        where = adapter.authorize_url
        _is_who_we_mean(adapter.openid_config)
        client = adapter.get_client(request, provider.app)
    except SILENT as problem:
        raise Untrusted("silent") from problem
    client.state = provider.stash_redirect_state(
        request, "login", next_url, pkce_code_verifier=pkce.pop("code_verifier"),
        nonce=nonce, confirms=confirms,
    )  # fmt: skip
    again = {"prompt": "login", "max_age": "0"} if confirms else {}
    extra = {"nonce": nonce, **pkce, **again}
    address: str = client.get_redirect_url(where, ["openid", "profile", "email"], extra)
    return address


def answer_of(request: HttpRequest) -> Answer:
    """What the provider sent the browser back with. Untrusted says why it opens nothing."""
    adapter = CouncilAdapter(request, NAME)
    app = adapter.get_provider().app
    state = statekit.unstash_state(request, provider_id=NAME, state_id=request.GET.get("state", ""))
    if state is None:
        raise Untrusted("late")
    if "code" not in request.GET:
        raise Untrusted("cancelled" if request.GET.get("error") == "access_denied" else "refused")
    try:
        given = adapter.get_access_token_data(
            request, app, adapter.get_client(request, app), state["pkce_code_verifier"]
        )
        claims = _claims(adapter, str(given.get("id_token", "")), state["nonce"])
        entra = "tid" in claims  # which has a name of its own for everybody
        if not claims.get("email") and not entra and adapter.openid_config.get("userinfo_endpoint"):
            claims = _more(adapter, claims, given["access_token"])
    except OAuth2Error as problem:
        raise Untrusted("refused") from problem
    except jwt.PyJWTError as problem:
        raise Untrusted("wrong") from problem
    except SILENT as problem:
        raise Untrusted("silent") from problem
    council_claims.check_tenant(claims)
    if state["confirms"]:
        council_claims.check_recent(claims, now=time.time())
    return Answer(claims, state.get("next") or "/", state["confirms"])


def _is_who_we_mean(config: dict[str, Any]) -> None:
    """The provider's own name for itself is the address it was found at."""
    if str(config["issuer"]).rstrip("/") != settings.OIDC_SERVER.rstrip("/"):
        raise Untrusted("wrong")


def _claims(adapter: CouncilAdapter, token: str, nonce: str) -> dict[str, Any]:
    """The token's claims, after its signature, issuer, audience, times and nonce."""
    config = adapter.openid_config
    _is_who_we_mean(config)
    key_id = jwt.get_unverified_header(token).get("kid")
    with get_adapter().get_requests_session() as session:
        answer = session.get(config["jwks_uri"])
        answer.raise_for_status()
    keys = jwt.PyJWKSet.from_dict(answer.json()).keys
    key = next((one for one in keys if one.key_id == key_id), None)
    if key is None:
        raise Untrusted("wrong")
    claims: dict[str, Any] = jwt.decode(
        token, key, algorithms=SIGNED_WITH, audience=settings.OIDC_CLIENT_ID,
        issuer=config["issuer"], leeway=LEEWAY, options={"require": NEEDED},
    )  # fmt: skip
    if not secrets.compare_digest(str(claims["nonce"]), nonce):
        raise Untrusted("wrong")
    if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
        raise Untrusted("wrong")
    return claims


def _more(adapter: CouncilAdapter, claims: dict[str, Any], token: str) -> dict[str, Any]:
    """The address from the provider's page of facts, where the token has none."""
    found = adapter._fetch_user_info(token)
    if found.get("sub") != claims["sub"]:
        raise Untrusted("wrong")
    names = ("email", "email_verified")
    return {**{name: found[name] for name in names if name in found}, **claims}
