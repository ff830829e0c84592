"""Reports: kept before any rule, one episode however often they are sent."""

import uuid
from typing import Any

import pytest
from django.http import Http404

from accounts.errors import Invalid, Refused
from cases import reports
from cases.models import Episode, Report
from deadlines.models import Deadline
from notifications.models import Notice
from tests.cases.conftest import receive, report_of
from tests.cast import Cast


def test_a_report_opens_an_episode_with_its_notices_and_deadlines(cast: Cast, missing: Episode):
    assert missing.state == "open"
    assert missing.spells.get().status == "missing_placement"
    told = set(
        Notice.objects.filter(template="missing_reported").values_list("recipient", flat=True)
    )
    assert {cast.worker.pk, cast.manager.pk, cast.iro.pk, cast.cp_chair.pk} <= told
    assert cast.outsider.pk not in told
    rules = set(Deadline.objects.filter(episode_id=missing.pk).values_list("rule", flat=True))
    assert {"oversight", "strategy_limit", "multi_agency", "told_parents"} <= rules


def test_the_same_token_twice_is_one_episode(cast: Cast):
    token = uuid.uuid4()
    first, second = receive(cast, token=token), receive(cast, token=token)
    assert first.episode == second.episode
    assert Episode.objects.count() == 1


def test_the_same_token_with_other_words_is_refused(cast: Cast):
    token = uuid.uuid4()
    receive(cast, token=token)
    with pytest.raises(Invalid):
        receive(cast, token=token, clothing="Something else")


def test_a_report_while_another_is_open_waits_beside_it(cast: Cast, missing: Episode):
    report = receive(cast, by=cast.edt, circumstances="A neighbour rang.")
    assert (report.outcome, report.episode) == ("waiting", missing)
    assert Episode.objects.count() == 1
    assert report.payload["circumstances"] == "A neighbour rang."


def test_a_report_that_breaks_a_rule_is_kept_whole(cast: Cast):
    with pytest.raises(Invalid) as refusal:
        receive(cast, reporter_name="", circumstances="He said he was off.")
    assert "reporter_name" in refusal.value.errors
    kept = Report.objects.get()
    assert kept.outcome == "refused"
    assert kept.payload["circumstances"] == "He said he was off."


def test_an_outsider_and_a_role_that_may_not_report(cast: Cast):
    with pytest.raises(Http404):
        receive(cast, by=cast.outsider)
    with pytest.raises(Refused):
        receive(cast, by=cast.iro)
    assert set(Report.objects.values_list("outcome", flat=True)) == {"refused"}


def test_a_late_report_starts_the_clocks_from_the_true_start(cast: Cast):
    episode = receive(cast, started_at="2026-03-02T20:00:00+00:00", police_told_at=None).episode
    limit = Deadline.objects.get(episode_id=episode.pk, rule="strategy_limit")
    assert limit.starts_at == episode.started_at
    assert limit.due_at < episode.reported_at


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_at", "2026-03-06T11:00:00"),
        ("started_at", "2026-03-06T12:00:00+00:00"),
        ("started_at", "yesterday"),
        ("status", "gone"),
        ("police_force", "Nowhere Police"),
        ("police_told", "yes"),
        ("surprise", "x"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, field: str, value: object):
    with pytest.raises(Invalid) as refusal:
        receive(cast, **{field: value})
    assert field in refusal.value.errors


def test_a_report_whose_server_died_is_picked_up_once(cast: Cast, at: Any) -> None:
    """Kept, and then nothing: the worker opens the episode, and does it once."""
    reports.keep(by=cast.carer, channel="form", token=uuid.uuid4(), payload=report_of(cast))
    assert reports.pick_up() == 0, "the page that keeps it may still be at it"
    at("2026-03-06 11:32")
    assert (reports.pick_up(), reports.pick_up()) == (1, 0)
    episode = Episode.objects.get()
    assert (episode.person, episode.reported_by) == (cast.boy, cast.carer)
    assert Report.objects.get().outcome == "episode"


def test_a_report_left_that_cannot_be_tried_does_not_stop_the_others(
    cast: Cast, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (cast.boy, cast.sister):
        reports.keep(
            by=cast.worker, channel="form", token=uuid.uuid4(),
            payload=report_of(cast, person=person.reference),
        )  # fmt: skip
    at("2026-03-06 11:32")
    real = reports._become_episode

    def broken_for_the_boy(report: Report, *, by: Any) -> Report:
        if report.payload["person"] == cast.boy.reference:
            raise RuntimeError("something nobody thought of")
        return real(report, by=by)

    monkeypatch.setattr(reports, "_become_episode", broken_for_the_boy)
    assert reports.pick_up() == 1
    assert sorted(Report.objects.values_list("outcome", flat=True)) == ["episode", "kept"]
