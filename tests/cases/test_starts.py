"""When an episode began and ended: late, approximate, of a time that is over, in the hour that
comes twice.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import Invalid
from cases import drafts, rules, services
from cases.models import Episode, ReportDraft
from deadlines.models import Deadline
from tests.cases.conftest import receive
from tests.cast import Cast
from tests.stories import boxes, signed_in

At = Callable[[str], datetime]
TWO, THREE = "2026-03-06T02:00:00+00:00", "2026-03-06T03:00:00+00:00"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "seen", "start"),
    [
        ("15:00", "14:00", "15:00"),
        ("15:00", "16:30", "16:30"),
        ("15:00", None, "15:00"),
        (None, "16:30", "16:30"),
        (None, None, None),
    ],
)
def test_the_start_is_the_later_of_left_and_last_seen(
    left: str | None, seen: str | None, start: str | None
) -> None:
    one, other, wanted = (
        utc(f"2026-03-05 {text}") if text else None for text in (left, seen, start)
    )
    assert rules.start_of(one, other) == wanted


DAY = utc("2026-03-02 11:00")


@pytest.mark.parametrize(
    ("hours", "again", "missing", "open_missing", "located", "another"),
    [
        (9, None, True, True, None, False),
        (33, None, True, True, None, True),
        (9, True, True, True, None, True),
        (33, False, True, True, None, False),
        (1, None, True, False, None, True),
        (1, False, True, False, None, True),
        (-1, True, True, True, None, False),
        (33, True, False, True, None, False),
        (3, None, True, True, 2, True),
        (2, None, True, True, 3, False),
    ],
)
def test_whether_a_report_tells_of_another_time(
    hours: int, again: bool | None, missing: bool, open_missing: bool, located: int | None,
    another: bool,
) -> None:  # fmt: skip
    said = rules.another_time(
        again=again, start=DAY + timedelta(hours=hours), missing=missing, open_start=DAY,
        open_missing=open_missing,
        open_located=DAY + timedelta(hours=located) if located is not None else None,
    )  # fmt: skip
    assert said is another


def test_both_times_are_kept_and_the_start_is_worked_out(cast: Cast) -> None:
    episode = receive(cast, started_at=None, left_at=TWO, last_seen_at=THREE).episode
    assert (episode.left_at, episode.last_seen_at) == (utc("2026-03-06 02:00"), episode.started_at)
    limit = Deadline.objects.get(episode_id=episode.pk, rule="strategy_limit")
    assert limit.starts_at == utc("2026-03-06 03:00")


def test_a_start_that_does_not_agree_with_them_is_refused_at_its_field(cast: Cast) -> None:
    with pytest.raises(Invalid) as refusal:
        receive(cast, started_at=TWO, left_at=TWO, last_seen_at=THREE)
    assert "whichever is later" in refusal.value.errors["started_at"][0]
    episode = receive(cast, started_at=None, left_at=TWO).episode
    with pytest.raises(IntegrityError, match="start_is_the_later"), transaction.atomic():
        Episode.objects.filter(pk=episode.pk).update(last_seen_at=utc("2026-03-06 05:00"))


def test_a_time_learnt_later_moves_the_start_and_the_clocks(cast: Cast, missing: Episode) -> None:
    episode = services.correct(
        ref=missing.reference, by=cast.worker, version=1, left_at=utc("2026-03-06 10:00"),
        last_seen_at=utc("2026-03-06 10:45"),
    )  # fmt: skip
    assert episode.started_at == utc("2026-03-06 10:45")
    limit = Deadline.objects.get(episode_id=episode.pk, rule="strategy_limit")
    assert limit.starts_at == episode.started_at
    with pytest.raises(Invalid) as refusal:
        services.correct(
            ref=missing.reference, by=cast.worker, version=2, started_at=utc("2026-03-06 09:00")
        )
    assert "worked out" in refusal.value.errors["started_at"][0]


OVER: dict[str, Any] = {
    "started_at": "2026-02-20T20:00:00+00:00",
    "start_approximate": True,
    "ended_at": "2026-02-21T09:00:00+00:00",
    "end_approximate": True,
    "end_reason": "by_self",
    "police_told": False,
    "not_told_police_reason": "Nobody reported it at the time",
}


def test_a_time_that_nobody_reported_is_recorded_with_its_end(cast: Cast) -> None:
    episode = receive(cast, **OVER).episode
    assert (episode.state, episode.start_approximate, episode.end_approximate) == (
        "ended", True, True,
    )  # fmt: skip
    assert episode.returned_at == utc("2026-02-21 09:00")
    held = Deadline.objects.get(episode_id=episode.pk, rule="interview_held")
    assert held.starts_at == utc("2026-02-21 09:00"), "its clocks start at the true times"
    assert not Deadline.objects.filter(
        episode_id=episode.pk, rule="strategy_limit", state="open"
    ).exists()


def test_it_is_recorded_while_he_is_missing_now_and_never_overlaps(
    cast: Cast, missing: Episode
) -> None:
    assert receive(cast, **OVER).episode.state == "ended"
    with pytest.raises(Invalid) as refusal:
        receive(cast, **OVER | {"started_at": "2026-02-20T21:00:00+00:00"})
    assert "overlaps" in refusal.value.errors["started_at"][0]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("end_reason", {"end_reason": ""}),
        ("ended_at", {"ended_at": None}),
        ("ended_at", {"ended_at": "2026-02-20T20:00:00+00:00"}),
        ("ended_at", {"ended_at": "2026-03-06T12:00:00+00:00"}),
        ("end_reason", {"end_reason": "deceased"}),
    ],
)
def test_half_an_end_or_one_before_the_start_is_refused_at_its_field(
    cast: Cast, field: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refusal:
        receive(cast, **OVER | changes)
    assert field in refusal.value.errors


def test_the_first_page_takes_a_time_that_is_over(cast: Cast) -> None:
    client = signed_in(cast.carer)
    answer = client.post(
        f"/report/new/{cast.boy.reference}/",
        {"whereabouts": "over", "missing_from": "placement", "end_reason": "by_self"}
        | boxes("ended_at", "2026-02-21 09:00"),
    )
    assert answer.status_code == 302
    said = ReportDraft.objects.get().data["where"]["said"]
    assert said["status"] == "missing_placement"
    assert datetime.fromisoformat(said["ended_at"]) == utc("2026-02-21 09:00")


def test_half_past_one_twice_on_the_night_the_clocks_go_back(cast: Cast, at: At) -> None:
    """The home reports at the first half past one, the duty team from the second: one child, one
    episode, an hour of real time between the two, and nothing that was said is lost."""
    first, second = "2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00"
    at(first)
    one = receive(cast, started_at=first, police_told_at=first)
    at(second)
    other = receive(cast, by=cast.edt, started_at=second, police_told_at=second)
    assert (one.outcome, other.outcome) == ("episode", "waiting")
    assert other.payload["started_at"] == second
    assert other.at - one.at == timedelta(hours=1)


def test_away_at_both_half_past_ones_of_that_night(cast: Cast, at: At) -> None:
    """Back at ten to two by the first clock, gone again at half past one by the second."""
    at("2026-10-25T09:00:00+00:00")
    over = OVER | {
        "started_at": "2026-10-25T01:30:00+01:00", "ended_at": "2026-10-25T01:50:00+01:00",
        "start_approximate": False, "end_approximate": False,
    }  # fmt: skip
    first = receive(cast, **over).episode
    second = receive(cast, started_at="2026-10-25T01:30:00+00:00", police_told_at=None).episode
    assert first.ended_at - first.started_at == timedelta(minutes=20)
    assert second.started_at - first.ended_at == timedelta(minutes=40)
    limit = Deadline.objects.get(episode_id=second.pk, rule="strategy_limit")
    assert limit.due_at - limit.starts_at == timedelta(hours=72), "real hours"


def test_a_draft_left_for_three_days_is_what_it_was(cast: Cast, at: At) -> None:
    """“Today” of Friday stays Friday; who was reported meanwhile by somebody else is asked about;
    and what is sent then starts on Friday."""
    client = signed_in(cast.carer)
    where = {"whereabouts": "not_known", "missing_from": "placement"}
    path = client.post(f"/report/new/{cast.boy.reference}/", where)["Location"]
    seen = {"started_at-choice": "2026-03-06", "started_at-time": "11am", "last_seen_by": "Sam"}
    assert client.post(path, seen).status_code == 302
    at("2026-03-09 11:30")
    client = signed_in(cast.carer)  # the session ended long ago
    assert "Go on with your report about Jamie" in client.get("/").content.decode()
    page = client.get(path).content.decode()
    assert 'value="Sam"' in page
    assert 'value="11am"' in page
    draft = ReportDraft.objects.get()
    said = drafts.payload_of(draft)["started_at"]
    assert datetime.fromisoformat(said) == utc("2026-03-06 11:00")
    receive(cast, by=cast.worker, started_at="2026-03-08T20:00:00+00:00")
    page = client.get(f"/report/{draft.token}/where/").content.decode()
    assert "They were reported before, away since 8 March 2026 at 8pm" in page
