"""Signing in: limited before the password is looked at, and silent about who has an account."""

import re
import threading
from collections.abc import Callable

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.db import connections
from django.test import Client, RequestFactory

from accounts import backends, local
from accounts.models import AuditEvent, SignInAttempt, User
from tests.cast import PASSWORD, Cast

SIGN_IN = "/account/sign-in/"


def try_in(client: Client, email: str, password: str, **more: str):
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def said(response) -> str:
    """The sentence on top of the page."""
    found = re.search(r'<div class="govuk-error-summary__body">(.*?)</div>', response.text, re.S)
    return re.sub(r"<[^>]+>|\s+", " ", found.group(1)).strip() if found else ""


def verbs() -> list[str]:
    return list(
        AuditEvent.objects.filter(person_id=None).order_by("pk").values_list("verb", flat=True)
    )


def test_signing_in_leads_back_to_the_page_that_was_asked_for(cast: Cast, client: Client) -> None:
    asked = client.get("/account/?a=1")
    assert asked.status_code == 302
    assert asked.url == "/account/sign-in/?next=%2Faccount%2F%3Fa%3D1"
    page = client.get(asked.url)
    assert page.status_code == 200
    assert 'value="/account/?a=1"' in page.text
    for label in ("Email address", "Password"):
        assert re.search(rf"<label[^>]*>\s*{label}\s*</label>", page.text)
    back = try_in(client, "WREN.ashdown@example.test", PASSWORD, next="/account/?a=1")
    assert back.status_code == 302
    assert back.url == "/account/?a=1"
    page = client.get(back.url)
    assert "Wren Ashdown" in page.text
    assert "Social worker: Children in care team" in page.text
    assert verbs()[-1] == "signed_in"


def test_another_site_is_no_way_back(cast: Cast, client: Client) -> None:
    gone = try_in(client, cast.worker.email, PASSWORD, next="https://elsewhere.example/")
    assert gone.url == "/"


def test_one_sentence_for_every_wrong_sign_in(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.iro.pk).update(is_active=False)
    tries = [
        (cast.worker.email, "not the password"),
        ("nobody@example.test", PASSWORD),
        (cast.iro.email, PASSWORD),
    ]
    sentences = {said(try_in(client, *one)) for one in tries}
    assert sentences == {"The email address or password is not right"}
    assert verbs()[-3:] == ["sign_in.failed"] * 3
    assert [event.about_id for event in AuditEvent.objects.order_by("-pk")[:3]] == [
        cast.iro.pk, None, cast.worker.pk,
    ]  # fmt: skip


@pytest.mark.parametrize("email", ["wren.ashdown@example.test", "nobody@example.test"])
def test_the_sixth_try_waits_whoever_it_is(
    cast: Cast, client: Client, at: Callable[[str], object], email: str
) -> None:
    for _ in range(5):
        assert "not right" in said(try_in(client, email, "wrong"))
    for _ in range(3):
        assert said(try_in(client, email, PASSWORD)).startswith(
            "There were too many wrong tries. Wait 15 minutes"
        )
    assert verbs().count("sign_in.locked") == 1
    at("2026-03-06 11:44")
    assert "Wait 1 minute," in said(try_in(client, email, PASSWORD))
    at("2026-03-06 11:46")
    answer = try_in(client, email, PASSWORD)
    assert (answer.status_code == 302) is (email == cast.worker.email)


def test_a_right_password_starts_the_count_afresh(cast: Cast, client: Client) -> None:
    for _ in range(3):
        for _ in range(4):
            try_in(client, cast.worker.email, "wrong")
        assert try_in(Client(), cast.worker.email, PASSWORD).status_code == 302


def test_an_address_that_tries_many_accounts_waits_too(
    cast: Cast, client: Client, settings
) -> None:
    settings.SIGN_IN_LIMIT_ADDRESS = 8
    for number in range(8):
        try_in(client, f"person{number}@example.test", "wrong")
    assert "too many" in said(try_in(client, cast.worker.email, PASSWORD))
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert try_in(elsewhere, cast.worker.email, PASSWORD).status_code == 302


