"""A move of somebody who has been missing before: host told, likelihood, plan shared (domain)."""

import pytest

from accounts.clock import today
from accounts.errors import Invalid
from accounts.models import Organisation
from cases.lifecycle import make
from deadlines.models import Deadline
from people import move_services, placement_services, services
from people.models import Placement, PlacementStep, Sharing
from tests.cast import Cast
from tests.stories import came_back, moment, went_missing

pytestmark = pytest.mark.django_db
RULES = {"host_told", "placement_likelihood", "plan_shared"}
SAID = {
    "to_organisation": None,
    "to_whom": "Duty desk",
    "why": "They host the placement",
    "basis": "public_task",
    "consent": "not_sought",
    "consent_why": "Their duty to know",
}


def move(cast: Cast, **fields: object) -> Placement:
    given = {"kind": "home", "home": cast.other_home, "starts_on": today()} | fields
    return services.place(person=cast.boy, by=cast.worker, **given)  # type: ignore[arg-type]


def open_for(placed: Placement) -> set[str]:
    rows = Deadline.objects.filter(about_kind="placement", about_id=placed.pk, state="open")
    return set(rows.values_list("rule", flat=True))


@pytest.fixture
def been_missing(cast: Cast) -> Cast:
    came_back(cast, went_missing(cast, when="2026-03-06 08:00"), when="2026-03-06 11:00")
    return cast


def test_never_missing_nothing_is_asked(cast: Cast) -> None:
    assert open_for(move(cast)) == set()


def test_a_move_after_missing_opens_three_duties_for_the_next_working_day(
    been_missing: Cast,
) -> None:
    placed = move(been_missing)
    assert open_for(placed) == RULES
    due = {row.due_at for row in Deadline.objects.filter(about_kind="placement")}
    assert due == {moment("2026-03-09 17:00")}


def test_an_episode_entered_by_mistake_is_no_history(cast: Cast) -> None:
    episode = went_missing(cast)
    make("void", by=cast.manager, ref=episode.reference, at=None, reason="Wrong child")
    assert open_for(move(cast)) == set()


def test_within_the_council_no_host_need_be_told(been_missing: Cast) -> None:
    Organisation.objects.filter(pk=been_missing.other_home.pk).update(postcode="HP20 1UA")
    been_missing.other_home.refresh_from_db()
    placed = move(been_missing)
    assert open_for(placed) == RULES - {"host_told"}
    row = Deadline.objects.get(rule="host_told", about_id=placed.pk)
    assert "area of the authority" in row.closed_reason


def test_each_is_settled_by_what_is_written_down(been_missing: Cast) -> None:
    cast, placed = been_missing, move(been_missing)
    by = {"person": cast.boy, "number": placed.pk, "by": cast.worker}
    for kind in ("host_told", "plan_shared"):
        move_services.record_told(
            kind=kind, way="phone", at=moment("2026-03-06 11:20"), sharing=SAID, **by
        )
    move_services.record_likelihood(likelihood="high", why="Went twice before", **by)
    assert open_for(placed) == set()
    assert PlacementStep.objects.filter(placement=placed).count() == 3
    assert Sharing.objects.filter(person=cast.boy).count() == 2


def test_what_is_wrong_leaves_the_duty_open(been_missing: Cast) -> None:
    cast, placed = been_missing, move(been_missing)
    by = {"person": cast.boy, "number": placed.pk, "by": cast.worker}
    with pytest.raises(Invalid):
        move_services.record_likelihood(likelihood="high", why=" ", **by)
    with pytest.raises(Invalid):
        move_services.record_told(
            kind="host_told", way="phone", at=moment("2026-03-06 23:00"), sharing=SAID, **by
        )
    with pytest.raises(Invalid):
        move_services.record_told(
            kind="host_told", way="phone", at=None, sharing={**SAID, "why": ""}, **by
        )
    assert open_for(placed) == RULES


def test_answered_for_with_a_reason(been_missing: Cast) -> None:
    cast, placed = been_missing, move(been_missing)
    move_services.not_needed(
        person=cast.boy, number=placed.pk, kind="plan_shared", reason="The same force",
        by=cast.worker,
    )  # fmt: skip
    assert open_for(placed) == RULES - {"plan_shared"}


def test_moved_again_the_earlier_place_asks_for_nothing_more(been_missing: Cast) -> None:
    first = move(been_missing)
    second = move(been_missing, home=None, kind="foster", carer="The Tanners")
    assert (open_for(first), open_for(second)) == (set(), RULES)


def test_taken_back_or_ended_nothing_is_asked(been_missing: Cast) -> None:
    placed = move(been_missing)
    placement_services.take_back_placement(
        person=been_missing.boy, number=placed.pk, reason="Wrong child", by=been_missing.worker
    )
    assert open_for(placed) == set()
    again = move(been_missing)
    placement_services.end_placement(
        person=been_missing.boy, number=again.pk, version=1, ends_on=today(), reason="Went home",
        by=been_missing.worker,
    )  # fmt: skip
    assert open_for(again) == set()


def test_put_right_to_another_place_asks_anew_and_to_another_day_does_not(
    been_missing: Cast,
) -> None:
    cast, placed = been_missing, move(been_missing)
    move_services.record_likelihood(
        person=cast.boy, number=placed.pk, likelihood="low", why="Settled", by=cast.worker
    )
    correct = placement_services.correct_placement
    correct(person=cast.boy, number=placed.pk, version=1, by=cast.worker, kind="other")
    assert open_for(placed) == RULES - {"placement_likelihood"}


def test_a_death_ends_them(been_missing: Cast) -> None:
    placed = move(been_missing)
    episode = went_missing(been_missing, when="2026-03-06 11:10")
    make(
        "end_where_they_are", by=been_missing.edt, ref=episode.reference,
        at=moment("2026-03-06 11:25"), end_reason="deceased", located_where="By the river",
        located_by="Police",
    )  # fmt: skip
    assert open_for(placed) == set()
