"""The moves of an episode: each from every state, what it writes, and what the database refuses."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from accounts.audit_models import AuditEvent
from accounts.errors import Invalid, Refused
from cases import hooks, lifecycle, policy, services
from cases.models import Episode, StatusSpell
from deadlines.models import Deadline
from notifications.models import Notice
from tests.cases.conftest import receive
from tests.cast import Cast

LATER = datetime(2026, 3, 7, 11, 0, tzinfo=UTC)
FIELDS: dict[str, dict[str, Any]] = {
    "change_status": {"at": LATER, "status": "absent_placement", "why": "He rang"},
    "locate": {
        "at": LATER,
        "located_way": "on_the_way",
        "located_where": "His aunt's",
        "located_by": "The aunt",
    },
    "return_home": {"at": LATER, "end_reason": "by_family"},
    "end_where_they_are": {
        "at": LATER,
        "end_reason": "by_family",
        "located_where": "His aunt's",
        "located_by": "The aunt",
    },
    "reopen": {"reason": "It was somebody else"},
    "finalise": {"reason": "Answered for"},
    "void": {"reason": "Entered twice"},
}
STATES = ["open", "located", "ended", "finalised", "void"]


@pytest.fixture
def no_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the rooms above asked for nothing before an episode is finalised."""
    monkeypatch.setattr(hooks, "FINALISE_CHECKS", [])


def make(move: str, episode: Episode, by: Any, **changes: Any) -> Episode:
    return lifecycle.make(move, ref=episode.reference, by=by, **(FIELDS[move] | changes))


@pytest.fixture
def bring(cast: Cast, at: Callable[[str], datetime], no_checks: None) -> Callable[[str], Episode]:
    """The boy's episode in a state, on the Saturday at noon."""

    def to(state: str) -> Episode:
        episode = receive(cast).episode
        at("2026-03-07 12:00")
        path = {
            "open": [],
            "located": ["locate"],
            "ended": ["return_home"],
            "finalised": ["return_home", "finalise"],
            "void": ["void"],
        }[state]
        for move in path:
            episode = make(move, episode, cast.manager)
        return episode

    return to


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("move", list(FIELDS))
def test_a_move_is_made_from_its_states_only_and_offered_just_there(
    cast: Cast, bring: Callable[[str], Episode], move: str, state: str
):
    episode = bring(state)
    rule = lifecycle.MOVES[move]
    offered = lifecycle.offered(cast.manager, episode)
    assert (move in offered) == (state in rule.from_states)
    if state not in rule.from_states:
        with pytest.raises(Refused):
            make(move, episode, cast.manager)
        return
    after = make(move, episode, cast.manager)
    assert after.state == (rule.to_state or state)
    assert AuditEvent.objects.filter(verb=rule.verb, about_ref=episode.reference).exists()


def test_both_times_are_kept_when_he_is_located_and_then_comes_back(
    cast: Cast, bring: Callable[[str], Episode]
):
    episode = bring("located")
    after = make("return_home", episode, cast.carer, at=LATER + timedelta(minutes=50))
    assert after.located_at == LATER
    assert after.returned_at == after.ended_at == LATER + timedelta(minutes=50)
    rows = {row.rule: row for row in Deadline.objects.filter(episode_id=episode.pk)}
    assert rows["strategy_limit"].state == "settled"
    assert rows["interview_held"].state == "open"
    assert rows["interview_held"].due_at == after.returned_at + timedelta(hours=72)
    told = Notice.objects.filter(template="found").values_list("recipient", flat=True)
    assert {cast.worker.pk, cast.manager.pk, cast.iro.pk, cast.cp_chair.pk} <= set(told)


@pytest.mark.parametrize(("grades", "priority"), [([], 1), (["high"], 0), (["high", "low"], 1)])
def test_notices_of_a_child_now_graded_high_go_first(
    cast: Cast, bring: Callable[[str], Episode], grades: list[str], priority: int
):
    episode = bring("open")
    for grade in grades:
        services.grade(ref=episode.reference, by=cast.worker, whose="police", grade=grade)
    make("return_home", episode, cast.carer)
    assert set(Notice.objects.filter(template="found").values_list("priority", flat=True)) == {
        priority
    }


def test_never_located_before_means_located_when_he_came_back(
    cast: Cast, bring: Callable[[str], Episode]
):
    after = bring("ended")
    assert after.located_at == after.returned_at


def test_located_without_agreement_goes_on_as_absent(cast: Cast, bring: Callable[[str], Episode]):
    after = make("locate", bring("open"), cast.worker, located_way="absent")
    assert [spell.status for spell in after.spells.all()] == [
        "missing_placement",
        "absent_placement",
    ]
    assert Deadline.objects.get(episode_id=after.pk, rule="absent_confirmed").state == "open"


def test_not_safely_seen_stays_missing_for_every_deadline(
    cast: Cast, bring: Callable[[str], Episode]
):
    after = make("locate", bring("open"), cast.worker, located_way="not_safely_seen")
    assert (after.state, after.located_at) == ("open", None)
    assert Deadline.objects.get(episode_id=after.pk, rule="strategy_limit").state == "open"


