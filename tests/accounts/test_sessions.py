"""Where one is signed in, how that ends, and who is told of a new device."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from knox.models import AuthToken

from accounts import clock as product_clock
from accounts import services, session_services
from accounts.browsers import name_of
from accounts.models import AuditEvent, KnownDevice
from notifications.models import Notice
from tests.cast import PASSWORD, Cast

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)


def signed_in(cast: Cast, agent: str = CHROME, **more: str) -> Client:
    client = Client(headers={"User-Agent": agent}, **more)
    client.post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
    return client


@pytest.fixture
def here(cast: Cast) -> Client:
    return signed_in(cast)


@pytest.fixture
def there(cast: Cast, here: Client) -> Client:
    return signed_in(cast, IPHONE, REMOTE_ADDR="192.0.2.7")


def number_of(agent: str) -> int:
    return UserSession.objects.get(user_agent=agent).pk


class TestTheList:
    def test_says_where_when_and_which_browser(self, here: Client, there: Client) -> None:
        page = here.get("/account/sessions/").text
        assert "Chrome on Windows" in page
        assert "Safari on iPhone" in page
        assert "from 192.0.2.7" in page
        assert page.count("End this session") == 1

    def test_one_is_ended_at_once(self, here: Client, there: Client) -> None:
        assert there.get("/account/").status_code == 200
        here.post(f"/account/sessions/{number_of(IPHONE)}/end/")
        assert there.get("/account/").status_code == 302
        assert "Safari on iPhone" not in here.get("/account/sessions/").text
        assert AuditEvent.objects.latest("pk").verb == "session.ended"

    def test_all_others_are_ended_at_once(self, here: Client, there: Client, cast: Cast) -> None:
        unlisted = Client()
        unlisted.force_login(cast.worker)
        here.post("/account/sessions/end/")
        assert there.get("/account/").status_code == 302
        assert unlisted.get("/account/").status_code == 302
        page = here.get("/account/sessions/")
        assert page.status_code == 200
        assert page.text.count("Chrome on Windows") == 1
        assert "Safari on iPhone" not in page.text

    def test_another_s_is_not_one_s_own(self, here: Client, cast: Cast) -> None:
        other = Client()
        other.force_login(cast.iro)
        assert "Chrome on Windows" not in other.get("/account/sessions/").text
        other.post(f"/account/sessions/{number_of(CHROME)}/end/")
        assert here.get("/account/").status_code == 200

    def test_a_session_signed_out_is_gone_from_it(self, here: Client, there: Client) -> None:
        there.post("/account/sign-out/")
        assert "Safari on iPhone" not in here.get("/account/sessions/").text

    def test_an_address_that_cannot_be_read_stops_nobody(self, cast: Cast, settings: Any) -> None:
        settings.PROXIES_IN_FRONT = 1
        client = Client(headers={"X-Forwarded-For": "unknown:1", "User-Agent": CHROME})
        client.post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
        assert client.get("/account/sessions/").status_code == 200


def test_a_new_password_ends_other_sessions_and_every_token(
    here: Client, there: Client, cast: Cast
) -> None:
    _, token = services.give_token(by=cast.worker)
    new = "three other random words"
    answers = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/account/password/", answers).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    bearing = {"Authorization": f"Token {token}"}
    assert Client().get("/api/v1/schema/", headers=bearing).status_code == 401
    assert Notice.objects.filter(recipient=cast.worker, template="password_changed").exists()


class TestALongDay:
    """ABSOLUTE_SECONDS after the last proof, by a real clock."""

    @pytest.fixture
    def clock(self) -> Iterator[Any]:
        with time_machine.travel(time.time(), tick=False) as travel:
            yield travel

    def work(self, client: Client, clock: Any, *, hours: int) -> None:
        for _ in range(hours * 3):
            clock.shift(1200)
            assert client.get("/still-here/").status_code == 204

    def test_ends_however_busy_and_says_why(self, cast: Cast, clock: Any) -> None:
        client = signed_in(cast)
        self.work(client, clock, hours=12)
        clock.shift(60)
        answer = client.get("/people/?q=x")
        assert answer.url == "/account/sign-in/?next=%2Fpeople%2F%3Fq%3Dx&why=long"
        assert "Drafts were kept" in client.get(answer.url).text
        assert AuditEvent.objects.filter(verb="signed_out.long").count() == 1

    def test_begins_anew_when_somebody_confirms_who_they_are(self, cast: Cast, clock: Any) -> None:
        client = signed_in(cast)
        self.work(client, clock, hours=11)
        client.post("/account/confirm/", {"sudo-password": PASSWORD})
        self.work(client, clock, hours=2)
        assert 'data-session-seconds="36000"' in client.get("/account/").text

    def test_a_page_knows_how_long_it_is(self, cast: Cast, clock: Any) -> None:
        assert 'data-session-seconds="43200"' in signed_in(cast).get("/account/").text


class TestDevices:
    def test_the_first_is_not_told_and_the_second_is(self, here: Client, cast: Cast) -> None:
        assert not Notice.objects.filter(template="new_device").exists()
        signed_in(cast, IPHONE)
        notice = Notice.objects.get(template="new_device")
        assert notice.recipient == cast.worker
        assert notice.ids == {"what": "Safari on iPhone", "path": "/account/"}
        assert notice.deliveries.filter(channel="email").exists()
        assert "See what it is" in here.get("/notices/").text

    def test_the_same_one_again_is_not(self, here: Client, cast: Cast) -> None:
        here.post("/account/sign-out/")
        here.post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
        assert KnownDevice.objects.filter(user=cast.worker).count() == 1
        assert not Notice.objects.filter(template="new_device").exists()

    def test_a_shared_one_is_new_to_each(self, here: Client, cast: Cast) -> None:
        signed_in(cast)
        Client().post("/account/sign-in/", {"login": cast.iro.email, "password": PASSWORD})
        here.post("/account/sign-out/")
        here.post("/account/sign-in/", {"login": cast.iro.email, "password": PASSWORD})
        told = Notice.objects.filter(template="new_device", recipient=cast.iro)
        assert told.count() == 1

    def test_its_cookie_opens_nothing_and_is_kept_as_a_fingerprint(
        self, here: Client, cast: Cast
    ) -> None:
        cookie = here.cookies["homeward_device"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie.value not in str(list(KnownDevice.objects.values()))
        other = Client()
        other.cookies["homeward_device"] = cookie.value
        assert other.get("/account/").status_code == 302

    @pytest.mark.parametrize("value", ["", "short", "x" * 5000])
    def test_a_cookie_that_is_not_ours_is_replaced(self, cast: Cast, value: str) -> None:
        client = Client()
        client.cookies["homeward_device"] = value
        client.post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
        assert 40 < len(client.cookies["homeward_device"].value) < 50

    def test_the_database_keeps_one_row_a_browser_and_its_times_in_order(self, cast: Cast) -> None:
        moment = product_clock.now()
        row = {"user": cast.worker, "browser": "Chrome", "first_at": moment}
        KnownDevice.objects.create(digest="a", last_at=moment, **row)
        before = moment - timedelta(seconds=1)
        with pytest.raises(IntegrityError, match="device_once_a_user"), transaction.atomic():
            KnownDevice.objects.create(digest="a", last_at=moment, **row)
        with pytest.raises(IntegrityError, match="device_seen_in_order"), transaction.atomic():
            KnownDevice.objects.create(digest="b", last_at=before, **row)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (CHROME, "Chrome on Windows"),
        (CHROME + " Edg/131.0.0.0", "Edge on Windows"),
        (IPHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Firefox/132.0", "Firefox on Linux"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_in_words_of_ours(sent: str, said: str) -> None:
    assert name_of(sent) == said


def test_what_time_has_ended_is_forgotten_and_what_is_open_stays(
    here: Client, there: Client, cast: Cast
) -> None:
    _, old = services.give_token(by=cast.worker)
    _, new = services.give_token(by=cast.worker)
    past = product_clock.now() - timedelta(days=1000)
    AuthToken.objects.filter(token_key=old[:15]).update(expiry=past)
    key = UserSession.objects.get(user_agent=IPHONE).session_key
    Session.objects.filter(session_key=key).update(expire_date=past)
    assert session_services.forget_the_ended() == 2
    assert not UserSession.objects.filter(user_agent=IPHONE).exists()
    assert here.get("/account/").status_code == 200
    bearing = {"Authorization": f"Token {new}"}
    assert Client().get("/api/v1/schema/", headers=bearing).status_code == 200
