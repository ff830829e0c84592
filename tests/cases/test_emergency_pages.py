"""Emergency access on its pages: asked for with a reason, ended, reviewed, listed."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from accounts import services as accounts
from people import emergency, restricting
from people.models import EmergencyAccess
from tests.cast import Cast
from tests.stories import send, signed_in

pytestmark = pytest.mark.django_db
REASON = {"reason": "A caller says he is with her at the coach station"}


@pytest.fixture
def outsider(cast: Cast) -> Client:
    return signed_in(cast.outsider)


def page(cast: Cast, part: str = "") -> str:
    return f"/people/{cast.boy.reference}/{part}"


def text(got: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", got.content.decode()).split())


def used(cast: Cast) -> EmergencyAccess:
    return emergency.begin(ref=cast.boy.reference, by=cast.outsider, **REASON)


def test_it_says_what_it_means_before_it_opens(cast: Cast, outsider: Client) -> None:
    assert outsider.get(page(cast)).status_code == 404
    asked = text(outsider.get(page(cast, "emergency/")))
    for words in ("4 hours", "Your manager", "reviewed by the end of the next working day"):
        assert words in asked
    assert "Jamie" not in asked
    done = send(outsider, page(cast, "emergency/"), REASON)
    assert (done.status_code, done.url) == (302, page(cast))
    said = text(outsider.get(page(cast)))
    assert "Jamie Exemplar" in said
    assert "You see this record by emergency access, until 6 March 2026 at 3:30pm" in said


def test_two_taps_are_one_use_and_a_later_look_leads_to_the_record(
    cast: Cast, outsider: Client
) -> None:
    token = str(uuid.uuid4())
    for _ in range(2):
        got = send(outsider, page(cast, "emergency/"), REASON, token=token)
        assert (got.status_code, got.url) == (302, page(cast))
    assert EmergencyAccess.objects.count() == 1
    assert outsider.get(page(cast, "emergency/")).url == page(cast)


@pytest.mark.parametrize("reason", ["", " ", "urgent"])
def test_without_a_reason_that_says_something_it_stays_shut(
    cast: Cast, outsider: Client, reason: str
) -> None:
    got = send(outsider, page(cast, "emergency/"), {"reason": reason})
    assert got.status_code == 400
    assert "Enter why you need" in text(got)
    assert outsider.get(page(cast)).status_code == 404


def test_its_hours_over_the_record_is_shut_again(cast: Cast, outsider: Client, at) -> None:
    send(outsider, page(cast, "emergency/"), REASON)
    at("2026-03-06 15:30")
    later = signed_in(cast.outsider)
    assert later.get(page(cast)).status_code == 404
    assert later.get(page(cast, "emergency/")).status_code == 200  # and may be asked for again


def test_ended_by_its_user_it_is_shut_at_once(cast: Cast, outsider: Client) -> None:
    row = used(cast)
    here = f"/emergency-access/{row.reference}/"
    assert "End this access now" in text(outsider.get(here))
    assert send(outsider, f"{here}end/", {}).status_code == 302
    assert outsider.get(page(cast)).status_code == 404
    assert "ended by Otis Farrow" in text(outsider.get(here))
    assert signed_in(cast.worker).get(here).status_code == 200
    assert send(signed_in(cast.worker), f"{here}end/", {}).status_code == 403


def test_a_suspended_user_loses_it_at_once(cast: Cast, outsider: Client) -> None:
    used(cast)
    accounts.suspend(user=cast.outsider, by=cast.head)
    assert outsider.get(page(cast)).status_code == 302
    assert EmergencyAccess.objects.get().ended_at is not None


def test_it_is_reviewed_once_and_its_user_reads_what_was_found(
    cast: Cast, outsider: Client
) -> None:
    row = used(cast)
    here, governance = f"/emergency-access/{row.reference}/", signed_in(cast.governance)
    assert row.reference in governance.get("/emergency-access/").content.decode()
    said = text(governance.get(f"{here}review/"))
    assert REASON["reason"] in said
    assert "Jamie" not in said
    wrong = send(governance, f"{here}review/", {"outcome": "not_justified", "note": "Unclear"})
    assert "Enter what follows" in text(wrong)
    sent = {"outcome": "justified", "note": "The call is in the log", "follows": ""}
    assert send(governance, f"{here}review/", sent).status_code == 302
    assert "The call is in the log" in text(outsider.get(here))
    late = send(signed_in(cast.head), f"{here}review/", sent | {"note": "I agree"})
    assert "Greer Halloran has reviewed this already" in text(late)
    assert "Review this use" not in text(governance.get(here))


def test_nobody_reviews_their_own(cast: Cast) -> None:
    restricting.restrict(
        ref=cast.boy.reference, by=cast.edt_manager, reason="Threats", ask=cast.director,
        named=[], version=0,
    )  # fmt: skip
    row = emergency.begin(ref=cast.boy.reference, by=cast.head, **REASON)
    head = signed_in(cast.head)
    assert "Review this use" not in text(head.get(f"/emergency-access/{row.reference}/"))
    sent = {"outcome": "justified", "note": "Mine", "follows": ""}
    assert send(head, f"/emergency-access/{row.reference}/review/", sent).status_code == 403


def test_the_review_stands_in_the_tray_without_a_name(cast: Cast) -> None:
    row = used(cast)
    tray = signed_in(cast.governance).get("/").content.decode()
    assert row.reference in tray
    assert f"/emergency-access/{row.reference}/" in tray
    assert "Jamie" not in tray


def test_the_list_leads_to_who_can_see_a_record(cast: Cast) -> None:
    governance = signed_in(cast.governance)
    found = governance.get("/emergency-access/", {"record": f" {cast.boy.reference.lower()} "})
    assert found.url == page(cast, "access/")
    wrong = governance.get("/emergency-access/", {"record": "Jamie"})
    assert "Enter a reference such as" in text(wrong)
    assert signed_in(cast.worker).get("/emergency-access/").status_code == 403


def test_who_has_no_part_in_it_finds_nothing(cast: Cast) -> None:
    row = used(cast)
    for who in (cast.other_home_carer, cast.interviewer, cast.police, cast.analyst):
        client = signed_in(who)
        assert client.get(f"/emergency-access/{row.reference}/").status_code == 404
        assert client.get(page(cast, "emergency/")).status_code == 403
    assert signed_in(cast.outside_manager).get("/emergency-access/A-NOSUCH00/").status_code == 404


def test_the_same_through_the_api(cast: Cast, outsider: Client) -> None:
    address, key = f"/api/v1{page(cast, 'emergency/')}", {"Idempotency-Key": str(uuid.uuid4())}
    wrong = outsider.post(address, {"reason": "urgent"}, content_type="application/json")
    assert wrong.status_code == 400
    for _ in range(2):
        made = outsider.post(address, REASON, content_type="application/json", headers=key)
        assert made.status_code == 201, made.content
    assert EmergencyAccess.objects.count() == 1
    assert made.json()["by"] == "Otis Farrow"
    assert outsider.get(f"/api/v1{page(cast)}").status_code == 200
    refused = signed_in(cast.carer).post(address, REASON, content_type="application/json")
    assert refused.status_code == 403
