"""A wrong, late or missing answer of a council's sign-in: each has a page, and opens nothing."""

import time
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client

from config.sign_in import providers
from tests.accounts.council import BACK, BEGIN, said, there_and_back
from tests.accounts.oidc_server import CLIENT, FOREIGN_KEY, SECRET, Server


class TestWrong:
    def test_state(self, council: Server, client: Client) -> None:
        client.get(BEGIN)
        said(client.get(f"{BACK}?code=x&state=another"), "late")
        said(client.get(f"{BACK}?code=x"), "late")

    def test_state_of_another_browser(self, council: Server, client: Client) -> None:
        to = Client().get(BEGIN)
        back = requests.get(to.url, allow_redirects=False, timeout=5).headers["Location"]
        said(client.get(BACK + "?" + urlsplit(back).query), "late")

    def test_state_used_twice(self, council: Server, client: Client) -> None:
        to = client.get(BEGIN)
        back = requests.get(to.url, allow_redirects=False, timeout=5).headers["Location"]
        council.plan.claims = {"nonce": "other"}
        said(client.get(BACK + "?" + urlsplit(back).query), "wrong")
        said(client.get(BACK + "?" + urlsplit(back).query), "late")

    @pytest.mark.parametrize(
        "claims",
        [
            {"nonce": "another"},
            {"nonce": None},
            {"iss": "https://elsewhere.example"},
            {"aud": "another-client"},
            {"azp": "another-client"},
            {"exp": 1},
            {"exp": None},
            {"iat": 9_999_999_999},
            {"sub": None},
            {"tid": "another-tenant", "preferred_username": "wren.ashdown@example.test"},
        ],
        ids=str,
    )
    def test_claims(self, council: Server, client: Client, claims: dict[str, Any]) -> None:
        council.plan.claims = claims
        said(there_and_back(client), "wrong")

    def test_signature(self, council: Server, client: Client) -> None:
        council.plan.key = FOREIGN_KEY
        said(there_and_back(client), "wrong")

    @pytest.mark.parametrize("algorithm", ["none", "HS256"])
    def test_algorithm(self, council: Server, client: Client, algorithm: str) -> None:
        council.plan.algorithm = algorithm
        said(there_and_back(client), "wrong")

    def test_key(self, council: Server, client: Client) -> None:
        council.plan.key_id = "no-such-key"
        said(there_and_back(client), "wrong")

    def test_a_provider_that_calls_itself_something_else(
        self, council: Server, client: Client
    ) -> None:
        council.plan.issuer = "https://elsewhere.example"
        said(client.get(BEGIN), "wrong")

    def test_facts_about_somebody_else(self, council: Server, client: Client) -> None:
        council.plan.claims = {"email": None}
        council.plan.userinfo = {"sub": "another", "email": "wren.ashdown@example.test"}
        said(there_and_back(client), "wrong")

    def test_cancelled(self, council: Server, client: Client) -> None:
        council.plan.error = "access_denied"
        said(there_and_back(client), "cancelled")
        council.plan.error = "server_error"
        said(there_and_back(client), "refused")


class TestDown:
    """Answering nothing, an error, too late, or a page where data was asked for."""

    @pytest.mark.parametrize("how", ["broken", "slow", "html"])
    def test_at_the_start(self, council: Server, client: Client, how: str) -> None:
        setattr(council.plan, how, "openid-configuration")
        began = time.monotonic()
        said(client.get(BEGIN), "silent")
        assert time.monotonic() - began < 5

    @pytest.mark.parametrize(
        ("path", "how", "why"),
        [
            ("token", "broken", "refused"),
            ("token", "slow", "silent"),
            ("token", "html", "refused"),
            ("keys", "broken", "silent"),
            ("keys", "slow", "silent"),
            ("keys", "html", "silent"),
        ],
    )
    def test_on_the_way_back(
        self, council: Server, client: Client, path: str, how: str, why: str
    ) -> None:
        to = client.get(BEGIN)
        back = requests.get(to.url, allow_redirects=False, timeout=5).headers["Location"]
        setattr(council.plan, how, path)
        said(client.get(BACK + "?" + urlsplit(back).query), why)

    def test_nobody_there(self, council: Server, client: Client, settings: Any) -> None:
        settings.OIDC_SERVER = "http://127.0.0.1:9"
        settings.SOCIALACCOUNT_PROVIDERS = providers("http://127.0.0.1:9", CLIENT, SECRET)
        said(client.get(BEGIN), "silent")
        assert "Sign in" in client.get("/account/sign-in/").text
