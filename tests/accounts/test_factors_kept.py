"""Looking after one's second factor: renamed, removed, replaced; and each time asked who it is."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts import factor_services, factors
from tests.accounts.factors import CODE, HERE, App, give_app, sign_in, token_of, told, verbs
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _everybody_needs_one(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(time.time(), tick=False) as travel:
        yield travel


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
