"""Who may be meant while a name is typed: only those within reach, and every search on record."""

import pytest
from django.test import Client

from accounts.models import AuditEvent
from people import services
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "/people/suggest/"


def ask(user: object, text: str) -> dict:
    client = Client()
    client.force_login(user, backend="accounts.backends.LimitedSignIn")
    answer = client.get(PATH, {"q": text}, headers={"X-Background": "1"})
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize("text", ["Jami", "exempl", "Jim Exemplar", "  Jamie   Exem ", "14 9 2009"])
def test_the_likeliest_come_with_what_tells_them_apart(cast: Cast, text: str) -> None:
    first = ask(cast.coordinator, text)["people"][0]
    assert first == {
        "name": "Jamie Exemplar", "now": "",
        "about": "16 years old, Oak House",
        "ref": cast.boy.reference,
        "href": f"/people/{cast.boy.reference}/",
    }  # fmt: skip


def test_only_those_within_reach_are_named(cast: Cast) -> None:
    assert ask(cast.outsider, "Jamie")["people"] == []
    assert [one["name"] for one in ask(cast.carer, "Exemplar")["people"]] == ["Jamie Exemplar"]


@pytest.mark.parametrize("text", ["", " ", "J"])
def test_too_little_asks_nothing(cast: Cast, text: str) -> None:
    assert ask(cast.coordinator, text) == {"people": [], "more": False}


@pytest.mark.parametrize("text", ["🙂🙂", "x" * 5_000, "'; drop table", "<b>", "محمد"])
def test_nonsense_finds_nobody(cast: Cast, text: str) -> None:
    assert ask(cast.coordinator, text)["people"] == []


def test_a_few_are_shown_and_that_there_are_more_is_said(cast: Cast) -> None:
    for number in range(9):
        services.add_person(by=cast.worker, given_name=f"Maximilian{number}", family_name="Crowd")
    answer = ask(cast.coordinator, "Maximil")
    assert (len(answer["people"]), answer["more"]) == (7, True)


def test_what_was_typed_is_on_record_as_every_search_is(cast: Cast) -> None:
    ask(cast.coordinator, "Jamie Ex")
    event = AuditEvent.objects.get(verb="searched")
    assert (event.by_id, event.detail["text"], event.detail["found"]) == (
        cast.coordinator.pk, "Jamie Ex", 1,
    )  # fmt: skip
