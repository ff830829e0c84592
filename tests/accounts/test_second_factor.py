"""The second factor: everybody needs one, a code opens once, and what is lost can be replaced."""

import html
import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts import factor_services, factors
from accounts.models import AuditEvent, User
from notifications.models import Notice
from tests.accounts.factors import App, Key, give_app
from tests.cast import PASSWORD, Cast

SIGN_IN, CODE, HERE = "/account/sign-in/", "/account/sign-in/code/", "/account/second-factor/"


@pytest.fixture(autouse=True)
def _everybody_needs_one(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(time.time(), tick=False) as travel:
        yield travel


def sign_in(client: Client, user: User, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": user.email, "password": PASSWORD, **more})


def question_of(page: Any) -> dict[str, Any]:
    found = re.search(r"data-passkey-question='([^']*)'", page.text)
    assert found, page.text
    return dict(json.loads(html.unescape(found.group(1))))


def token_of(page: Any) -> str:
    found = re.search(r'name="submission_token" value="([^"]+)"', page.text)
    assert found
    return found.group(1)


def secret_of(page: Any) -> str:
    found = re.search(r'homeward-secret">([A-Z2-7 ]+)<', page.text)
    assert found
    return found.group(1).replace(" ", "")


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def told(user: User) -> list[str]:
    return list(
        Notice.objects.filter(recipient=user).order_by("pk").values_list("template", flat=True)
    )


class TestSettingOneUp:
    def test_nothing_else_opens_before(self, cast: Cast, client: Client) -> None:
        sign_in(client, cast.worker)
        for path in ("/", "/people/", "/account/", "/admin/", "/account/password/"):
            answer = client.get(path)
            assert answer.url.startswith(f"{HERE}?next="), path
        assert client.post("/people/add/", {"given_name": "X"}).status_code == 302
        for path in ("/help/", "/privacy/", "/account/sign-out/", HERE, "/still-here/"):
            assert client.get(path).status_code in {200, 204}, path
        assert "Missing now" not in client.get(HERE).text

    def test_what_is_no_page_is_told_plainly(self, cast: Cast, client: Client) -> None:
        sign_in(client, cast.worker)
        api = client.get("/api/v1/episodes/")
        assert api.status_code == 403
        assert api.json()["detail"].startswith("Set up a second factor first")
        assert client.get("/", headers={"X-Background": "1"}).status_code == 401

    def test_an_app_and_its_codes_then_back_to_the_page_that_was_asked_for(
        self, cast: Cast, client: Client
    ) -> None:
        elsewhere = Client()
        sign_in(elsewhere, cast.worker)
        sign_in(client, cast.worker)
        page = client.get(client.get("/people/?q=x").url)
        assert "Set up a second factor" in page.text
        to = client.post(HERE, {"method": "app"})
        page = client.get(to.url)
        assert 'src="data:image/svg+xml;base64,' in page.text
        app = App(secret_of(page))
        assert secret_of(client.get(to.url)) == app.secret
        wrong = client.post(to.url, {"code": "000000", "submission_token": token_of(page)})
        assert "This code is not right" in wrong.text
        done = client.post(to.url, {"code": app.code(), "submission_token": token_of(page)})
        assert done.url == "/account/second-factor/codes/"
        page = client.get(done.url)
        codes = re.findall(r"<li>(\d{4} \d{4})</li>", page.text)
        assert len(codes) == 10
        file = client.get("/account/second-factor/codes/file/")
        assert all(code in file.text for code in codes)
        assert client.post(done.url).url == "/people/?q=x"
        assert client.get("/people/?q=x").status_code == 200
        assert client.get(done.url).url == HERE
        assert client.get("/account/second-factor/codes/file/").url == HERE
        assert elsewhere.get("/help/", follow=True).status_code == 200
        assert "sign-in" in elsewhere.get("/").url
        assert {"second_factor.added", "recovery_codes.kept"} <= set(verbs())
        assert told(cast.worker) == ["new_device", "second_factor_added"]

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
        careless = Key(flags=factors.webauthn.AuthenticatorData.FLAG.USER_PRESENT)
        answer = {"name": "x", "credential": careless.make(question_of(page))}
        page = client.post(f"{HERE}passkey/", answer, headers={"host": "localhost"})
        assert "could not be set up" in page.text

    def test_secrets_are_not_kept_in_the_clear(self, cast: Cast) -> None:
        app = give_app(cast.worker)
        kept = str(list(Authenticator.objects.values_list("data", flat=True)))
        assert app.secret not in kept
        assert not any(code in kept for code in factor_services.codes_to_keep(cast.worker))


class TestSigningIn:
    def test_the_password_alone_opens_nothing(self, cast: Cast, client: Client) -> None:
        app = give_app(cast.worker)
        asked = sign_in(client, cast.worker, next="/people/?q=x")
        assert asked.url == CODE
        assert "sign-in" in client.get("/people/").url
        assert "signed_in" not in verbs()
        page = client.get(CODE)
        assert 'autocomplete="one-time-code"' in page.text
        wrong = client.post(CODE, {"code": "123 456"})
        assert "This code is not right, or it has been used already" in wrong.text
        done = client.post(CODE, {"code": f" {app.code()[:3]} {app.code()[3:]} "})
        assert done.url == "/people/?q=x"
        assert client.get(done.url).status_code == 200
        event = AuditEvent.objects.filter(verb="signed_in").latest("pk")
        assert event.detail["how"] == ["password", "totp"]

    def test_a_code_opens_once(self, cast: Cast, client: Client, clock: Any) -> None:
        app = give_app(cast.worker)
        sign_in(client, cast.worker)
        assert client.post(CODE, {"code": app.code()}).status_code == 302
        other = Client()
        sign_in(other, cast.worker)
        assert "used already" in other.post(CODE, {"code": app.code()}).text
        assert "used already" in other.post(CODE, {"code": app.code(-1)}).text
        clock.shift(30)
        assert other.post(CODE, {"code": app.code()}).status_code == 302

    def test_a_code_of_long_ago_opens_nothing(self, cast: Cast, client: Client) -> None:
        app = give_app(cast.worker)
        sign_in(client, cast.worker)
        for steps in (-3, 3):
            assert client.post(CODE, {"code": app.code(steps)}).status_code == 400

    def test_a_recovery_code_opens_once_and_is_told(self, cast: Cast, client: Client) -> None:
        give_app(cast.worker)
        first, second, *_ = factor_services.codes_to_keep(cast.worker)
        sign_in(client, cast.worker)
        assert client.post(CODE, {"code": f"{first[:4]} {first[4:]}"}).status_code == 302
        assert "recovery_code_used" in told(cast.worker)
        assert "recovery_code.used" in verbs()
        other = Client()
        sign_in(other, cast.worker)
        assert other.post(CODE, {"code": first}).status_code == 400
        assert other.post(CODE, {"code": second}).status_code == 302
        assert factors.factors_of(cast.worker).codes_left == 8

    def test_the_sixth_code_waits(self, cast: Cast, client: Client) -> None:
        app = give_app(cast.worker)
        sign_in(client, cast.worker)
        for _ in range(5):
            client.post(CODE, {"code": "000000"})
        assert "Wait 15 minutes" in client.post(CODE, {"code": app.code()}).text
        other = Client(REMOTE_ADDR="192.0.2.7")
        sign_in(other, cast.worker)
        assert "too many wrong tries" in other.post(CODE, {"code": app.code()}).text
        assert verbs().count("code.locked") == 1

    def test_without_a_first_step_there_is_no_second(self, cast: Cast, client: Client) -> None:
        assert client.get(CODE).url == SIGN_IN
        assert client.post(CODE, {"code": "000000"}).url == SIGN_IN

    def test_somebody_else_can_begin_again(self, cast: Cast, client: Client) -> None:
        give_app(cast.worker)
        sign_in(client, cast.worker)
        assert client.get(SIGN_IN).url == CODE
        assert client.post(CODE, {"act": "start_again"}).url == SIGN_IN
        assert client.get(SIGN_IN).status_code == 200

    def test_suspended_between_the_steps(self, cast: Cast, client: Client) -> None:
        app = give_app(cast.worker)
        sign_in(client, cast.worker)
        User.objects.filter(pk=cast.worker.pk).update(is_active=False)
        assert client.post(CODE, {"code": app.code()}).url == SIGN_IN
        assert client.get(SIGN_IN).status_code == 200

    def test_reset_between_the_steps(self, cast: Cast, client: Client) -> None:
        app = give_app(cast.worker)
        sign_in(client, cast.worker)
        factor_services.reset(user=cast.worker, by=cast.head, reason="lost")
        assert client.post(CODE, {"code": app.code()}).url == SIGN_IN
        assert client.get(SIGN_IN).status_code == 200


class TestPasskey:
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


class TestLookingAfterIt:
    @pytest.fixture
    def app(self, cast: Cast, client: Client) -> App:
        app = give_app(cast.worker)
        sign_in(client, cast.worker)
        client.post(CODE, {"code": app.code()})
        return app

    def test_the_last_one_stays(self, app: App, client: Client, cast: Cast) -> None:
        page = client.get(f"{HERE}app/remove/")
        kept = client.post(f"{HERE}app/remove/", {"submission_token": token_of(page)})
        assert "Set up another second factor first" in kept.text
        assert factors.factors_of(cast.worker).app

    def test_where_nobody_needs_one_it_may_go_with_its_codes(
        self, app: App, client: Client, cast: Cast, settings: Any
    ) -> None:
        settings.REQUIRE_SECOND_FACTOR = False
        page = client.get(f"{HERE}app/remove/")
        client.post(f"{HERE}app/remove/", {"submission_token": token_of(page)})
        assert not Authenticator.objects.filter(user=cast.worker).exists()
        assert told(cast.worker)[-1] == "second_factor_removed"

    def test_passkeys_are_renamed_and_removed(self, app: App, client: Client, cast: Cast) -> None:
        factor_services.add_passkey(user=cast.worker, name="Old phone", credential={})
        number = factors.factors_of(cast.worker).passkeys[0].pk
        page = client.get(f"{HERE}passkey/{number}/")
        new = {"name": "<b>New</b>", "submission_token": token_of(page)}
        assert client.post(f"{HERE}passkey/{number}/", new).url == HERE
        assert "&lt;b&gt;New&lt;/b&gt;" in client.get(HERE).text
        page = client.get(f"{HERE}passkey/{number}/remove/")
        client.post(f"{HERE}passkey/{number}/remove/", {"submission_token": token_of(page)})
        assert factors.factors_of(cast.worker).passkeys == []
        assert {"second_factor.renamed", "second_factor.removed"} <= set(verbs())

    def test_another_s_passkey_is_not_there(self, app: App, client: Client, cast: Cast) -> None:
        factor_services.add_passkey(user=cast.iro, name="Theirs", credential={})
        number = factors.factors_of(cast.iro).passkeys[0].pk
        for path in ("", "remove/"):
            assert client.get(f"{HERE}passkey/{number}/{path}").status_code == 404
            assert client.post(f"{HERE}passkey/{number}/{path}").status_code == 404

    def test_new_recovery_codes_void_the_old(self, app: App, client: Client, cast: Cast) -> None:
        old = factor_services.codes_to_keep(cast.worker)
        page = client.get(f"{HERE}codes/new/")
        done = client.post(f"{HERE}codes/new/", {"submission_token": token_of(page)})
        assert done.url == f"{HERE}codes/"
        new = factor_services.codes_to_keep(cast.worker)
        assert not set(old) & set(new)
        assert factors.take_code(cast.worker, old[0], kinds=frozenset({factors.CODES})) is None
        assert told(cast.worker)[-1] == "recovery_codes_made"

    def test_it_asks_again_who_it_is(self, app: App, client: Client, clock: Any) -> None:
        clock.shift(601)
        for path in ("", "app/remove/", "passkey/", "codes/", "codes/file/", "codes/new/"):
            assert client.get(HERE + path).url.startswith("/account/confirm/"), path

    def test_a_code_confirms_too(self, app: App, client: Client, clock: Any) -> None:
        clock.shift(601)
        page = client.get("/account/confirm/?next=/people/")
        assert "Use a code from your app instead" in page.text
        wrong = client.post("/account/confirm/", {"sudo-code": "000000"})
        assert "This code is not right" in wrong.text
        right = client.post("/account/confirm/", {"sudo-code": app.code(), "next": "/people/"})
        assert right.url == "/people/"

    def test_a_recovery_code_confirms_nothing(
        self, app: App, client: Client, cast: Cast, clock: Any
    ) -> None:
        code = factor_services.codes_to_keep(cast.worker)[0]
        clock.shift(601)
        assert client.post("/account/confirm/", {"sudo-code": code}).status_code == 400
