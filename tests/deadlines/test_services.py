"""What an event opens, settles and moves, and what is kept of it."""

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import Invalid
from accounts.models import AuditEvent
from deadlines import queries, services
from deadlines.models import Deadline, RuleOverride
from tests.cast import Cast
from tests.deadlines.story import EPISODE, At, happens, rules_of, the, wall

pytestmark = pytest.mark.django_db
FRIDAY = "2026-03-06 11:30"


def test_a_missing_child_on_a_friday_opens_the_first_deadlines(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    due = {row.rule: row.due_at for row in queries.open_for_episode(EPISODE)}
    assert due == {
        "oversight": wall("2026-03-06 15:30"),
        "profile_sent": wall("2026-03-06 15:30"),
        "strategy_target": wall("2026-03-06 17:00"),
        "ask_again_24": wall("2026-03-07 11:30"),
        "strategy_limit": wall("2026-03-09 11:30"),
        "multi_agency": wall("2026-03-13 17:00"),
    }


def test_opening_is_recorded_once_and_in_words(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    event = AuditEvent.objects.get(verb="deadline.opened")
    assert event.person_id == cast.boy.pk
    assert "Strategy meeting: limit, due 9 March 2026 at 11:30am" in event.detail["titles"]


def test_the_same_event_twice_opens_nothing_twice(cast: Cast) -> None:
    first = happens("missing_identified", cast, FRIDAY)
    assert len(first) == 6
    assert happens("missing_identified", cast, FRIDAY) == []
    happens("strategy_held", cast, "2026-03-06 14:00")
    assert happens("missing_identified", cast, FRIDAY) == [], "held is held"


def test_an_unknown_event_is_a_slip_of_the_pen(cast: Cast) -> None:
    with pytest.raises(ValueError, match="misisng"):
        happens("misisng", cast, FRIDAY)


def test_a_meeting_meets_its_deadline_and_starts_the_chain_of_reviews(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    for event in ("multi_agency_held", "meeting_held"):
        happens(event, cast, "2026-03-09 10:00")
    assert the("multi_agency").state == "met"
    assert the("review").due_at == wall("2026-03-16 17:00")
    happens("meeting_held", cast, "2026-03-13 10:00")
    assert the("review", occurrence=1).state == "met"
    assert the("review", occurrence=2).due_at == wall("2026-03-20 17:00")


def test_back_settles_the_meetings_and_opens_the_interview(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    for event in ("located", "returned", "ended"):
        happens(event, cast, "2026-03-07 11:00")
    assert the("strategy_limit").state == "settled"
    assert the("strategy_limit").closed_reason == "The episode is over"
    assert the("interview_held").due_at == wall("2026-03-10 11:00")
    assert the("interview_recorded").due_at == wall("2026-03-17 17:00")
    assert rules_of(queries.open_for_episode(EPISODE)) == {
        "told_parents",
        "interview_held",
        "interview_recorded",
        "profile_reviewed",
    }


def test_an_absence_asks_for_no_interview(cast: Cast) -> None:
    happens("absent_identified", cast, FRIDAY)
    happens("ended", cast, "2026-03-06 13:00")
    assert the("interview_held") is None
    assert the("absent_confirmed").state == "settled"


def test_an_absence_confirmed_again_asks_again(cast: Cast) -> None:
    happens("absent_identified", cast, FRIDAY)
    happens("absent_identified", cast, "2026-03-06 13:00", due_at=wall("2026-03-06 18:00"))
    assert the("absent_confirmed", occurrence=1).state == "met"
    assert the("absent_confirmed", occurrence=2).due_at == wall("2026-03-06 18:00")


def test_back_within_four_hours_asks_whether_a_profile_is_needed(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    happens("returned", cast, "2026-03-06 15:30")
    assert the("back_within_4").due_at == wall("2026-03-09 17:00")


def test_back_after_more_than_four_hours_does_not(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    happens("returned", cast, "2026-03-06 15:31")
    assert the("back_within_4") is None


def test_found_by_mistake_brings_the_deadlines_back_from_the_true_start(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    happens("strategy_held", cast, "2026-03-06 14:00")
    happens("ended", cast, "2026-03-06 16:00")
    happens("reopened", cast, "2026-03-06 18:00")
    happens("missing_identified", cast, FRIDAY)
    assert the("multi_agency").state == "open"
    assert the("multi_agency").due_at == wall("2026-03-13 17:00")
    assert the("strategy_limit").state == "met", "a meeting that was held stays held"
    assert the("interview_held").state == "settled"


def test_a_voided_episode_ends_every_clock(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    action = {"about_kind": "action", "about_id": 5, "due_at": wall("2026-03-08 12:00")}
    happens("action_entered", cast, FRIDAY, title="Ring the aunt", **action)
    happens("voided", cast, "2026-03-06 12:00")
    assert not queries.open_for_episode(EPISODE).exists()


def test_an_action_done_closes_that_action_alone(cast: Cast) -> None:
    for number in (5, 6):
        happens(
            "action_entered", cast, FRIDAY, about_kind="action", about_id=number,
            due_at=wall("2026-03-08 12:00"), title="Ring the aunt", owner_user_id=cast.iro.pk,
        )  # fmt: skip
    happens("action_done", cast, "2026-03-07 09:00", about_kind="action", about_id=5)
    assert the("action", about_id=5).state == "met"
    assert the("action", about_id=6).state == "open"
    assert the("action", about_id=6).owner_user == cast.iro


def test_a_late_report_opens_what_is_late_already(cast: Cast, at: At) -> None:
    at("2026-03-09 09:00")
    happens("missing_identified", cast, FRIDAY)
    assert the("oversight").missed_at == wall("2026-03-09 09:00")
    assert the("strategy_limit").missed_at is None


def test_done_in_time_and_recorded_late_was_not_late(cast: Cast, at: At) -> None:
    at("2026-03-10 09:00")
    happens("missing_identified", cast, FRIDAY)
    happens("strategy_held", cast, "2026-03-06 16:00")
    assert not the("strategy_target").late
    happens("multi_agency_held", cast, "2026-03-10 08:00")
    happens("oversight_recorded", cast, "2026-03-10 09:00")
    assert the("oversight").late
    assert the("oversight").breach


def test_the_council_changes_a_number_from_a_day_on(cast: Cast, at: At) -> None:
    RuleOverride.objects.create(
        rule="interview_held", holds_from="2026-03-09", amount=48, why="Policy", by_name="Ada"
    )
    happens("missing_identified", cast, FRIDAY)
    happens("returned", cast, "2026-03-08 11:00")
    assert the("interview_held").due_at == wall("2026-03-11 11:00"), "Sunday: the old number"
    happens("missing_identified", cast, "2026-03-09 08:00", episode_id=7002)
    happens("returned", cast, "2026-03-09 11:00", episode_id=7002)
    changed = the("interview_held", episode_id=7002)
    assert changed.due_at == wall("2026-03-11 11:00"), "Monday: 48 hours"
    assert changed.terms["clock"] == ["Hours", 48]
    assert changed.terms["override"] is not None


def test_an_answer_needs_a_reason(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    with pytest.raises(Invalid), transaction.atomic():
        services.settle_all(episode_id=EPISODE, at=wall(FRIDAY), by=cast.worker, reason=" ")


def test_one_rule_of_one_thing_is_answered_for(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    with transaction.atomic():
        count = services.settle(
            rule="profile_sent", about_kind="episode", about_id=EPISODE, at=wall(FRIDAY),
            by=cast.worker, reason="The force has it already.",
        )  # fmt: skip
    assert count == 1
    assert the("profile_sent").closed_reason == "The force has it already."
    assert queries.open_for_episode(EPISODE).count() == 5


def test_reassigned_to_a_named_person(cast: Cast) -> None:
    happens("missing_identified", cast, FRIDAY)
    with transaction.atomic():
        services.reassign(
            deadline=the("strategy_limit"), to=cast.manager, by=cast.manager, why="Wren is ill"
        )
    assert the("strategy_limit").owner_user == cast.manager
    assert AuditEvent.objects.get(verb="deadline.reassigned").detail["to"] == cast.manager.name


def test_a_reason_for_lateness_only_where_it_is_late(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    with pytest.raises(Invalid), transaction.atomic():
        services.explain_late(deadline=the("oversight"), why="Busy", by=cast.manager)
    at("2026-03-06 16:00")
    with transaction.atomic():
        services.explain_late(deadline=the("oversight"), why="Busy", by=cast.manager)
    assert the("oversight").late_reason == "Busy"


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "gone", "look_at": None, "closed_at": wall(FRIDAY)}, "deadline_state_known"),
        ({"state": "met", "look_at": None}, "deadline_closed_has_time"),
        ({"state": "met", "closed_at": wall(FRIDAY)}, "closed_is_not_looked_at"),
        ({"due_at": wall("2026-03-01 10:00")}, "due_after_start"),
    ],
)
def test_the_database_refuses(cast: Cast, values: dict[str, object], constraint: str) -> None:
    happens("missing_identified", cast, FRIDAY)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Deadline.objects.filter(rule="strategy_limit").update(**values)