def test_only_our_own_proxies_are_believed(settings) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.7"})
    settings.PROXIES_IN_FRONT = 0
    assert backends.limiter.address_of(request) == "127.0.0.1"
    settings.PROXIES_IN_FRONT = 1
    assert backends.limiter.address_of(request) == "192.0.2.7"


def test_what_was_typed_is_not_kept(cast: Cast, client: Client) -> None:
    try_in(client, "my-secret-password@example.test", "wrong")
    kept = str(list(SignInAttempt.objects.values())) + str(list(AuditEvent.objects.values()))
    assert "my-secret" not in kept


def test_the_shared_password_opens_nothing_in_production(cast: Cast, settings) -> None:
    cast.worker.set_password(local.PASSWORD)
    cast.worker.save()
    assert authenticate(email=cast.worker.email, password=local.PASSWORD) == cast.worker
    settings.LOCAL = False
    assert authenticate(email=cast.worker.email, password=local.PASSWORD) is None


@pytest.mark.usefixtures("real_db")
def test_of_forty_tries_at_once_five_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.create_user("target@example.test", "the right password", name="Tara Target")
    looked: list[str] = []
    barrier = threading.Barrier(40, timeout=30)

    def look(user: User, password: str) -> bool:
        looked.append(password)
        return False

    monkeypatch.setattr(User, "check_password", look)

    def go(number: int) -> None:
        barrier.wait()
        try:
            authenticate(None, email="target@example.test", password=f"guess {number}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=[number]) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(looked) == 5
    assert SignInAttempt.objects.get(key__startswith="account:").tries == 40


def test_changing_the_password_ends_the_other_sessions(cast: Cast) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        try_in(client, cast.worker.email, PASSWORD)
        assert client.get("/account/").status_code == 200
    new = "three other random words"
    wrong = here.post(
        "/account/password/", {"oldpassword": "no", "password1": new, "password2": new}
    )
    assert "This is not your current password" in said(wrong)
    weak = here.post(
        "/account/password/", {"oldpassword": PASSWORD, "password1": "1234", "password2": "123"}
    )
    assert "must be 12 characters or more" in said(weak)
    assert "must not be only numbers" in said(weak)
    assert "Type the same new password twice" in said(weak)
    done = here.post(
        "/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert done.status_code == 302
    assert "Your password is changed" in here.get(done.url).text
    assert there.get("/account/").status_code == 302
    assert "password.changed" in verbs()


def test_a_link_by_mail_sets_a_new_password_once(cast: Cast, client: Client) -> None:
    page = client.post("/account/password/reset/", {"email": cast.worker.email})
    assert page.url == "/account/password/reset/sent/"
    assert "If there is an account" in client.get(page.url).text
    link = re.search(r"http://127.0.0.1:8000(\S+)", mail.outbox[0].body)
    assert link
    assert "Wren" not in mail.outbox[0].body
    form = client.get(link.group(1))
    assert form.status_code == 302
    new = "three other random words"
    assert client.get(form.url).status_code == 200
    done = client.post(form.url, {"password1": new, "password2": new})
    assert done.url == "/account/password/reset/done/"
    assert "is saved" in client.get(done.url).text
    assert try_in(client, cast.worker.email, new).status_code == 302
    assert "This link does not work" in Client().get(link.group(1)).text


def test_asking_for_a_link_says_nothing_about_accounts_and_floods_nobody(
    cast: Cast, client: Client
) -> None:
    known = client.post("/account/password/reset/", {"email": cast.worker.email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.test"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    for _ in range(10):
        client.post("/account/password/reset/", {"email": cast.worker.email})
    assert [message.to for message in mail.outbox] == [[cast.worker.email]] * 5


def test_nobody_signs_up(client: Client, cast: Cast) -> None:
    for address in ("/account/signup/", "/accounts/signup/", "/account/sign-up/"):
        assert client.get(address).status_code == 404
