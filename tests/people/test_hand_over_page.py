"""Handing over on the page, and on a later day."""

import re
from datetime import timedelta

import pytest

from accounts.clock import now, today
from accounts.errors import Refused
from accounts.models import User
from cases.models import Action, Episode
from cases.oversight_services import NewAction, oversee
from deadlines.models import Deadline
from notifications.models import Notice
from people.hand_over_services import carry_out_due, withdraw
from people.models import HandOverLine
from tests.cast import Cast
from tests.people.handing import fresh, give_all, held
from tests.stories import send, signed_in

pytestmark = pytest.mark.django_db


def test_a_later_day_is_planned_and_carried_out_on_that_day(
    cast: Cast, colleague: User, laden: Episode, at
) -> None:
    made = give_all(cast, colleague, on=today() + timedelta(days=3))
    assert made.state == "planned"
    assert held(colleague) == {}
    assert carry_out_due() == 0
    oversee(
        ref=laden.reference, by=cast.manager, considered="Again",
        actions=[NewAction("Came up since", now() + timedelta(days=9), owner=cast.worker)],
    )  # fmt: skip
    at("2026-03-09 06:00")
    assert carry_out_due() == 1
    assert carry_out_due() == 0
    assert held(cast.worker) == {"added": 1}, "his sister is beyond the manager's reach"
    assert held(colleague)["action"] == 2


def test_a_plan_that_could_not_be_carried_out_tells_who_made_it(
    cast: Cast, colleague: User, laden: Episode, at
) -> None:
    give_all(cast, colleague, on=today() + timedelta(days=3))
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    at("2026-03-09 06:00")
    carry_out_due()
    assert Notice.objects.get(template="work_left").recipient == cast.manager
    assert "can no longer sign in" in HandOverLine.objects.first().why_not


def test_a_plan_can_be_withdrawn_once(cast: Cast, colleague: User, laden: Episode, at) -> None:
    made = give_all(cast, colleague, on=today() + timedelta(days=3))
    withdraw(number=made.pk, by=fresh(cast.business))
    with pytest.raises(Refused, match="already"):
        withdraw(number=made.pk, by=fresh(cast.business))
    at("2026-03-09 06:00")
    assert carry_out_due() == 0


def test_the_page_hands_over_what_is_ticked(cast: Cast, colleague: User, laden: Episode) -> None:
    client = signed_in(cast.manager)
    address = f"/hand-over/{cast.worker.pk}/"
    page = client.get(address).content.decode()
    for words in ("Social worker", "Ring his aunt", "Report not sent", "Multi-agency"):
        assert words in page
    ticked: dict[str, list[str]] = {}
    for name, value in re.findall(
        r'name="(lines-\w+)" type="checkbox" value="(\d+)" checked', page
    ):
        ticked.setdefault(name, []).append(value)
    assert len(ticked) == 8
    day = {"on-day": "6", "on-month": "3", "on-year": "2026"}
    sent = send(client, address, {"to": "tamsin  newcome", "why": "She has left", **day, **ticked})
    assert sent.status_code == 302
    done = client.get(sent.url).content.decode()
    assert "To Tamsin Newcome" in done
    assert held(cast.worker) == {"added": 1}
    assert "holds" in client.get(address).content.decode()


def test_nothing_typed_is_lost_when_the_name_is_wrong(
    cast: Cast, colleague: User, laden: Episode
) -> None:
    client = signed_in(cast.manager)
    typed = {
        "to": "Nobody Atall",
        "why": "She has left us",
        "lines-action": [Action.objects.get().pk],
    }
    got = send(client, f"/hand-over/{cast.worker.pk}/", typed)
    page = got.content.decode()
    assert got.status_code == 400
    assert "Nobody who can sign in is called Nobody Atall" in page
    assert "She has left us" in page


def test_everything_that_is_wrong_is_said_at_once(cast: Cast, laden: Episode) -> None:
    page = send(signed_in(cast.manager), f"/hand-over/{cast.worker.pk}/", {}).content.decode()
    for sentence in (
        "Enter who takes it, and tick what they take",
        "Enter why it is handed over",
        "Enter the day",
    ):
        assert page.count(sentence) == 2, sentence  # in the summary and at its field


def test_with_one_kind_of_thing_one_name_is_asked_for(cast: Cast) -> None:
    page = signed_in(cast.manager).get(f"/hand-over/{cast.iro.pk}/").content.decode()
    assert "Who takes it?" in page
    assert "if somebody else" not in page


def test_two_of_one_name_are_told_apart_by_address(
    cast: Cast, colleague: User, laden: Episode
) -> None:
    User.objects.create(email="other@example.test", name="Tamsin Newcome")
    client = signed_in(cast.manager)
    day = {"on-day": "6", "on-month": "3", "on-year": "2026"}
    typed = {"why": "Left", "lines-action": [Action.objects.get().pk], **day}
    address = f"/hand-over/{cast.worker.pk}/"
    got = send(client, address, typed | {"to": "Tamsin Newcome"})
    assert "2 colleagues are called Tamsin Newcome" in got.content.decode()
    assert send(client, address, typed | {"to": colleague.email}).status_code == 302
    assert Action.objects.get().owner == colleague


def test_who_has_left_and_still_holds_something_is_listed(cast: Cast, laden: Episode) -> None:
    client = signed_in(cast.manager)
    assert "Have left" not in client.get("/hand-over/").content.decode()
    User.objects.filter(pk=cast.worker.pk).update(is_active=False)
    page = client.get("/hand-over/").content.decode()
    assert "Have left, and still hold something" in page
    assert cast.worker.name in page
    assert cast.worker.name in client.get("/hand-over/?q=wren").content.decode()


def test_a_duty_of_somebody_who_left_is_in_the_tray_of_its_role(cast: Cast, laden: Episode) -> None:
    duty = Deadline.objects.get(rule="strategy_limit")
    Deadline.objects.filter(pk=duty.pk).update(owner_user=cast.outside_manager)
    User.objects.filter(pk=cast.outside_manager.pk).update(is_active=False)
    title = duty.title
    assert title in signed_in(cast.worker).get("/").content.decode()
