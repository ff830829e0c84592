"""Statuses, placements, workers, family, alerts and court dates on their pages."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation
from deadlines.models import Deadline
from people.models import Alert, Allocation, CareStatus, CourtDate, Placement, Relationship
from people.queries import allocated, care_on, current_placement, legal_on
from tests.cast import Cast
from tests.stories import boxes, came_back, send, signed_in, went_missing

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(cast: Cast) -> Client:
    return signed_in(cast.worker)


def page(cast: Cast, part: str = "") -> str:
    return f"/people/{cast.boy.reference}/{part}"


def text_of(answer: Any) -> str:
    return answer.content.decode().replace("&#39;", "'")


def test_a_status_is_changed_put_right_and_taken_back(cast: Cast, worker: Client) -> None:
    CareStatus.objects.filter(person=cast.boy).update(starts_on="2024-01-01")
    first = care_on(cast.boy.pk).pk
    typed = {"version": first, "status": "child_protection", **boxes("starts_on", "2026-03-02")}
    assert "Select the category of the plan" in text_of(
        send(worker, page(cast, "status/care/change/"), typed)
    )
    send(worker, page(cast, "status/care/change/"), typed | {"category": "neglect"})
    assert str(care_on(cast.boy.pk)) == "Child protection plan: neglect"
    row = care_on(cast.boy.pk)
    right = {"version": 1, "status": "child_protection", "category": "physical"}
    send(worker, page(cast, f"status/care/{row.pk}/"), right | boxes("starts_on", "2026-03-03"))
    assert care_on(cast.boy.pk).category == "physical"
    send(worker, page(cast, f"status/care/{row.pk}/mistake/"), {"reason": "Wrong child"})
    assert "Wrong child" in text_of(worker.get(page(cast, "status/care/")))
    assert worker.get(page(cast, f"status/care/{row.pk}/")).status_code == 404
    assert worker.get(page(cast, "status/shoes/")).status_code == 404


def test_the_second_to_change_a_status_gets_both(cast: Cast, worker: Client) -> None:
    seen = legal_on(cast.boy.pk).pk
    typed = {"version": seen, **boxes("starts_on", "2026-03-06")}
    send(worker, page(cast, "status/legal/change/"), typed | {"status": "section_20"})
    answer = send(
        signed_in(cast.manager), page(cast, "status/legal/change/"), typed | {"status": "none"}
    )
    assert answer.status_code == 409
    assert "Accommodated (section 20)" in text_of(answer)
    assert legal_on(cast.boy.pk).status == "section_20"


PLACED = {"kind": "home", "carer": "", "address": "", "postcode": ""}


def test_a_move_on_the_page(cast: Cast, worker: Client) -> None:
    typed = PLACED | {"home": cast.other_home.pk, **boxes("starts_on", "2026-03-06")}
    assert send(worker, page(cast, "placements/add/"), typed).status_code == 302
    assert str(current_placement(cast.boy.pk)) == "Elm Lodge"
    text = text_of(worker.get(page(cast, "placements/")))
    assert "Oak House" in text
    assert "6 March 2026" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose the home, or enter who cares for them"),
        ({"carer": "A hostel", "postcode": "EX9 9ZZ"}, "There is no postcode EX9 9ZZ"),
        ({"carer": "A hostel", **boxes("starts_on", "2019-01-01")}, "must start after"),
        ({"carer": "A hostel", **boxes("starts_on", "1899-01-01")}, "1900 or later"),
        ({"carer": "A hostel", **boxes("starts_on", "2027-03-06")}, "on or before 6 April 2026"),
        ({"carer": "A hostel", **boxes("starts_on", "2001-01-01")}, "born, on 14 September 2009"),
        ({"home": "closed"}, "One that has closed is not on it"),
    ],
)
def test_what_a_placement_cannot_be(
    cast: Cast, worker: Client, typed: dict[str, Any], said: str
) -> None:
    closed = Organisation.objects.create(name="Ash Grange", kind="home", active=False)
    typed = {key: closed.pk if value == "closed" else value for key, value in typed.items()}
    given = PLACED | boxes("starts_on", "2026-03-06") | {"address": "3 Kept Row"} | typed
    answer = send(worker, page(cast, "placements/add/"), given)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert "3 Kept Row" in text_of(answer)


def test_an_earlier_placement_must_be_over_and_must_not_overlap(cast: Cast, worker: Client) -> None:
    address = page(cast, "placements/add/?earlier=1")
    given = PLACED | {"carer": "The Tanners"} | boxes("starts_on", "2019-05-01")
    over = send(worker, address, given | boxes("ends_on", "2020-02-01"))
    assert "overlaps another placement: Oak House" in text_of(over)
    back = send(worker, address, given | boxes("ends_on", "2019-04-01"))
    assert "the first day, or later" in text_of(back)
    assert send(worker, address, given | boxes("ends_on", "2019-06-01")).status_code == 302
    assert Placement.objects.filter(person=cast.boy).count() == 2


def test_a_placement_is_put_right_ended_and_taken_back(cast: Cast, worker: Client) -> None:
    placed = current_placement(cast.boy.pk)
    assert placed is not None
    other = Organisation.objects.create(name="Elsewhere Council", kind="authority")
    given = PLACED | {
        "version": 1, "home": cast.home.pk, "host": other.pk, "postcode": "OX1 1NS",
        **boxes("starts_on", "2020-02-01"),
    }  # fmt: skip
    send(worker, page(cast, f"placements/{placed.pk}/correct/"), given)
    assert "Elsewhere Council, chosen by hand" in text_of(
        worker.get(page(cast, f"placements/{placed.pk}/"))
    )
    second = send(
        signed_in(cast.manager), page(cast, f"placements/{placed.pk}/correct/"),
        given | {"postcode": "HP20 1UA"},
    )  # fmt: skip
    assert second.status_code == 409
    assert "OX1 1NS" in text_of(second)
    end = page(cast, f"placements/{placed.pk}/end/")
    early = {"version": 2, "reason": "Went home", **boxes("ends_on", "2019-01-01")}
    assert "the first day, or later" in text_of(send(worker, end, early))
    send(worker, end, early | boxes("ends_on", "2026-03-06"))
    assert "Went home" in text_of(worker.get(page(cast, f"placements/{placed.pk}/")))
    send(worker, page(cast, f"placements/{placed.pk}/mistake/"), {"reason": "Wrong child"})
    assert worker.get(page(cast, f"placements/{placed.pk}/")).status_code == 404
    assert "Wrong child" in text_of(worker.get(page(cast, "placements/")))


def test_what_a_move_asks_for_is_done_on_its_page(cast: Cast) -> None:
    came_back(cast, went_missing(cast, when="2026-03-06 08:00"), when="2026-03-06 11:00")
    worker = signed_in(cast.worker)
    typed = PLACED | {"carer": "The Tanners", "postcode": "M2 5DB", "kind": "foster"}
    send(worker, page(cast, "placements/add/"), typed | boxes("starts_on", "2026-03-06"))
    placed = current_placement(cast.boy.pk)
    assert placed is not None
    assert "asks for 3 things" in text_of(worker.get(page(cast)))
    assert f"/placements/{placed.pk}/" in text_of(worker.get("/?kind=placements"))
    told = {
        "to_whom": "Duty desk", "way": "phone", "why": "They host him", "basis": "public_task",
        "consent": "not_sought", "not_asked_why": "Their duty to know",
        **boxes("at", "2026-03-06 11:20"),
    }  # fmt: skip
    assert send(worker, page(cast, f"placements/{placed.pk}/host/"), told).status_code == 302
    sent = {"likelihood": "high", "why": "Twice before"}
    send(worker, page(cast, f"placements/{placed.pk}/likelihood/"), sent)
    send(worker, page(cast, f"placements/{placed.pk}/not-needed/plan_shared/"), {"reason": "None"})
    assert not Deadline.objects.filter(about_kind="placement", state="open").exists()
    text = text_of(worker.get(page(cast, f"placements/{placed.pk}/")))
    assert "Duty desk" in text
    assert "High: Twice before" in text
    assert worker.get(page(cast, f"placements/{placed.pk}/not-needed/shoes/")).status_code == 404


def test_somebody_is_found_and_allocated(cast: Cast, worker: Client) -> None:
    address = page(cast, "workers/add/?part=social_worker&q=otis")
    assert "Otis Farrow, Assessment team south" in text_of(worker.get(address))
    given = {"who": cast.outsider.pk, **boxes("starts_on", "2026-03-06")}
    assert send(worker, address, given).status_code == 302
    held = Allocation.objects.get(person=cast.boy, role="social_worker", ends_on=None)
    assert (held.user, held.team) == (cast.outsider, cast.other_team)
    nobody = text_of(worker.get(page(cast, "workers/add/?part=iro&q=otis")))
    assert "Nobody of that name has a role that fits" in nobody
    assert "Select which part they have" in text_of(worker.get(page(cast, "workers/add/?part=")))


def test_an_allocation_is_put_right_ended_and_taken_back(cast: Cast, worker: Client) -> None:
    iro = Allocation.objects.get(person=cast.boy, role="iro")
    right = {"version": 1, "team": "", **boxes("starts_on", "2020-02-01")}
    send(worker, page(cast, f"workers/{iro.pk}/"), right)
    late = {"version": 2, **boxes("ends_on", "2027-01-01")}
    assert "on or before" in text_of(send(worker, page(cast, f"workers/{iro.pk}/end/"), late))
    send(worker, page(cast, f"workers/{iro.pk}/end/"), late | boxes("ends_on", "2026-03-05"))
    assert "iro" not in allocated(cast.boy.pk)
    send(worker, page(cast, f"workers/{iro.pk}/mistake/"), {"reason": "Never was"})
    assert "Never was" in text_of(worker.get(page(cast, "workers/")))


def test_a_sister_is_found_added_and_ended_with_a_reason(cast: Cast, worker: Client) -> None:
    row = Relationship.objects.get(person=cast.boy)
    send(worker, page(cast, f"family/{row.pk}/end/"), {"reason": "Entered for the test"})
    assert "Jodie" not in text_of(worker.get(page(cast, "family/")))
    address = page(cast, "family/add/?q=jodie")
    given = {"other": cast.sister.reference, "kind": "sibling"}
    assert send(worker, address, given).status_code == 302
    assert "Jodie Exemplar" in text_of(worker.get(page(cast)))
    foreign = given | {"other": cast.other_child.reference}
    assert "from the list" in text_of(send(worker, address, foreign))
    assert "Taylor" not in text_of(worker.get(page(cast, "family/add/?q=taylor+elsewhere")))


def test_an_alert_stands_on_the_record_and_on_the_episode(cast: Cast, worker: Client) -> None:
    given = {"kind": "contact_risk", "text": "A man in a grey van"}
    send(worker, page(cast, "alerts/add/"), given | boxes("starts_on", "2026-03-01"))
    episode = went_missing(cast)
    for address in (page(cast), f"/episodes/{episode.reference}/"):
        assert "A man in a grey van" in text_of(signed_in(cast.carer).get(address))
    number = Alert.objects.get().pk
    send(worker, page(cast, f"alerts/{number}/end/"), {"reason": "Jailed"})
    assert "grey van" not in text_of(worker.get(page(cast)))
    assert "Jailed" in text_of(worker.get(page(cast, "alerts/")))


def test_a_court_date_is_added_and_its_outcome_recorded(cast: Cast, worker: Client) -> None:
    given = {"what": "Final hearing", "court": "Exampleton", "outcome": ""}
    send(worker, page(cast, "court-dates/add/"), given | boxes("day", "2026-04-01"))
    assert "1 April 2026: Final hearing" in text_of(worker.get(page(cast)))
    number = CourtDate.objects.get().pk
    early = given | {"version": 1, "outcome": "Order made"} | boxes("day", "2026-04-01")
    answer = send(worker, page(cast, f"court-dates/{number}/"), early)
    assert "still to come" in text_of(answer)
    send(worker, page(cast, f"court-dates/{number}/mistake/"), {"reason": "Another child’s"})
    assert "Final hearing" not in text_of(worker.get(page(cast, "court-dates/")))
