"""One person's record through the API: the same reach, the same rules, the same two editors."""

import pytest

from accounts.models import AuditEvent
from people.models import Person
from tests.cases.test_api import caller
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def address(person: Person) -> str:
    return f"/api/v1/people/{person.reference}/"


def test_the_whole_record_is_read_and_the_reading_is_kept(cast: Cast) -> None:
    answer = caller(cast.carer).get(address(cast.boy))
    assert answer.status_code == 200
    read = answer.json()
    assert (read["given_name"], read["age"], read["version"]) == ("Jamie", 16, 1)
    assert read["care_status"]["status"] == "looked_after"
    assert read["placements"][0]["where"] == "Oak House"
    assert {one["role"] for one in read["allocations"]} == {
        "social_worker", "team_manager", "iro", "cp_chair",
    }  # fmt: skip
    assert read["relatives"] == []  # his sister is not in the carer's reach
    assert AuditEvent.objects.filter(verb="looked_at", person_id=cast.boy.pk).exists()


def test_facts_are_changed_once_for_a_key(cast: Cast) -> None:
    client = caller(cast.worker)
    for _ in range(2):
        answer = client.patch(
            address(cast.boy), {"version": 1, "ethnicity": "Irish", "home_postcode": "ox11ns"},
            headers={"Idempotency-Key": "one"},
        )  # fmt: skip
        assert answer.status_code == 200, answer.json()
        assert (answer.json()["ethnicity"], answer.json()["home_postcode"]) == ("Irish", "OX1 1NS")
    assert Person.objects.get(pk=cast.boy.pk).version == 2


def test_the_second_editor_is_answered_with_what_the_first_saved(cast: Cast) -> None:
    caller(cast.manager).patch(address(cast.boy), {"version": 1, "ethnicity": "Welsh"})
    answer = caller(cast.worker).patch(address(cast.boy), {"version": 1, "ethnicity": "Irish"})
    assert answer.status_code == 409
    assert answer.json()["theirs"]["ethnicity"] == "Welsh"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "version"),
        ({"version": 1, "date_of_birth": "1899-01-01"}, "date_of_birth"),
        ({"version": 1, "date_of_birth": "2027-01-01"}, "date_of_birth"),
        ({"version": 1, "home_postcode": "EX9 9ZZ"}, "home_postcode"),
        ({"version": 1, "given_name": " "}, "given_name"),
        ({"version": 1, "gender": "robot"}, "gender"),
        ({"version": 1, "unborn": True}, "date_of_birth"),
        ({"version": 1, "estimated_age": 12}, "estimated_age"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(cast: Cast, sent: dict, field: str) -> None:
    answer = caller(cast.worker).patch(address(cast.boy), sent)
    assert answer.status_code == 400
    assert field in answer.json()


def test_who_may_not(cast: Cast) -> None:
    assert caller(cast.carer).patch(address(cast.boy), {"version": 1}).status_code == 403
    assert caller(cast.outsider).get(address(cast.boy)).status_code == 404
    assert caller(cast.outsider).patch(address(cast.boy), {"version": 1}).status_code == 404