def test_a_death_stops_the_clocks_and_goes_to_the_leaders_not_as_a_found_notice(
    cast: Cast, bring: Callable[[str], Episode]
):
    episode = make("end_where_they_are", bring("open"), cast.manager, end_reason="deceased")
    assert not Deadline.objects.filter(episode_id=episode.pk, state="open").exists()
    assert not Notice.objects.filter(template="found").exists()
    assert Notice.objects.filter(template="deceased", recipient=cast.head).exists()
    girl = receive(cast, by=cast.edt, person=cast.sister.reference).episode
    with pytest.raises(Invalid):
        make("return_home", girl, cast.edt, end_reason="deceased")


def test_reopening_puts_the_clocks_back_and_keeps_what_was_undone(
    cast: Cast, bring: Callable[[str], Episode]
):
    after = make("reopen", bring("ended"), cast.worker)
    assert (after.ended_at, after.end_reason, after.returned_at) == (None, "", None)
    rows = Deadline.objects.filter(episode_id=after.pk, state="open")
    open_rules = set(rows.values_list("rule", flat=True))
    assert "strategy_limit" in open_rules
    assert "interview_held" not in open_rules
    event = AuditEvent.objects.get(verb="episode.reopened")
    assert event.detail["undone"]["end_reason"] == "by_family"


def test_finalising_asks_the_rooms_above_and_answers_every_open_deadline(
    cast: Cast, bring: Callable[[str], Episode], monkeypatch: pytest.MonkeyPatch
):
    episode = bring("ended")
    with pytest.raises(Invalid) as lacking:
        make("finalise", episode, cast.manager, reason="")
    assert all(name.startswith("deadline-") for name in lacking.value.errors)
    monkeypatch.setattr(hooks, "FINALISE_CHECKS", [lambda _: "The interview is not recorded."])
    with pytest.raises(Refused, match="The interview is not recorded"):
        make("finalise", episode, cast.manager)


def test_a_finalised_episode_can_only_be_read(cast: Cast, bring: Callable[[str], Episode]):
    episode = bring("finalised")
    assert policy.may(cast.manager, "view", episode).ok
    assert "only be read" in policy.may(cast.manager, "add_log", episode).reason


def test_reasons_are_asked_and_times_must_fit(cast: Cast, bring: Callable[[str], Episode]):
    episode = bring("open")
    wrong = [
        ("void", {"reason": " "}, "reason"),
        ("return_home", {"at": None}, "at"),
        ("return_home", {"at": LATER + timedelta(days=1)}, "at"),
        ("return_home", {"at": episode.started_at}, "at"),
        ("return_home", {"end_reason": ""}, "end_reason"),
        ("locate", {"located_way": ""}, "located_way"),
        ("locate", {"located_where": ""}, "located_where"),
        ("change_status", {"status": "missing_placement"}, "status"),
    ]
    for move, changes, field in wrong:
        with pytest.raises(Invalid) as refusal:
            make(move, episode, cast.manager, **changes)
        assert field in refusal.value.errors, (move, changes)


def test_an_outsider_makes_no_move_and_learns_nothing(cast: Cast, missing: Episode):
    for move in FIELDS:
        with pytest.raises(Http404):
            make(move, missing, cast.outsider)


def test_a_carer_cannot_finalise_and_is_told_so(cast: Cast, bring: Callable[[str], Episode]):
    with pytest.raises(Refused, match="Your role cannot finalise"):
        make("finalise", bring("ended"), cast.carer)


def test_an_overlap_with_a_past_episode_is_refused_in_words(
    cast: Cast, bring: Callable[[str], Episode]
):
    bring("ended")
    with pytest.raises(Invalid, match="overlaps another episode"):
        receive(cast, started_at="2026-03-06T13:00:00+00:00")


STATE = "episode_end_agrees_with_state"  # an unknown state agrees with no end either
BEFORE = datetime(2026, 3, 1, tzinfo=UTC)
BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("end_after_start", {"state": "ended", "ended_at": BEFORE, "end_reason": "by_self"}),
    ("located_after_start", {"located_at": BEFORE}),
    ("returned_after_start", {"returned_at": BEFORE}),
    (
        "returned_not_before_located",
        {"located_at": LATER, "returned_at": LATER - timedelta(hours=1)},
    ),
    (STATE, {"state": "ended"}),
    (STATE, {"end_reason": "by_self"}),
    ("located_has_time", {"state": "located"}),
    ("finalised_has_time", {"finalised_at": LATER}),
    ("void_has_reason", {"state": "void"}),
    (STATE, {"state": "lost"}),
]


@pytest.mark.parametrize(("name", "values"), BROKEN)
def test_the_database_refuses_what_must_never_be(
    missing: Episode, name: str, values: dict[str, Any]
):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Episode.objects.filter(pk=missing.pk).update(**values)
    assert name in str(refusal.value)


def test_the_database_refuses_two_episodes_and_two_statuses_at_once(missing: Episode):
    twin = Episode.objects.get(pk=missing.pk)
    twin.pk, twin.reference = None, "E-22222222"
    with pytest.raises(IntegrityError, match="never_overlap"), transaction.atomic():
        twin.save(force_insert=True)
    with pytest.raises(IntegrityError, match="one_status_at_a_time"), transaction.atomic():
        StatusSpell.objects.create(
            episode=missing, status="absent_home", starts_at=LATER, by=missing.reported_by
        )
