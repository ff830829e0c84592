"""Adding a person and searching through the API: the same question, the same trail."""

import pytest
from django.test import Client

from accounts.models import AuditEvent
from people.models import Identifier, Person, SamePerson
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "/api/v1/people/"
JIM = {"given_name": "Jim", "family_name": "Exempler", "date_of_birth": "2009-09-14"}


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.edt, backend="accounts.backends.LimitedSignIn")
    return client


def send(client: Client, key: str, **words: object):
    return client.post(
        PATH, words, content_type="application/json", headers={"Idempotency-Key": key}
    )


def test_a_likely_match_is_answered_with_the_candidates(cast: Cast, client: Client) -> None:
    got = send(client, "one", **JIM)
    assert got.status_code == 409
    (candidate,) = got.json()["candidates"]
    assert candidate["reference"] == cast.boy.reference
    assert "The same date of birth" in candidate["reasons"]
    assert not SamePerson.objects.exists()


def test_named_as_somebody_else_they_are_added_once(cast: Cast, client: Client) -> None:
    words = JIM | {"not_the_same": [cast.boy.reference], "why": "His cousin"}
    first, second = send(client, "two", **words), send(client, "two", **words)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    made = Person.objects.get(reference=first.json()["reference"])
    assert SamePerson.objects.get(other=made).why == "His cousin"


def test_a_number_finds_who_has_it(cast: Cast, client: Client) -> None:
    Identifier.objects.create(person=cast.boy, kind="police", value="MP77")
    words = {"given_name": "Zed", "number": "mp 77"}
    assert "number" in send(client, "five", **words).json()
    got = send(client, "six", number_kind="police", **words)
    assert got.status_code == 409
    assert got.json()["candidates"][0]["reasons"] == ["The same police number"]


def test_a_postcode_that_does_not_exist_is_said(client: Client) -> None:
    got = send(client, "seven", given_name="Zed", home_postcode="EX9 9ZZ")
    assert got.status_code == 400
    assert "There is no postcode EX9 9ZZ" in got.json()["home_postcode"][0]


def test_what_cannot_be_is_said_by_field(client: Client) -> None:
    got = send(client, "three", given_name="", date_of_birth="2199-01-01")
    assert got.status_code == 400
    assert "given_name" in got.json()
    got = send(client, "four", given_name="Zed", date_of_birth="2199-01-01")
    assert "date_of_birth" in got.json()


def test_who_may_not_add_is_refused(cast: Cast, client: Client) -> None:
    client.force_login(cast.iro, backend="accounts.backends.LimitedSignIn")
    assert send(client, "five", given_name="Zed").status_code == 403


def test_what_was_searched_for_is_kept(cast: Cast, client: Client) -> None:
    client.get(PATH, {"q": "jamy exemplar"})
    client.get("/people/", {"q": "jodie"})
    client.get("/people/")
    rows = AuditEvent.objects.filter(verb="searched").order_by("pk")
    assert [(one.detail["text"], one.by_id) for one in rows] == [
        ("jamy exemplar", cast.edt.pk), ("jodie", cast.edt.pk),
    ]  # fmt: skip
