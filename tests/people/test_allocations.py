"""Who works with a person, over time, and the access that goes with it."""

from datetime import date, timedelta

import pytest

from accounts.clock import today
from accounts.errors import Conflict, Invalid
from accounts.models import User
from people import access, allocation_services, services
from people.models import Allocation
from people.policy import visible_to
from people.queries import allocated
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def part(cast: Cast, role: str = "social_worker") -> Allocation:
    return Allocation.objects.get(person=cast.boy, role=role, ends_on=None)


def sees(user: User, cast: Cast) -> bool:
    return visible_to(User.objects.get(pk=user.pk)).filter(pk=cast.boy.pk).exists()


def test_a_wrong_team_put_right_closes_one_and_opens_the_other(cast: Cast) -> None:
    held = part(cast)
    allocation_services.correct_allocation(
        person=cast.boy, number=held.pk, version=1, by=cast.manager, team=cast.other_team
    )
    assert sees(cast.outside_manager, cast)
    assert sees(cast.worker, cast)
    assert access.rebuild(by=None) == (0, 0)


def test_corrected_days_move_the_access(cast: Cast) -> None:
    held = part(cast, "iro")
    allocation_services.correct_allocation(
        person=cast.boy, number=held.pk, version=1, by=cast.manager,
        ends_on=today() - timedelta(days=1),
    )  # fmt: skip
    assert not sees(cast.iro, cast)
    assert access.rebuild(by=None) == (0, 0)


def test_ended_their_duties_go_to_who_stands_in(cast: Cast, at) -> None:
    held = part(cast, "iro")
    allocation_services.end_allocation(
        person=cast.boy, number=held.pk, version=1, ends_on=today(), by=cast.manager
    )
    assert access.rebuild(by=None) == (0, 0)
    at("2026-03-07 09:00")
    assert "iro" not in allocated(cast.boy.pk)
    assert not sees(cast.iro, cast)


def test_taken_back_the_one_before_has_it_again(cast: Cast) -> None:
    held = services.allocate(
        person=cast.boy, role="social_worker", user=cast.outsider, team=cast.other_team,
        starts_on=today(), by=cast.manager,
    )  # fmt: skip
    allocation_services.take_back_allocation(
        person=cast.boy, number=held.pk, reason="Meant for Taylor", by=cast.manager
    )
    assert allocated(cast.boy.pk)["social_worker"] == cast.worker
    assert not sees(cast.outsider, cast)
    assert access.rebuild(by=None) == (0, 0)


def test_what_cannot_be_is_said_at_its_field(cast: Cast) -> None:
    def wrong(**fields: object) -> dict[str, list[str]]:
        given = {"role": "iro", "user": cast.iro, "starts_on": today()} | fields
        with pytest.raises(Invalid) as said:
            services.allocate(person=cast.boy, by=cast.manager, **given)  # type: ignore[arg-type]
        return said.value.errors

    User.objects.filter(pk=cast.head.pk).update(is_active=False)
    cast.head.refresh_from_db()
    assert "no longer sign in" in wrong(user=cast.head)["user"][0]
    assert "1900" in wrong(starts_on=date(1899, 1, 1))["starts_on"][0]
    assert "on or before" in wrong(starts_on=date(2027, 1, 1))["starts_on"][0]
    over = wrong(starts_on=date(2019, 1, 1), ends_on=date(2021, 1, 1))
    assert over["starts_on"][0].startswith("Imogen Quarry was independent reviewing officer then")


def test_the_second_editor_is_shown_what_the_first_saved(cast: Cast) -> None:
    held = part(cast)
    allocation_services.end_allocation(
        person=cast.boy, number=held.pk, version=1, ends_on=today(), by=cast.manager
    )
    with pytest.raises(Conflict):
        allocation_services.end_allocation(
            person=cast.boy, number=held.pk, version=1, ends_on=date(2026, 3, 1), by=cast.worker
        )
