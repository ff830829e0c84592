"""The council's own sign-in, against a stand-in over real HTTP: who gets in, and who does not."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts import factor_services
from accounts.council_words import PROBLEMS
from accounts.models import User
from config import checks
from config.sign_in import providers
from tests.accounts.council import BACK, BEGIN, said, there_and_back
from tests.accounts.factors import CODE, HERE, give_app
from tests.accounts.oidc_server import CLIENT, Server
from tests.cast import PASSWORD, Cast


class TestRight:
    def test_leads_back_to_the_page_that_was_asked_for(
        self, council: Server, client: Client, cast: Cast
    ) -> None:
        page = client.get("/account/sign-in/?next=/people/%3Fq%3Dx")
        assert "Sign in with your council account" in page.text
        assert "/account/sign-in/council/?next=%2Fpeople%2F%3Fq%3Dx" in page.text
        done = there_and_back(client, "?next=/people/%3Fq%3Dx")
        assert done.url == "/people/?q=x"
        assert "Wren Ashdown" in client.get("/account/").text
        asked = council.asked[0]
        assert asked["code_challenge_method"] == "S256"
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        assert len(asked["nonce"]) > 20

    def test_makes_no_account_and_keeps_no_token(
        self, council: Server, client: Client, cast: Cast
    ) -> None:
        before = User.objects.count()
        there_and_back(client)
        assert User.objects.count() == before
        tie = SocialAccount.objects.get()
        assert (tie.user, tie.extra_data) == (cast.worker, {})

    def test_the_tie_holds_when_the_address_changes(
        self, council: Server, client: Client, cast: Cast
    ) -> None:
        there_and_back(client)
        council.plan.claims = {"email": cast.iro.email}
        other = Client()
        there_and_back(other)
        assert "Wren Ashdown" in other.get("/account/").text

    def test_entra_s_sign_in_name_counts_in_its_own_tenant(
        self, council: Server, client: Client
    ) -> None:
        tenant = urlsplit(council.address).path.split("/")[1]
        council.plan.claims = {
            "email": None, "email_verified": None, "tid": tenant,
            "preferred_username": "Wren.Ashdown@Example.test",
        }  # fmt: skip
        assert there_and_back(client).url == "/"

    def test_the_address_may_stand_on_the_page_of_facts(
        self, council: Server, client: Client
    ) -> None:
        council.plan.claims = {"email": None, "email_verified": None}
        council.plan.userinfo = {
            "sub": "wren-in-the-directory", "email": "wren.ashdown@example.test",
            "email_verified": True,
        }  # fmt: skip
        assert there_and_back(client).url == "/"

    def test_who_never_had_a_password_may_set_one(
        self, council: Server, client: Client, cast: Cast
    ) -> None:
        cast.worker.set_unusable_password()
        cast.worker.save()
        there_and_back(client)
        assert "You have none" in client.get("/account/").text
        page = client.get("/account/password/", follow=True)
        assert page.redirect_chain[-1][0] == "/account/password/reset/"

    def test_a_setting_may_vouch_for_every_address(
        self, council: Server, client: Client, settings: Any
    ) -> None:
        council.plan.claims = {"email_verified": None}
        said(there_and_back(client), "unverified")
        settings.OIDC_EMAIL_VERIFIED = True
        assert there_and_back(client).url == "/"


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def _everybody_needs_one(self, settings: Any) -> None:
        settings.REQUIRE_SECOND_FACTOR = True

    @pytest.mark.parametrize(
        "claims", [{"amr": ["pwd", "mfa"]}, {"acr": "https://refeds.org/profile/mfa"}]
    )
    def test_the_one_shown_there_counts(
        self, council: Server, client: Client, cast: Cast, claims: dict[str, Any]
    ) -> None:
        give_app(cast.worker)
        council.plan.claims = claims
        assert there_and_back(client, "?next=/people/").url == "/people/"
        assert client.get("/people/").status_code == 200

    def test_the_council_may_enforce_one_for_everybody(
        self, council: Server, client: Client, settings: Any
    ) -> None:
        settings.OIDC_SECOND_FACTOR = True
        there_and_back(client)
        assert client.get("/people/").status_code == 200

    def test_without_one_ours_is_asked_for(
        self, council: Server, client: Client, cast: Cast
    ) -> None:
        council.plan.claims = {"amr": ["pwd"]}
        app = give_app(cast.worker)
        assert there_and_back(client, "?next=/people/").url == CODE
        assert client.post(CODE, {"code": app.code()}).url == "/people/"

    def test_and_set_up(self, council: Server, client: Client) -> None:
        there_and_back(client)
        assert client.get("/people/").url.startswith(HERE)


class TestNotLetIn:
    def test_unknown(self, council: Server, client: Client) -> None:
        council.plan.claims = {"email": "nobody@example.test"}
        said(there_and_back(client), "unknown")

    def test_suspended(self, council: Server, client: Client, cast: Cast) -> None:
        User.objects.filter(pk=cast.worker.pk).update(is_active=False)
        said(there_and_back(client), "suspended")
        assert not SocialAccount.objects.exists()

    @pytest.mark.parametrize(
        "claims",
        [
            {"email_verified": False},
            {"email_verified": None},
            {"email_verified": None, "xms_edov": False},
            {"email": None, "preferred_username": "wren.ashdown@example.test"},
            {"email": "", "email_verified": True},
        ],
        ids=str,
    )
    def test_an_address_nobody_vouches_for(
        self, council: Server, client: Client, claims: dict[str, Any]
    ) -> None:
        council.plan.claims = claims
        said(there_and_back(client), "unverified")

    @pytest.mark.parametrize("guest", [{"acct": 1}, {"idp": "https://elsewhere.example"}], ids=str)
    def test_a_guest_of_the_tenant(
        self, council: Server, client: Client, guest: dict[str, Any]
    ) -> None:
        tenant = urlsplit(council.address).path.split("/")[1]
        council.plan.claims = {"tid": tenant, **guest}
        said(there_and_back(client), "unverified")

    def test_somebody_who_was_given_an_old_address(self, council: Server, client: Client) -> None:
        there_and_back(client)
        client.post("/account/sign-out/")
        council.plan.claims = {"sub": "another-wren"}
        assert PROBLEMS["other"].title in there_and_back(client).text
        assert client.get("/account/").status_code == 302


@pytest.mark.django_db
def test_without_settings_there_is_no_such_door(client: Client) -> None:
    assert client.get(BEGIN).status_code == 404
    assert client.get(BACK).status_code == 404
    assert "council account" not in client.get("/account/sign-in/").text


class TestConfirming:
    """Sudo mode for whoever signs in at the council."""

    @pytest.fixture
    def clock(self) -> Iterator[Any]:
        with time_machine.travel(time.time(), tick=False) as travel:
            yield travel

    @pytest.fixture
    def late(self, council: Server, client: Client, clock: Any) -> Client:
        there_and_back(client)
        clock.shift(601)
        assert client.get(HERE).status_code == 302
        return client

    def test_the_page_leads_there_and_back(self, late: Client, council: Server) -> None:
        page = late.get(late.get(HERE).url)
        assert "Sign in with your council account again" in page.text
        assert there_and_back(late, f"?next={HERE}").url == HERE
        assert late.get(HERE).status_code == 200
        assert (council.asked[-1]["prompt"], council.asked[-1]["max_age"]) == ("login", "0")

    @pytest.mark.parametrize("when", [None, -301, 301, "now"])
    def test_signed_in_there_long_ago_confirms_nothing(
        self, late: Client, council: Server, when: Any
    ) -> None:
        moment = int(time.time()) + when if isinstance(when, int) else when
        council.plan.claims = {"auth_time": moment}
        answer = there_and_back(late, f"?next={HERE}")
        assert "You were not asked again who you are" in answer.text
        assert late.get(HERE).status_code == 302

    def test_as_somebody_else_confirms_nothing(
        self, late: Client, council: Server, cast: Cast
    ) -> None:
        council.plan.claims = {"sub": "imogen", "email": cast.iro.email}
        assert "This is somebody else" in there_and_back(late).text
        assert late.get(HERE).status_code == 302

    def test_a_form_that_came_too_late_waits_in_its_page(
        self, late: Client, council: Server
    ) -> None:
        page = late.post(f"{HERE}codes/new/", {"submission_token": "t-1"})
        assert "opens in a new tab" in page.text
        assert 'name="submission_token" value="t-1"' in page.text


def test_the_tie_is_loosed_with_the_second_factor(
    council: Server, client: Client, cast: Cast
) -> None:
    there_and_back(client)
    factor_services.reset(user=cast.worker, by=cast.head, reason="moved to a new account there")
    assert client.get("/account/").status_code == 302
    council.plan.claims = {"sub": "another-wren"}
    assert there_and_back(client).url == "/"
    page = client.post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
    assert page.status_code == 302


@pytest.mark.parametrize(
    ("server", "secret", "found"),
    [
        ("", "", []),
        ("https://login.example/tenant/v2.0", "s", []),
        ("https://login.example/tenant/v2.0", "", ["homeward.E004"]),
        ("http://login.example/tenant/v2.0", "s", ["homeward.E005"]),
        ("https://login.example/common/v2.0", "s", ["homeward.E006"]),
    ],
)
def test_half_or_careless_settings_do_not_serve(
    settings: Any, server: str, secret: str, found: list[str]
) -> None:
    settings.LOCAL = False
    settings.OIDC_SERVER, settings.OIDC_CLIENT_ID = server, CLIENT
    settings.SOCIALACCOUNT_PROVIDERS = providers(server, CLIENT, secret)
    assert [error.id for error in checks.council_sign_in_is_whole()] == found


def test_a_password_alone_is_warned_of_at_deployment(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    assert [one.id for one in checks.everybody_has_a_second_factor()] == ["homeward.W001"]
    settings.REQUIRE_SECOND_FACTOR = True
    assert checks.everybody_has_a_second_factor() == []
