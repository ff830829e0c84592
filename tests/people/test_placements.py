"""Placements over time: where they are, whose area that is, and the access they open."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.clock import today
from accounts.errors import Conflict, Invalid
from accounts.models import Organisation, User
from people import access, placement_services, services
from people.models import Placement, PlacementStep
from people.policy import visible_to
from people.queries import current_placement
from tests.cast import SINCE, Cast

pytestmark = pytest.mark.django_db


def sees(user: User, cast: Cast) -> bool:
    return visible_to(User.objects.get(pk=user.pk)).filter(pk=cast.boy.pk).exists()


def nothing_to_put_right() -> bool:
    return access.rebuild(by=None) == (0, 0)


def now_at(cast: Cast) -> Placement:
    placed = current_placement(cast.boy.pk)
    assert placed is not None
    return placed


def test_area_distance_and_host_follow_from_the_postcode(cast: Cast) -> None:
    oxford = Organisation.objects.create(
        name="Oxonia County Council", kind="authority", code="E10000025"
    )
    placed = services.place(
        person=cast.boy, kind="foster", carer="The Tanners", postcode="ox11ns",
        starts_on=today(), by=cast.worker,
    )  # fmt: skip
    assert (placed.postcode, placed.area_code, placed.host) == ("OX1 1NS", "E10000025", oxford)
    assert placed.miles is not None
    assert 6 < placed.miles < 8
    assert placed.is_far is False


@pytest.mark.parametrize(
    ("postcode", "far"), [("HP20 1UA", False), ("M2 5DB", True), ("BT1 5GS", True), ("", None)]
)
def test_more_than_twenty_miles_is_far(cast: Cast, postcode: str, far: bool | None) -> None:
    placed = services.place(
        person=cast.boy, kind="other", carer="A hostel", postcode=postcode,
        starts_on=today(), by=cast.worker,
    )  # fmt: skip
    assert placed.is_far is far


def test_a_home_in_the_councils_own_area_has_the_council_as_host(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.other_home.pk).update(postcode="HP20 1UA")
    cast.other_home.refresh_from_db()
    placed = services.place(
        person=cast.boy, kind="home", home=cast.other_home, starts_on=today(), by=cast.worker
    )
    assert placed.host == cast.council
    assert placed.miles == 0


def test_a_host_chosen_by_hand_stays(cast: Cast) -> None:
    other = Organisation.objects.create(name="Elsewhere Council", kind="authority")
    placed = now_at(cast)
    placement_services.correct_placement(
        person=cast.boy, number=placed.pk, version=placed.version, by=cast.worker, host=other
    )
    placement_services.correct_placement(
        person=cast.boy, number=placed.pk, version=2, by=cast.worker, postcode="HP20 1UA"
    )
    assert now_at(cast).host == other


def test_a_move_follows_on_and_access_with_it(cast: Cast, at) -> None:
    services.place(
        person=cast.boy, kind="home", home=cast.other_home, starts_on=today(), by=cast.worker
    )
    assert sees(cast.carer, cast)  # to the end of the day of the move
    assert sees(cast.other_home_carer, cast)
    assert nothing_to_put_right()
    at("2026-03-07 00:00")
    assert not sees(cast.carer, cast)


def test_an_earlier_placement_can_be_added_and_moves_nothing(cast: Cast) -> None:
    placed = services.place(
        person=cast.boy, kind="home", home=cast.other_home, starts_on=date(2019, 1, 1),
        ends_on=date(2019, 6, 1), by=cast.worker,
    )  # fmt: skip
    assert now_at(cast).home == cast.home
    assert not sees(cast.other_home_carer, cast)
    assert placed.ends_on == date(2019, 6, 1)
    assert nothing_to_put_right()


def test_the_wrong_home_put_right_closes_one_and_opens_the_other(cast: Cast) -> None:
    placed = now_at(cast)
    placement_services.correct_placement(
        person=cast.boy, number=placed.pk, version=placed.version, by=cast.worker,
        home=cast.other_home,
    )  # fmt: skip
    assert not sees(cast.carer, cast)
    assert sees(cast.other_home_carer, cast)
    assert nothing_to_put_right()


def test_corrected_days_move_the_access(cast: Cast) -> None:
    placed = now_at(cast)
    placement_services.correct_placement(
        person=cast.boy, number=placed.pk, version=placed.version, by=cast.worker,
        ends_on=today() - timedelta(days=1),
    )  # fmt: skip
    assert not sees(cast.carer, cast)
    assert nothing_to_put_right()


def test_ended_with_a_reason(cast: Cast, at) -> None:
    placed = now_at(cast)
    with pytest.raises(Invalid) as said:
        placement_services.end_placement(
            person=cast.boy, number=placed.pk, version=1, ends_on=today(), reason=" ",
            by=cast.worker,
        )  # fmt: skip
    assert "reason" in said.value.errors
    placement_services.end_placement(
        person=cast.boy, number=placed.pk, version=1, ends_on=today(), reason="Went home",
        by=cast.worker,
    )  # fmt: skip
    assert sees(cast.carer, cast)
    assert nothing_to_put_right()
    at("2026-03-07 00:00")
    assert current_placement(cast.boy.pk) is None
    assert not sees(cast.carer, cast)


def test_taken_back_the_one_before_goes_on(cast: Cast) -> None:
    placed = services.place(
        person=cast.boy, kind="home", home=cast.other_home, starts_on=today(), by=cast.worker
    )
    placement_services.take_back_placement(
        person=cast.boy, number=placed.pk, reason="Meant for his sister", by=cast.worker
    )
    assert now_at(cast).home == cast.home
    assert now_at(cast).ends_on is None
    assert not sees(cast.other_home_carer, cast)
    assert nothing_to_put_right()
    assert Placement.with_mistakes.get(pk=placed.pk).mistake == "Meant for his sister"


def wrong(cast: Cast, **fields: object) -> dict[str, list[str]]:
    given = {"kind": "home", "home": cast.other_home, "starts_on": today()} | fields
    with pytest.raises(Invalid) as said:
        services.place(person=cast.boy, by=cast.worker, **given)  # type: ignore[arg-type]
    return said.value.errors


def test_what_cannot_be_is_said_at_its_field(cast: Cast) -> None:
    closed = Organisation.objects.create(name="Ash Grange", kind="home", active=False)
    assert "has closed" in wrong(cast, home=closed)["home"][0]
    assert "no postcode" in wrong(cast, postcode="EX9 9ZZ")["postcode"][0]
    assert wrong(cast, home=None)["carer"] == ["Choose the home, or enter who cares for them"]
    assert "born" in wrong(cast, starts_on=date(2009, 1, 1))["starts_on"][0]
    assert "1900" in wrong(cast, starts_on=date(1899, 12, 31))["starts_on"][0]
    assert "on or before" in wrong(cast, starts_on=date(2027, 1, 1))["starts_on"][0]
    assert "Oak House" in wrong(cast, starts_on=date(2019, 1, 1))["starts_on"][0]
    backwards = wrong(cast, starts_on=date(2019, 5, 1), ends_on=date(2019, 4, 1))
    assert "first day, or later" in backwards["ends_on"][0]
    over = wrong(cast, starts_on=date(2019, 5, 1), ends_on=date(2020, 2, 1))
    assert over["starts_on"] == [
        "This overlaps another placement: Oak House, 1 January 2020 to now"
    ]
    assert Placement.objects.filter(person=cast.boy).count() == 1


def test_an_old_placement_in_a_home_that_closed_can_still_be_put_right(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.home.pk).update(active=False)
    placed = now_at(cast)
    placement_services.correct_placement(
        person=cast.boy, number=placed.pk, version=1, by=cast.worker, starts_on=date(2020, 1, 2)
    )
    assert now_at(cast).starts_on == date(2020, 1, 2)


def test_the_second_editor_is_shown_what_the_first_saved(cast: Cast) -> None:
    placed = now_at(cast)
    placement_services.correct_placement(
        person=cast.boy, number=placed.pk, version=1, by=cast.worker, address="1 Long Lane"
    )
    with pytest.raises(Conflict) as conflict:
        placement_services.correct_placement(
            person=cast.boy, number=placed.pk, version=1, by=cast.manager, address="2 Long Lane"
        )
    assert conflict.value.theirs.address == "1 Long Lane"
    placement_services.correct_placement(  # something else than the first: both are kept
        person=cast.boy, number=placed.pk, version=1, by=cast.manager, starts_on=date(2020, 1, 2)
    )
    assert now_at(cast).address == "1 Long Lane"


@pytest.mark.parametrize(
    "break_it",
    [
        lambda placed: Placement.objects.filter(pk=placed.pk).update(miles=-1),
        lambda placed: Placement.objects.filter(pk=placed.pk).update(host_by_hand=True),
        lambda placed: Placement.objects.create(
            person=placed.person, kind="other", starts_on=SINCE, ends_on=today()
        ),
        lambda placed: PlacementStep.objects.create(
            placement=placed, kind="likelihood", at=placed.person.created_at, likelihood="low",
            by=placed.person.added_by, written_at=placed.person.created_at,
        ),
        lambda placed: PlacementStep.objects.create(
            placement=placed, kind="host_told", at=placed.person.created_at, whom="Duty desk",
            by=placed.person.added_by, written_at=placed.person.created_at,
        ),
    ],
    ids=["miles below none", "host by hand is nobody", "two at a time", "no why", "no how"],
)  # fmt: skip
def test_the_database_refuses(cast: Cast, break_it) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it(now_at(cast))
