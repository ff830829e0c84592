"""Passkeys: made once, bound to this site and to their owner, and each answer opens once."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from fido2.webauthn import AuthenticatorData

from accounts import factors
from accounts.models import AuditEvent, User
from tests.accounts.factors import CODE, HERE, Key, give_app, question_of, sign_in
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _everybody_needs_one(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(time.time(), tick=False) as travel:
        yield travel


class TestSettingOneUp:
    def test_a_passkey(self, cast: Cast, client: Client) -> None:
        sign_in(client, cast.worker)
        page = client.get(f"{HERE}passkey/", headers={"host": "localhost"})
        question = question_of(page)
        assert question["rp"] == {"id": "localhost", "name": "Homeward"}
        assert question["authenticatorSelection"]["userVerification"] == "required"
        answer = {"name": "Work laptop", "credential": Key().make(question)}
        done = client.post(f"{HERE}passkey/", answer, headers={"host": "localhost"})
        assert done.url == "/account/second-factor/codes/"
        assert client.get("/people/").status_code == 200
        assert factors.factors_of(cast.worker).passkeys[0].name == "Work laptop"
        again = client.post(f"{HERE}passkey/", answer, headers={"host": "localhost"})
        assert "could not be set up" in again.text

    @pytest.mark.parametrize(
        "answer",
        ["", "{}", "[]", "7", '"x"', "not json", '{"id": "x", "response": {}}',
         '{"id":"x","rawId":"x","type":"public-key","response":{"clientDataJSON":"!","attestationObject":"x"}}'],
    )  # fmt: skip
    def test_nonsense_from_a_browser_is_answered_in_words(
        self, cast: Cast, client: Client, answer: str
    ) -> None:
        sign_in(client, cast.worker)
        client.get(f"{HERE}passkey/")
        page = client.post(f"{HERE}passkey/", {"name": "x", "credential": answer})
        assert page.status_code == 400
        assert "Try again" in page.text
        passkey = client.post("/account/sign-in/passkey/", {"credential": answer})
        assert passkey.status_code == 302

    def test_a_passkey_without_finger_face_or_pin_is_none(self, cast: Cast, client: Client) -> None:
        sign_in(client, cast.worker)
        page = client.get(f"{HERE}passkey/", headers={"host": "localhost"})
        careless = Key(flags=AuthenticatorData.FLAG.USER_PRESENT)
        answer = {"name": "x", "credential": careless.make(question_of(page))}
        page = client.post(f"{HERE}passkey/", answer, headers={"host": "localhost"})
        assert "could not be set up" in page.text


class TestUsing:
    """Through the name localhost, which is the only one without TLS that browsers accept."""

    @pytest.fixture
    def key(self, cast: Cast) -> Key:
        client, key = Client(headers={"host": "localhost"}), Key()
        sign_in(client, cast.worker)
        made = key.make(question_of(client.get(f"{HERE}passkey/")))
        client.post(f"{HERE}passkey/", {"name": "Key", "credential": made})
        return key

    @pytest.fixture
    def fresh(self) -> Client:
        return Client(headers={"host": "localhost"})

    def test_opens_without_a_password(self, key: Key, fresh: Client) -> None:
        question = fresh.get("/account/sign-in/passkey/").json()
        assert question.get("allowCredentials", []) == []
        answer = {"credential": key.use(question), "next": "/people/"}
        assert fresh.post("/account/sign-in/passkey/", answer).url == "/people/"
        assert fresh.get("/people/").status_code == 200
        event = AuditEvent.objects.filter(verb="signed_in").latest("pk")
        assert event.detail["how"] == ["webauthn"]

    def test_opens_after_the_password(self, key: Key, fresh: Client, cast: Cast) -> None:
        assert sign_in(fresh, cast.worker).url == CODE
        question = question_of(fresh.get(CODE))
        assert len(question["allowCredentials"]) == 1
        assert fresh.post(CODE, {"credential": key.use(question)}).url == "/"

    def test_an_answer_opens_once(self, key: Key, fresh: Client) -> None:
        answer = key.use(fresh.get("/account/sign-in/passkey/").json())
        fresh.post("/account/sign-in/passkey/", {"credential": answer})
        fresh.post("/account/sign-out/")
        again = fresh.post("/account/sign-in/passkey/", {"credential": answer})
        assert "why=passkey" in again.url
        fresh.get("/account/sign-in/passkey/")
        assert "why=passkey" in fresh.post("/account/sign-in/passkey/", {"credential": answer}).url
        assert "did not open an account" in fresh.get(again.url).text

    def test_an_answer_that_comes_late_opens_nothing(
        self, key: Key, fresh: Client, clock: Any
    ) -> None:
        answer = key.use(fresh.get("/account/sign-in/passkey/").json())
        clock.shift(601)
        assert "why=passkey" in fresh.post("/account/sign-in/passkey/", {"credential": answer}).url

    def test_an_answer_given_to_another_site_opens_nothing(self, key: Key, fresh: Client) -> None:
        key.origin = "https://homeward.elsewhere.example"
        answer = key.use(fresh.get("/account/sign-in/passkey/").json())
        assert "why=passkey" in fresh.post("/account/sign-in/passkey/", {"credential": answer}).url

    def test_somebody_else_s_passkey_is_no_second_factor(
        self, key: Key, fresh: Client, cast: Cast
    ) -> None:
        give_app(cast.iro)
        sign_in(fresh, cast.iro)
        fresh.get(CODE)
        asked = fresh.get("/account/sign-in/passkey/").json()
        page = fresh.post(CODE, {"credential": key.use(asked)})
        assert page.status_code == 400
        assert "This passkey did not open the account" in page.text

    def test_a_suspended_user_s_opens_nothing(self, key: Key, fresh: Client, cast: Cast) -> None:
        User.objects.filter(pk=cast.worker.pk).update(is_active=False)
        answer = key.use(fresh.get("/account/sign-in/passkey/").json())
        assert "why=passkey" in fresh.post("/account/sign-in/passkey/", {"credential": answer}).url
