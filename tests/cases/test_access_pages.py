"""The page of who can see a record: giving access, ending it, and who has looked."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client, override_settings

from accounts import services as accounts
from accounts.models import AuditEvent
from people import emergency, grants
from people.models import PersonGrant, Sharing
from tests.cast import Cast
from tests.stories import boxes, send, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(cast: Cast) -> Client:
    return signed_in(cast.manager)


def page(cast: Cast, part: str = "access/") -> str:
    return f"/people/{cast.boy.reference}/{part}"


def give_to(cast: Cast, who: Any = None, kind: str = "user") -> str:
    return page(cast, f"access/give/{kind}/{(who or cast.outsider).pk}/")


def answers(**changes: Any) -> dict[str, Any]:
    given = {"level": "full", "reason": "Covers for his worker", **boxes("until", "2026-04-30")}
    return given | changes


def text(got: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", got.content.decode()).split())


def test_it_says_who_why_and_until_when(cast: Cast, manager: Client) -> None:
    said = text(manager.get(page(cast)))
    for words in (
        "Wren Ashdown Social worker", "Children in care team", "The team of the social worker",
        "Oak House", "Cares for them where they are placed", "Everybody with the role EDT officer",
        "The role sees the whole council", "No end",
    ):  # fmt: skip
        assert words in said


def test_it_says_who_has_looked_latest_first(cast: Cast, manager: Client) -> None:
    signed_in(cast.edt).get(page(cast, ""))
    signed_in(cast.worker).get(page(cast, ""))
    said = text(manager.get(page(cast))).partition("Who has looked")[2]
    assert 0 < said.index("Wren Ashdown") < said.index("Ellis Nightingale")


def test_access_is_given_to_somebody_found_by_name(cast: Cast, manager: Client) -> None:
    found = manager.get(page(cast, "access/give/?q=otis"))
    assert give_to(cast) in found.content.decode()
    assert "Cannot" not in text(manager.get(give_to(cast)))
    done = send(manager, give_to(cast), answers())
    assert (done.status_code, done.url) == (302, page(cast))
    assert signed_in(cast.outsider).get(page(cast, "")).status_code == 200
    said = text(manager.get(page(cast)))
    assert "Otis Farrow Given by Morgan Pellew: Covers for his worker" in said
    assert "1 May 2026" in said


def test_a_double_tap_gives_it_once(cast: Cast, manager: Client) -> None:
    token = str(uuid.uuid4())
    for _ in range(2):
        assert send(manager, give_to(cast), answers(), token=token).status_code == 302
    assert PersonGrant.objects.count() == 1
    assert AuditEvent.objects.filter(verb="grant.given").count() == 1


def test_given_twice_it_is_said_and_nothing_typed_is_lost(cast: Cast, manager: Client) -> None:
    send(manager, give_to(cast), answers())
    again = send(manager, give_to(cast), answers(reason="Her leave is longer"))
    assert again.status_code == 400
    assert "Otis Farrow has been given access already" in text(again)
    assert "Her leave is longer" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Enter why they need it"),
        ({"level": ""}, "Select how much they may see"),
        ({"until-day": "31", "until-month": "2"}, "must be a real date"),
        ({"until-year": "2025"}, "The last day must be today or in the future"),
        ({"until-year": "2030"}, "or earlier"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    cast: Cast, manager: Client, changes: dict[str, Any], sentence: str
) -> None:
    got = send(manager, give_to(cast), answers(**changes))
    assert got.status_code == 400
    assert sentence in text(got)
    assert not PersonGrant.objects.exists()


def test_what_goes_outside_the_council_is_on_the_sharing_record(
    cast: Cast, manager: Client
) -> None:
    address = give_to(cast, cast.police_force, "organisation")
    asked = answers(why="They look for him", basis="public_task", consent="not_sought")
    assert "goes on the sharing record" in text(manager.get(address))
    wrong = send(manager, address, asked | {"basis": ""})
    assert "Select what allows you to share it" in text(wrong)
    done = send(manager, address, asked | {"not_asked_why": "He is missing"})
    assert done.status_code == 302, text(done)
    assert Sharing.objects.get().to_whom == "Exampleshire Police"
    assert signed_in(cast.police).get(page(cast, "")).status_code == 200


def test_ended_it_shows_at_the_next_request(cast: Cast, manager: Client) -> None:
    send(manager, give_to(cast), answers())
    outsider = signed_in(cast.outsider)
    assert outsider.get(page(cast, "")).status_code == 200
    end = page(cast, f"access/{PersonGrant.objects.get().pk}/end/")
    assert end in manager.get(page(cast)).content.decode()
    assert "Enter why it ends now" in text(send(manager, end, {"why": " "}))
    assert send(manager, end, {"why": "The worker is back"}).status_code == 302
    assert outsider.get(page(cast, "")).status_code == 404
    assert manager.get(end).status_code == 404


def test_over_by_its_date_it_is_gone_from_the_page(cast: Cast, manager: Client, at) -> None:
    send(manager, give_to(cast), answers())
    at("2026-05-01 00:00")
    assert signed_in(cast.outsider).get(page(cast, "")).status_code == 404
    assert "Otis" not in text(signed_in(cast.manager).get(page(cast))).partition("What was")[0]


def test_a_suspended_users_access_is_gone_and_cannot_be_given(cast: Cast, manager: Client) -> None:
    send(manager, give_to(cast), answers())
    accounts.suspend(user=cast.outsider, by=cast.head)
    assert not PersonGrant.objects.filter(ended_at__isnull=True).exists()
    assert "Otis Farrow can no longer sign in" in text(send(manager, give_to(cast), answers()))
    assert "Otis" not in text(manager.get(page(cast, "access/give/?q=otis"))).partition("like")[0]


def test_who_was_let_in_lets_nobody_else_in(cast: Cast) -> None:
    grants.give(
        ref=cast.boy.reference, to=grants.To(user=cast.outside_manager), level="full",
        reason="Covers", until=cast.boy.date_of_birth.replace(year=2026), by=cast.manager,
    )  # fmt: skip
    other = signed_in(cast.outside_manager)
    assert "access/give/" not in other.get(page(cast)).content.decode()
    for address in (page(cast, "access/give/"), give_to(cast)):
        got = other.get(address)
        assert got.status_code == 403
        assert "opened to you, so you cannot open it to others" in text(got)


def test_outsiders_find_none_of_it(cast: Cast) -> None:
    outsider = signed_in(cast.outside_manager)
    for part in ("access/", "access/give/", f"access/give/user/{cast.outsider.pk}/"):
        assert outsider.get(page(cast, part)).status_code == 404
    worker = signed_in(cast.worker)
    assert "access/" not in worker.get(page(cast, "")).content.decode()
    assert "Your role cannot see who has access" in text(worker.get(page(cast)))


def test_information_governance_sees_who_without_the_name(cast: Cast) -> None:
    emergency.begin(ref=cast.boy.reference, by=cast.outsider, reason="Seen at the coach station")
    said = text(signed_in(cast.governance).get(page(cast)))
    assert "Otis Farrow Emergency access: Seen at the coach station" in said
    assert "Jamie" not in said
    assert cast.boy.reference in said


def test_a_proof_that_is_old_is_asked_for_again(cast: Cast, manager: Client) -> None:
    with override_settings(SUDO_SECONDS=0):
        asked = send(manager, give_to(cast), answers())
    assert "Confirm that it is you" in text(asked)
    assert "Covers for his worker" in asked.content.decode()  # it waits there, and is sent on
    assert not PersonGrant.objects.exists()


def test_the_same_through_the_api(cast: Cast, manager: Client) -> None:
    signed_in(cast.edt).get(page(cast, ""))
    got = manager.get(f"/api/v1{page(cast)}").json()
    assert got["person"] == cast.boy.reference
    assert ("Wren Ashdown", "Social worker") in {(one["who"], one["why"]) for one in got["reasons"]}
    assert got["looks"][0]["by"] == "Morgan Pellew" or got["looks"][0]["by"] == "Ellis Nightingale"
    assert signed_in(cast.outside_manager).get(f"/api/v1{page(cast)}").status_code == 404
    assert signed_in(cast.worker).get(f"/api/v1{page(cast)}").status_code == 403
