"""The doors of every request: signed in or public, idle sign-out, refusals in words."""

import time
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts import middleware, services
from accounts.models import AuditEvent
from tests.cast import Cast


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{prefix}{one.namespace}:" if one.namespace else prefix
            found |= names(one.url_patterns, inner)
        elif one.name:
            found.add(prefix + one.name)
    return found


def test_every_public_name_is_an_address() -> None:
    assert names(get_resolver().url_patterns) >= middleware.PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/help/", "/privacy/", "/accessibility/", "/account/sign-in/", "/health/"]
)
def test_public_pages_open_without_signing_in(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/account/", "/account/password/", "/admin/", "/still-here/"])
def test_all_others_ask(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert "sign-in" in answer.url or "/admin/login/" in answer.url


@pytest.mark.django_db
def test_a_form_leads_back_to_the_page_it_was_on(client: Client) -> None:
    page = "http://testserver/account/password/"
    answer = client.post("/account/password/", headers={"Referer": page})
    assert "next=http%3A%2F%2Ftestserver%2Faccount%2Fpassword%2F" in answer.url
    answer = client.post("/account/password/", headers={"Referer": "https://elsewhere.example/"})
    assert answer.url.endswith("?next=%2F")


@pytest.mark.django_db
def test_a_page_that_asks_by_itself_is_told_plainly(client: Client) -> None:
    answer = client.get("/account/", headers={"X-Background": "1"})
    assert answer.status_code == 401


class TestIdle:
    """IDLE_SECONDS of nothing, by a real clock."""

    @pytest.fixture(autouse=True)
    def _half_an_hour(self, settings) -> None:
        settings.IDLE_SECONDS = 1800

    def test_signs_out_and_says_why(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.worker)
        with time_machine.travel(time.time(), tick=False) as clock:
            assert client.get("/account/").status_code == 200
            clock.shift(1799)
            assert client.get("/account/").status_code == 200
            clock.shift(1801)
            answer = client.get("/account/?x=1")
            assert answer.url == "/account/sign-in/?next=%2Faccount%2F%3Fx%3D1&why=idle"
            assert "Drafts were kept" in client.get(answer.url).text
        assert AuditEvent.objects.filter(verb="signed_out.idle", by_id=cast.worker.pk).count() == 1

    def test_staying_signed_in_counts(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.worker)
        with time_machine.travel(time.time(), tick=False) as clock:
            client.get("/account/")
            for _ in range(4):
                clock.shift(1500)
                assert client.get("/still-here/").status_code == 204
            assert client.get("/account/").status_code == 200

    def test_what_a_page_sends_by_itself_does_not(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.worker)
        with time_machine.travel(time.time(), tick=False) as clock:
            client.get("/account/")
            for _ in range(2):
                clock.shift(800)
                assert client.get("/account/", headers={"X-Background": "1"}).status_code == 200
            clock.shift(800)
            assert client.get("/account/", headers={"X-Background": "1"}).status_code == 401

    def test_the_tests_clock_signs_nobody_out(
        self, cast: Cast, client: Client, at: Callable[[str], object]
    ) -> None:
        client.force_login(cast.worker)
        client.get("/account/")
        at("2026-03-09 09:00")
        assert client.get("/account/").status_code == 200


def test_the_suspended_are_out_at_their_next_request(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker)
    assert client.get("/account/").status_code == 200
    services.suspend(user=cast.worker, by=cast.head)
    assert client.get("/account/").status_code == 302
    services.restore(user=cast.worker, by=cast.head)
    assert client.get("/account/").status_code == 302  # the old session stays away
    kept = AuditEvent.objects.filter(about_id=cast.worker.pk, about_kind="user")
    assert list(kept.order_by("pk").values_list("verb", flat=True)) == [
        "user.suspended", "user.restored",
    ]  # fmt: skip


def test_a_refusal_is_a_page_with_its_reason_and_an_event(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker)
    page = client.get("/admin/login/")
    assert page.status_code == 403
    assert "The administration pages are for administrators." in page.text
    event = AuditEvent.objects.get(verb="refused")
    assert event.by_name == "Wren Ashdown"
    assert event.detail["path"] == "/admin/login/"


def test_signing_out(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker)
    assert "Do you want to sign out?" in client.get("/account/sign-out/").text
    assert client.post("/account/sign-out/").url == "/account/sign-in/"
    assert client.get("/account/").status_code == 302
    assert AuditEvent.objects.filter(verb="signed_out", by_id=cast.worker.pk).exists()


@pytest.mark.django_db
def test_what_people_search_for_is_not_in_the_logs(
    cast: Cast, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(cast.worker)
    with caplog.at_level("INFO"):
        client.get("/people/", {"q": "Exemplar"})
    said = " ".join(str(record.msg) for record in caplog.records)
    assert "GET /people/" in said
    assert "Exemplar" not in said


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/people/", "/missing-now/", "/api/v1/episodes/"])
def test_no_browser_keeps_a_page_of_the_record(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.worker)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
