"""The API's own doors: tokens, refusals as JSON, its description; and the sign of health."""

from typing import Any

import pytest
from django.test import Client
from rest_framework.views import APIView

from accounts import codes, factor_services
from accounts import health as health_module
from accounts.api import answer_refusals
from accounts.errors import Conflict, Invalid, Refused
from accounts.models import AuditEvent
from tests.accounts.factors import give_app
from tests.cast import PASSWORD, Cast

TOKEN = "/api/v1/token/"


def ask(client: Client, email: str, password: str):
    return client.post(
        TOKEN, {"email": email, "password": password}, content_type="application/json"
    )


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Token {token}"}


def test_a_token_opens_the_api_until_it_is_given_back(cast: Cast, client: Client) -> None:
    given = ask(client, cast.worker.email, PASSWORD)
    assert given.status_code == 200
    token = given.json()["token"]
    assert given.json()["expires"]
    assert client.get("/api/v1/schema/").status_code == 401
    assert client.get("/api/v1/schema/", headers=bearing(token)).status_code == 200
    assert client.post("/api/v1/token/revoke/", headers=bearing(token)).status_code == 204
    assert client.get("/api/v1/schema/", headers=bearing(token)).status_code == 401
    verbs = list(AuditEvent.objects.order_by("-pk").values_list("verb", flat=True)[:2])
    assert verbs == ["token.revoked", "token.given"]


def test_the_token_itself_is_not_kept(cast: Cast, client: Client) -> None:
    token = ask(client, cast.worker.email, PASSWORD).json()["token"]
    kept = cast.worker.auth_token_set.get()
    assert token not in f"{kept.digest}{kept.token_key}"
    assert kept.expiry is not None


def test_a_suspended_user_s_token_is_dead(cast: Cast, client: Client) -> None:
    token = ask(client, cast.worker.email, PASSWORD).json()["token"]
    cast.worker.is_active = False
    cast.worker.save()
    assert client.get("/api/v1/schema/", headers=bearing(token)).status_code == 401


def test_wrong_tries_are_limited_here_too(cast: Cast, client: Client) -> None:
    for _ in range(5):
        assert ask(client, cast.worker.email, "wrong").status_code == 401
    answer = ask(client, cast.worker.email, PASSWORD)
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.json()["detail"]
    page = client.post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
    assert "too many wrong tries" in page.text


def test_the_description_and_its_page_are_for_the_signed_in(cast: Cast, client: Client) -> None:
    assert client.get("/api/v1/docs/").url == "/account/sign-in/?next=%2Fapi%2Fv1%2Fdocs%2F"
    client.force_login(cast.worker)
    description = client.get("/api/v1/schema/").text
    assert "openapi: 3" in description
    assert "token:" in description.split("securitySchemes:")[1]
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert "<style" not in page.text
    for script in page.text.split("<script")[1:]:
        assert 'nonce="' in script.split(">")[0]
    assert "http" not in "".join(page.text.split("<script")[1:]).replace("http://www.w3.org", "")


def answered(error: Exception, cast: Cast) -> tuple[int, Any]:
    request = type("Request", (), {"user": cast.worker, "path": "/api/v1/episodes/"})()
    response = answer_refusals(error, {"request": request, "view": APIView()})
    assert response is not None
    return response.status_code, response.data


def test_refusals_have_the_same_words_as_the_pages(cast: Cast) -> None:
    assert answered(Refused("Your role cannot do this."), cast) == (
        403, {"detail": "Your role cannot do this."},
    )  # fmt: skip
    assert AuditEvent.objects.filter(verb="refused").count() == 1
    assert answered(Invalid({"at": "Enter a time", "__all__": ["Not both"]}), cast) == (
        400, {"at": ["Enter a time"], "__all__": ["Not both"]},
    )  # fmt: skip
    assert answered(Conflict(theirs=1), cast)[0] == 409


def test_what_is_not_there_says_no_more(cast: Cast) -> None:
    from django.http import Http404

    assert answered(Http404("No Person matches the given query."), cast) == (
        404, {"detail": "Not found."},
    )  # fmt: skip


@pytest.mark.django_db
def test_health(client: Client, monkeypatch: pytest.MonkeyPatch, settings) -> None:
    answer = client.get("/health/")
    assert answer.json() == {"database": "OK", "broker": "OK"}
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["broker"]) == (200, "not reached")
    monkeypatch.setattr(health_module, "_database", lambda: health_module.NOT_REACHED)
    assert client.get("/health/").status_code == 503


class TestSecondFactor:
    """A token is no way around it."""

    def ask(self, client: Client, cast: Cast, **more: str) -> Any:
        sent = {"email": cast.worker.email, "password": PASSWORD} | more
        return client.post(TOKEN, sent, content_type="application/json")

    def test_the_code_of_the_app_is_asked_for(self, cast: Cast, client: Client) -> None:
        app = give_app(cast.worker)
        missing = self.ask(client, cast)
        assert missing.status_code == 401
        assert "in the field code" in missing.json()["detail"]
        wrong = self.ask(client, cast, code="000000")
        assert (wrong.status_code, wrong.json()["detail"]) == (401, codes.WRONG)
        given = self.ask(client, cast, code=app.code())
        assert given.status_code == 200
        assert self.ask(client, cast, code=app.code()).status_code == 401

    def test_a_recovery_code_is_not_spent_on_it(self, cast: Cast, client: Client) -> None:
        give_app(cast.worker)
        code = factor_services.codes_to_keep(cast.worker)[0]
        assert self.ask(client, cast, code=code).status_code == 401
        assert code in factor_services.codes_to_keep(cast.worker)

    def test_codes_are_limited_here_too(self, cast: Cast, client: Client) -> None:
        app = give_app(cast.worker)
        for _ in range(5):
            self.ask(client, cast, code="000000")
        answer = self.ask(client, cast, code=app.code())
        assert answer.status_code == 429
        assert "Wait 15 minutes" in answer.json()["detail"]

    def test_without_an_app_there_is_none(self, cast: Cast, client: Client, settings: Any) -> None:
        factor_services.add_passkey(user=cast.worker, name="Key", credential={})
        assert self.ask(client, cast).status_code == 403
        settings.REQUIRE_SECOND_FACTOR = True
        answer = client.post(
            TOKEN,
            {"email": cast.iro.email, "password": PASSWORD},
            content_type="application/json",
        )
        assert answer.status_code == 403
        assert "needs the code of an authenticator app" in answer.json()["detail"]
