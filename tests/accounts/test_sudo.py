"""Sudo mode: what is grave asks again who it is, and nothing that was typed is lost over it."""

import time
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import local, services
from accounts.models import AuditEvent
from accounts.sudo import NO_TOKENS, freshly_signed_in
from config.urls import urlpatterns as product
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.urls(__name__)


@freshly_signed_in
def grave(request: HttpRequest) -> HttpResponse:
    typed = {name: request.POST.getlist(name) for name in request.POST}
    typed.pop("csrfmiddlewaretoken", None)
    return JsonResponse(typed)


class GraveApi(APIView):
    def get(self, request: Request) -> Response:
        return Response({"done": True})


urlpatterns = [
    *product,
    path("grave/", grave, name="grave"),
    path("api/v1/grave/", freshly_signed_in(GraveApi.as_view()), name="grave-api"),
]


class Inputs(HTMLParser):
    """Every input of a page with what it holds, as a browser would send it back."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.found.append((str(given["name"]), given.get("value") or ""))

    def sent(self, **answers: str) -> dict[str, Any]:
        names = {name for name, _ in self.found}
        kept = {name: [value for one, value in self.found if one == name] for name in names}
        return kept | answers


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(time.time(), tick=False) as travel:
        yield travel


@pytest.fixture
def late(cast: Cast, client: Client, clock: Any) -> Client:
    """Somebody who signed in eleven minutes ago."""
    client.post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
    clock.shift(601)
    return client


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_who_has_just_signed_in_is_not_asked(cast: Cast, client: Client, clock: Any) -> None:
    client.post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
    clock.shift(600)
    assert client.get("/grave/").status_code == 200


def test_a_page_leads_over_the_question_and_back(late: Client, clock: Any) -> None:
    asked = late.get("/grave/?of=P-1&kind=csv")
    assert asked.url == "/account/confirm/?next=%2Fgrave%2F%3Fof%3DP-1%26kind%3Dcsv"
    page = late.get(asked.url)
    assert "Confirm that it is you" in page.text
    back = late.post(asked.url, Inputs(page.text).sent(**{"sudo-password": PASSWORD}))
    assert back.url == "/grave/?of=P-1&kind=csv"
    assert late.get(back.url).status_code == 200
    assert verbs()[-1] == "confirmed"
    clock.shift(601)
    assert late.get("/grave/").status_code == 302


def test_a_form_that_comes_too_late_loses_nothing(late: Client) -> None:
    typed = {"reason": 'He said "no"\r\n<b>twice</b>', "who": ["4", "7"], "submission_token": "t-1"}
    page = late.post("/grave/?step=2", typed)
    assert page.status_code == 403
    assert "Nothing you typed is lost" in page.text
    wrong = late.post("/grave/?step=2", Inputs(page.text).sent(**{"sudo-password": "guess"}))
    assert wrong.status_code == 400
    assert "This is not your password" in wrong.text
    right = late.post("/grave/?step=2", Inputs(wrong.text).sent(**{"sudo-password": PASSWORD}))
    assert right.json() == {
        "reason": [typed["reason"]], "who": ["4", "7"], "submission_token": ["t-1"]
    }  # fmt: skip
    assert verbs()[-2:] == ["confirm.failed", "confirmed"]


def test_what_was_typed_is_kept_in_the_page_alone(late: Client) -> None:
    late.post("/grave/", {"reason": "not to be found anywhere"})
    assert "not to be found" not in str(dict(late.session.items()))


def test_a_file_is_asked_for_again(late: Client, tmp_path: Any) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a photo")
    with photo.open("rb") as file:
        page = late.post("/grave/", {"reason": "new photo", "photo": file})
    assert "You will be asked for your file again." in page.text
    assert ("reason", "new photo") in Inputs(page.text).found


def test_guessing_at_an_open_screen_is_limited(late: Client, cast: Cast) -> None:
    for _ in range(5):
        answer = late.post("/account/confirm/", {"sudo-password": "guess"})
        assert "This is not your password" in answer.text
    answer = late.post("/account/confirm/", {"sudo-password": PASSWORD})
    assert "There were too many wrong tries. Wait 15 minutes" in answer.text
    assert late.get("/grave/").status_code == 302
    assert verbs()[-1] == "confirm.locked"


def test_another_site_is_no_way_back(late: Client) -> None:
    page = late.get("/account/confirm/?next=https://elsewhere.example/")
    assert "elsewhere" not in page.text
    gone = late.post(
        "/account/confirm/", {"sudo-password": PASSWORD, "next": "https://elsewhere.example/"}
    )
    assert gone.url == "/"


def test_nothing_typed_is_said_in_words(late: Client) -> None:
    page = late.post("/account/confirm/", {"sudo-password": ""})
    assert page.status_code == 400
    assert "Enter your password" in page.text


def test_the_shared_password_confirms_nothing_in_production(
    late: Client, cast: Cast, settings: Any
) -> None:
    cast.worker.set_password(local.PASSWORD)
    cast.worker.save()
    late.force_login(cast.worker)
    settings.LOCAL = False
    answer = late.post("/account/confirm/", {"sudo-password": local.PASSWORD})
    assert "This is not your password" in answer.text


def test_what_a_page_sends_by_itself_is_told_plainly(late: Client) -> None:
    answer = late.post("/grave/", {"reason": "x"}, headers={"X-Background": "1"})
    assert answer.status_code == 403
    assert "confirm that it is you" in answer.json()["message"]


def test_a_token_is_refused_with_a_sentence(cast: Cast, client: Client) -> None:
    _, token = services.give_token(by=cast.worker)
    answer = client.get("/api/v1/grave/", headers={"Authorization": f"Token {token}"})
    assert (answer.status_code, answer.json()) == (403, {"detail": NO_TOKENS})
    assert AuditEvent.objects.latest("pk").by_name == "Wren Ashdown"
    client.post("/account/sign-in/", {"login": cast.worker.email, "password": PASSWORD})
    both = client.get("/api/v1/grave/", headers={"Authorization": f"Token {token}"})
    assert both.status_code == 403


def test_a_fresh_session_may_use_the_api_and_a_late_one_not(late: Client) -> None:
    answer = late.get("/api/v1/grave/")
    assert (answer.status_code, answer.json()) == (403, {"detail": NO_TOKENS})
    late.post("/account/confirm/", {"sudo-password": PASSWORD})
    assert late.get("/api/v1/grave/").json() == {"done": True}


@pytest.mark.django_db
def test_nobody_signed_in_is_asked_to_sign_in(client: Client) -> None:
    assert "sign-in" in client.get("/grave/").url
    assert client.get("/api/v1/grave/").status_code == 401
    bad = client.get("/api/v1/grave/", headers={"Authorization": "Token nonsense"})
    assert bad.status_code == 401
