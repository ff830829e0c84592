"""What comes too fast or is too large is refused in words; a report never is."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts import limiter, rates
from accounts.limits import OwnOriginOnly, SizeLimits
from accounts.models import AuditEvent, SignInAttempt
from tests.access.addresses import addresses
from tests.cast import PASSWORD, Cast
from tests.stories import send, signed_in, went_missing

NAMES = {one.name for one in addresses()}


@pytest.fixture
def low(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of each in a minute."""
    settings.RATE_LIMITS = True
    for kind, rate in rates.RATES.items():
        monkeypatch.setitem(rates.RATES, kind, rates.Rate(3, 60, rate.what))


def statuses(client: Client, address: str, times: int = 5) -> list[int]:
    return [client.get(address).status_code for _ in range(times)]


def test_the_lists_name_pages_that_are_there() -> None:
    assert NAMES >= rates.NEVER | rates.FILES


@pytest.mark.usefixtures("low")
def test_searches_stop_for_a_while_with_a_sentence_and_when_to_come_again(cast: Cast) -> None:
    client = signed_in(cast.coordinator)
    assert statuses(client, "/people/?q=Jamie") == [200, 200, 200, 429, 429]
    answer = client.get("/people/?q=Jamie")
    assert 1 <= int(answer["Retry-After"]) <= 60
    text = answer.content.decode()
    assert "more than 3 searches in a minute" in text
    assert "You can report somebody missing, or found, at any time" in text
    assert client.get("/people/").status_code == 200
    assert signed_in(cast.manager).get("/people/?q=Jamie").status_code == 200
    (event,) = AuditEvent.objects.filter(verb="limit.reached")
    assert (event.by_id, event.detail["what"]) == (cast.coordinator.pk, "searches")


@pytest.mark.usefixtures("low")
def test_after_the_while_it_goes_on(cast: Cast) -> None:
    client = signed_in(cast.coordinator)
    assert statuses(client, "/people/?q=Jamie")[-1] == 429
    kept = SignInAttempt.objects.get(key=f"rate:searches:{cast.coordinator.pk}")
    kept.window_from -= timedelta(seconds=61)
    kept.save()
    assert client.get("/people/?q=Jamie").status_code == 200


@pytest.mark.usefixtures("low")
def test_a_form_that_comes_too_fast_gives_back_what_was_typed(cast: Cast) -> None:
    episode = went_missing(cast)
    client = signed_in(cast.worker)
    for _ in range(3):
        send(client, f"/episodes/{episode.reference}/log/", {"text": "Rang the aunt"})
    answer = send(client, f"/episodes/{episode.reference}/log/", {"text": "Rang the uncle"})
    assert answer.status_code == 429
    assert "Rang the uncle" in answer.content.decode()
    quiet = client.post("/leave/L-AAAAAAAA/end/", headers={"X-Background": "1"})
    assert quiet.status_code == 429
    assert quiet.json()["message"].startswith("Not saved. That was more than 3 forms")


@pytest.mark.usefixtures("low")
def test_a_report_at_night_is_never_stopped(cast: Cast) -> None:
    client = signed_in(cast.carer)
    for _ in range(5):
        send(client, "/people/", {})
    begin = f"/report/new/{cast.boy.reference}/"
    for _ in range(6):
        answer = send(client, begin, {})
        assert answer.status_code != 429
    assert client.post("/people/").status_code == 429


@pytest.mark.usefixtures("low")
def test_the_api_says_it_in_json_and_takes_reports_all_the_same(cast: Cast) -> None:
    asked = {"email": cast.worker.email, "password": PASSWORD}
    token = Client().post("/api/v1/token/", asked, content_type="application/json").json()["token"]
    client = Client(headers={"Authorization": f"Token {token}"})
    assert statuses(client, "/api/v1/episodes/") == [200, 200, 200, 429, 429]
    answer = client.get("/api/v1/episodes/")
    assert "more than 3 calls of the API" in answer.json()["detail"]
    assert int(answer["Retry-After"]) >= 1
    report = client.post("/api/v1/reports/", {}, content_type="application/json")
    assert report.status_code == 400


def test_nothing_is_counted_for_pages_that_are_only_read(cast: Cast, settings: Any) -> None:
    settings.RATE_LIMITS = True
    signed_in(cast.coordinator).get("/episodes/")
    assert not SignInAttempt.objects.filter(key__startswith="rate:").exists()


@pytest.mark.parametrize(
    ("path", "kind", "size", "said"),
    [
        ("/api/v1/reports/", "application/json", 3_000_000, "at most 2 MB"),
        ("/people/add/", "application/x-www-form-urlencoded", 3_000_000, "at most 2 MB"),
        ("/people/add/", "multipart/form-data; boundary=x", 17_000_000, "at most 16 MB"),
    ],
)
def test_what_is_too_large_is_not_even_read(path: str, kind: str, size: int, said: str) -> None:
    client = Client()
    answer = client.generic("POST", path, b"", CONTENT_TYPE=kind, CONTENT_LENGTH=str(size))
    assert answer.status_code == 413
    assert said in answer.content.decode()
    if path.startswith("/api/"):
        assert said in answer.json()["detail"]


def test_a_page_that_saves_by_itself_is_told_in_json() -> None:
    request = RequestFactory(headers={"X-Background": "1"}).post(
        "/x/", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH="3000000"
    )
    answer = SizeLimits(lambda _: HttpResponse())(request)
    assert (answer.status_code, b"Not saved" in answer.content) == (413, True)


def test_no_other_origin_gets_an_answer_of_ours() -> None:
    answer = OwnOriginOnly(lambda _: HttpResponse())(RequestFactory().get("/"))
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_old_counts_are_forgotten_and_a_wait_is_not(cast: Cast, at) -> None:
    at("2026-03-01 09:00")
    limiter.take_turn(request=None, account="a@example.test")
    at("2026-03-06 11:30")
    for _ in range(7):
        limiter.take_turn(request=None, account="b@example.test")
    assert limiter.forget_the_old() == 1
    (kept,) = SignInAttempt.objects.all()
    assert kept.locked_until is not None
