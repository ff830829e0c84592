"""The person's own facts changed on pages: any name, any slip, two editors, a move meanwhile."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent, Membership, User
from people.models import Confirmation, Identifier, Person, Suggestion
from tests.cast import Cast
from tests.stories import boxes, send, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(cast: Cast) -> Client:
    return signed_in(cast.worker)


def page(cast: Cast, part: str = "") -> str:
    return f"/people/{cast.boy.reference}/{part}"


def details(cast: Cast, **changes: Any) -> dict[str, Any]:
    given = {
        "version": 1, "given_name": "Jamie", "family_name": "Exemplar", "known_as": "",
        "birth": "day", "gender": "male", "ethnicity": "",
        "responsible_authority": cast.council.pk, **boxes("date_of_birth", "2009-09-14"),
    }  # fmt: skip
    return given | changes


def boy(cast: Cast) -> Person:
    return Person.objects.get(pk=cast.boy.pk)


@pytest.mark.parametrize(
    "name",
    ["X", "A" * 200, "O'Brien", "Łukasz", "محمد", "שָׁלוֹם", "李小龍", "👧🏽", "<b>Bold</b>", "‮drow"],
)
def test_any_name_is_kept_and_shown_as_it_was_typed(cast: Cast, worker: Client, name: str) -> None:
    assert send(worker, page(cast, "details/"), details(cast, given_name=name)).status_code == 302
    assert boy(cast).given_name == name
    shown = worker.get(page(cast)).content.decode()
    assert "<b>Bold</b>" not in shown
    assert ("&lt;b&gt;Bold&lt;/b&gt;" if name.startswith("<b>") else name[:20]) in shown.replace(
        "&#39;", "'"
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"given_name": " "}, "Enter a name"),
        ({"given_name": "A" * 201}, "A name must be 200 characters or fewer"),
        (boxes("date_of_birth", "1899-12-31"), "The year must be 1900 or later"),
        (boxes("date_of_birth", "2027-03-06"), "The date of birth must be today or in the past"),
        ({"birth": "rough", "estimated_age": "old"}, "must be a whole number"),
        ({"birth": "unborn", **boxes("expected_on", "2031-01-01")}, "within the next ten months"),
        ({"birth": ""}, "Select how old they are"),
        ({"responsible_authority": "999999"}, "from the list"),
    ],
)
def test_a_slip_is_said_in_words_and_nothing_typed_is_lost(
    cast: Cast, worker: Client, typed: dict[str, Any], said: str
) -> None:
    answer = send(worker, page(cast, "details/"), details(cast, ethnicity="Cornish", **typed))
    assert answer.status_code == 400
    text = answer.content.decode()
    assert said in text
    assert "Cornish" in text
    assert boy(cast).version == 1


def test_a_postcode_that_does_not_exist(cast: Cast, worker: Client) -> None:
    typed = {"version": 1, "known": "yes", "home_address": "2 Far Lane", "home_postcode": "EX9 9ZZ"}
    answer = send(worker, page(cast, "address/"), typed)
    assert answer.status_code == 400
    assert "There is no postcode EX9 9ZZ" in answer.content.decode()
    assert "2 Far Lane" in answer.content.decode()
    assert (
        send(worker, page(cast, "address/"), typed | {"home_postcode": "ox11ns"}).status_code == 302
    )
    assert boy(cast).home_postcode == "OX1 1NS"


def test_address_unknown_is_an_answer(cast: Cast, worker: Client) -> None:
    send(worker, page(cast, "address/"), {"version": 1, "known": "no"})
    assert (boy(cast).address_unknown, boy(cast).home_address) == (True, "")
    assert "Address unknown" in worker.get(page(cast)).content.decode()


def test_the_second_editor_gets_both_texts_and_may_save_over(cast: Cast, worker: Client) -> None:
    other = signed_in(cast.manager)
    send(other, page(cast, "details/"), details(cast, ethnicity="Welsh"))
    answer = send(worker, page(cast, "details/"), details(cast, ethnicity="Irish"))
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Welsh" in text
    assert "Irish" in text
    assert 'value="2"' in text  # the version to save over
    send(worker, page(cast, "details/"), details(cast, ethnicity="Irish", version=2))
    assert boy(cast).ethnicity == "Irish"


def test_two_who_change_different_things_do_not_meet(cast: Cast, worker: Client) -> None:
    send(signed_in(cast.manager), page(cast, "address/"), {"version": 1, "known": "no"})
    answer = send(worker, page(cast, "details/"), details(cast, ethnicity="Irish"))
    assert answer.status_code == 302
    assert (boy(cast).ethnicity, boy(cast).address_unknown) == ("Irish", True)


def test_moved_to_another_team_while_a_form_is_open(cast: Cast) -> None:
    edt = signed_in(cast.edt)
    assert edt.get(page(cast, "details/")).status_code == 200
    Membership.objects.filter(user=cast.edt).update(role="social_worker", team=cast.other_team)
    edt = signed_in(cast.edt)  # as the next request sees them
    answer = send(edt, page(cast, "details/"), details(cast, ethnicity="Typed at night"))
    assert answer.status_code == 404
    assert "Typed at night" in answer.content.decode()
    assert boy(cast).ethnicity == ""


def test_a_second_tap_adds_one_number(cast: Cast, worker: Client) -> None:
    token = "7d1f3c0a-0000-4000-8000-000000000001"
    for _ in range(2):
        send(worker, page(cast, "numbers/"), {"kind": "police", "value": "PNC 77"}, token=token)
    assert Identifier.objects.filter(value="PNC77").count() == 1
    again = send(signed_in(cast.edt), f"/people/{cast.sister.reference}/numbers/",
                 {"kind": "police", "value": "pnc77"})  # fmt: skip
    assert again.status_code == 400
    assert "names one person" in again.content.decode()


def test_a_street_name_is_found_and_taken_off_with_a_reason(cast: Cast, worker: Client) -> None:
    send(worker, page(cast, "names/"), {"kind": "street", "written": "Lil Zephyr"})
    assert "Jamie Exemplar" in worker.get("/people/?q=zephyr").content.decode()
    number = cast.boy.other_names.get().pk
    assert send(worker, page(cast, f"names/{number}/end/"), {"reason": ""}).status_code == 400
    send(worker, page(cast, f"names/{number}/end/"), {"reason": "Somebody else’s"})
    assert "Jamie Exemplar" not in worker.get("/people/?q=zephyr").content.decode()
    assert worker.get(page(cast, f"names/{number}/end/")).status_code == 404


def test_one_tap_says_that_it_is_still_right(cast: Cast) -> None:
    carer = signed_in(cast.carer)
    assert "Still right" in carer.get(page(cast)).content.decode()
    send(carer, page(cast, "confirm/communication/"), {})
    made = Confirmation.objects.get(person=cast.boy, fact="communication", by=cast.carer)
    assert made.at.isoformat() == "2026-03-06T11:30:00+00:00"
    assert "Confirmed 6 March 2026 by Casey Marlow" in carer.get(page(cast)).content.decode()
    send(carer, page(cast, "confirm/shoes/"), {})
    assert not Confirmation.objects.filter(fact="shoes").exists()


def test_what_is_old_says_so(cast: Cast, worker: Client, at) -> None:
    at("2026-10-01 09:00")
    text = signed_in(cast.worker).get(page(cast)).content.decode()
    assert "Not confirmed since 6 March 2026, by Wren Ashdown" in text


def test_a_carer_changes_nothing_but_says_what_is_wrong(cast: Cast, worker: Client) -> None:
    carer = signed_in(cast.carer)
    assert send(carer, page(cast, "address/"), {"version": 1, "known": "no"}).status_code == 403
    assert ">Change<" not in carer.get(page(cast)).content.decode()
    send(carer, page(cast, "out-of-date/"), {"text": "His aunt has moved"})
    assert "His aunt has moved" in worker.get(page(cast)).content.decode()
    number = Suggestion.objects.get().pk
    send(worker, page(cast, f"out-of-date/{number}/"), {"answer": "Rang her"})
    assert "His aunt has moved" not in worker.get(page(cast)).content.decode()


def test_an_unborn_child_is_called_so(cast: Cast, worker: Client) -> None:
    typed = details(cast, birth="unborn", **boxes("expected_on", "2026-07-01"))
    assert send(worker, page(cast, "details/"), typed).status_code == 302
    assert "Not born yet, expected 1 July 2026" in worker.get(page(cast)).content.decode()


def test_every_change_is_in_the_history(cast: Cast, worker: Client) -> None:
    send(worker, page(cast, "details/"), details(cast, ethnicity="Irish", known_as="Jay"))
    text = worker.get(page(cast, "history/")).content.decode()
    assert "Wren Ashdown changed the record: ethnicity, known as" in text
    assert AuditEvent.objects.filter(verb="person.changed").count() == 1
    assert User.objects.get(pk=cast.worker.pk).name == "Wren Ashdown"
