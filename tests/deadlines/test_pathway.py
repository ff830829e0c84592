"""The pathway itself: its rows agree with each other, and the judge with them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules import ROLES
from deadlines import pathway
from deadlines.judge import Row, judge
from deadlines.pathway import OWNER, RULES, STANDARD, changed, ladder_data, ladder_from
from notifications.templates import TEMPLATES

DUE = datetime(2026, 3, 6, 17, tzinfo=UTC)


@pytest.mark.parametrize("key", RULES)
def test_every_rule_is_whole(key: str) -> None:
    rule = RULES[key]
    assert rule.starts
    assert rule.met_by
    assert set(pathway.STOPS) <= set(rule.falls_away), "a death or a mistake ends every clock"
    assert rule.owner in ROLES
    assert rule.kind in pathway.KINDS
    assert rule.source
    assert ladder_from(ladder_data(rule.ladder)) == rule.ladder
    for step in rule.ladder:
        assert set(step.to) - {OWNER} <= set(ROLES)
        assert step.template in TEMPLATES
    templates = [step.template for step in rule.ladder]
    assert templates[:2] == ["deadline_warning", "deadline_due"]
    assert set(rule.ladder[-1].to) == {OWNER, "team_manager", "head_of_service"}


@pytest.mark.parametrize(
    ("key", "change", "said"),
    [
        ("review", {"amount": 3}, "no single number"),
        ("strategy_target", {"amount": 3}, "no single number"),
        ("strategy_limit", {"amount": 0}, "1 or more"),
        ("strategy_limit", {"ladder": []}, "needs a rung"),
        ("strategy_limit", {"ladder": "quickly"}, "is a list"),
        ("strategy_limit", {"ladder": [[0, "letter", ["owner"]]]}, "sends one of"),
        ("strategy_limit", {"ladder": [[0, "deadline_due", []]]}, "tells somebody"),
        ("strategy_limit", {"ladder": [[5, "deadline_warning", ["owner"]]]}, "before the due time"),
        ("strategy_limit", {"ladder": [[-5, "deadline_due", ["owner"]]]}, "only a warning"),
        (
            "strategy_limit",
            {"ladder": [[60, "deadline_climbed", ["iro"]], [0, "deadline_due", ["owner"]]]},
            "in the order",
        ),
    ],
)
def test_a_change_that_does_not_fit_is_refused_in_words(
    key: str, change: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        changed(RULES[key], **change)


def test_a_change_that_fits() -> None:
    rule = changed(RULES["interview_held"], amount=48, owner="social_worker")
    assert (rule.clock.amount, rule.owner) == (48, "social_worker")
    assert rule.ladder == RULES["interview_held"].ladder


def row(*, step: int = 0, priority: int = 1, missed: bool = False) -> Row:
    terms = {"ladder": ladder_data(STANDARD)}
    return Row(1, DUE, step, 1, priority, missed, terms)


MINUTES = st.lists(st.integers(-600, 3000), min_size=1, max_size=12)


@given(MINUTES)
def test_whenever_it_is_looked_at_each_rung_is_taken_once_and_in_order(minutes: list[int]) -> None:
    taken: list[int] = []
    step, missed = 0, False
    for minute in sorted(minutes):
        now = DUE + timedelta(minutes=minute)
        verdict = judge(row(step=step, missed=missed), now)
        taken += [rung.number for rung in verdict.rungs]
        assert verdict.look_at is None or verdict.look_at > now, "or a sweep would never end"
        assert verdict.missed is (minute >= 0)
        assert sum(not rung.superseded for rung in verdict.rungs) == bool(verdict.rungs)
        step, missed = verdict.step, verdict.missed
    assert taken == list(range(len(taken)))
    passed = [rung for rung in STANDARD if rung.minutes <= max(minutes)]
    assert len(taken) == len(passed)


@given(st.integers(0, 3000))
def test_a_high_risk_has_told_everybody_once_it_is_due(minute: int) -> None:
    verdict = judge(row(step=1, priority=0), DUE + timedelta(minutes=minute))
    assert [rung.superseded for rung in verdict.rungs] == [False, False, False]
    assert verdict.look_at is None


def test_without_rungs_it_is_still_noticed_when_missed() -> None:
    bare = Row(1, DUE, 0, 1, 1, False, {"ladder": []})
    assert judge(bare, DUE - timedelta(hours=1)).look_at == DUE
    assert judge(bare, DUE).missed
