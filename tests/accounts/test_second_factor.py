"""The second factor: everybody needs one, a code opens once, and what is lost can be replaced."""

import re
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from accounts import factor_services, factors, services
from accounts.models import AuditEvent, Membership, User
from tests.accounts.factors import (
    CODE,
    HERE,
    SIGN_IN,
    App,
    give_app,
    sign_in,
    token_of,
    told,
    verbs,
)
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _everybody_needs_one(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(time.time(), tick=False) as travel:
        yield travel


def secret_of(page: Any) -> str:
    found = re.search(r'homeward-secret">([A-Z2-7 ]+)<', page.text)
    assert found
    return found.group(1).replace(" ", "")


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

    def test_an_invitation_leads_to_a_password_and_then_to_it(
        self, cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            made = services.invite(user=User(email="new@example.test", name="New"), by=cast.head)
        Membership.objects.create(
            user=made, team=cast.team, role="social_worker", starts_on=date(2026, 1, 1)
        )
        assert "a second way to prove that it is you" in mail.outbox[0].body
        link = re.search(r"http://127.0.0.1:8000(\S+)", mail.outbox[0].body)
        assert link
        form = client.get(link.group(1))
        new = "three other random words"
        done = client.post(form.url, {"password1": new, "password2": new}, follow=True)
        assert "you set one up next" in done.text
        first = client.post(SIGN_IN, {"login": made.email, "password": new}, follow=True)
        assert "Set up a second factor" in first.text

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
