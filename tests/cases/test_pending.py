"""A report beside an episode that was never closed: missing in every way, and the older one closed
when somebody knows how it ended.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.audit_models import AuditEvent
from accounts.errors import Invalid, Refused
from cases import closing, lifecycle, missing_history, pending, queries, reports
from cases.models import Episode, Report, StatusSpell
from cases.policy import visible_to
from deadlines.models import Deadline
from notifications.models import Notice
from tests.cases.conftest import receive
from tests.cast import Cast
from tests.stories import boxes, send, signed_in

At = Callable[[str], datetime]
AGAIN = "2026-03-20T22:00:00+00:00"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def newer(cast: Cast, missing: Episode, at: At) -> Episode:
    """Away since the sixth, nobody ever wrote that he was back; on the twentieth he goes again."""
    at("2026-03-20 23:00")
    return receive(cast, by=cast.edt, started_at=AGAIN, police_told_at=AGAIN).episode


def close(episode: Episode, by: Any, **changes: Any) -> Episode:
    fields = {
        "at": utc("2026-03-07 11:00"), "end_approximate": True, "end_reason": "by_family",
    }  # fmt: skip
    return pending.close_older(ref=episode.reference, by=by, **(fields | changes))


def test_it_is_an_episode_of_its_own_with_clocks_from_its_true_start(
    cast: Cast, missing: Episode, newer: Episode
) -> None:
    assert (newer.state, newer.beside) == ("open", missing)
    assert Report.objects.latest("pk").outcome == "episode"
    limit = Deadline.objects.get(episode_id=newer.pk, rule="strategy_limit")
    assert limit.starts_at == newer.started_at
    assert Deadline.objects.filter(episode_id=newer.pk, rule="older_closed", state="open").exists()
    told = Notice.objects.filter(template="missing_reported", ids__episode=newer.reference)
    assert {cast.worker.pk, cast.manager.pk} <= set(told.values_list("recipient", flat=True))


def test_the_board_and_the_count_show_the_child_once_from_the_newer_start(
    cast: Cast, missing: Episode, newer: Episode
) -> None:
    among = visible_to(cast.coordinator)
    assert [row.pk for row in queries.open_now(among=among)] == [newer.pk]
    assert queries.how_many_open(among=among) == 1
    assert queries.open_episode_of(cast.boy.pk) == newer
    assert missing_history.read(cast.boy.pk, now=utc("2026-03-20 23:30")).in_90_days == 2
    page = signed_in(cast.coordinator).get("/missing-now/").content.decode()
    assert newer.reference in page
    assert f"{missing.reference} was never closed" in page


def test_an_open_absence_and_a_report_that_he_is_missing_counts_as_missing(
    cast: Cast, absent: Episode
) -> None:
    report = receive(cast, by=cast.edt, started_at="2026-03-06T11:20:00+00:00")
    assert report.episode.beside == absent
    assert queries.open_now(among=visible_to(cast.edt))[0].status == "missing_placement"


@pytest.mark.parametrize(("again", "outcome"), [(True, "episode"), (None, "waiting")])
def test_what_the_reporter_knows_decides_within_one_night(
    cast: Cast, missing: Episode, again: bool | None, outcome: str
) -> None:
    report = receive(cast, by=cast.edt, started_at="2026-03-06T11:20:00+00:00", again=again)
    assert report.outcome == outcome


def test_he_is_not_counted_twice_when_the_reporter_says_that_it_is_the_same_time(
    cast: Cast, missing: Episode, at: At
) -> None:
    at("2026-03-20 23:00")
    assert receive(cast, by=cast.edt, started_at=AGAIN, again=False).outcome == "waiting"


def test_a_report_from_before_the_open_one_waits(cast: Cast, missing: Episode) -> None:
    report = receive(cast, by=cast.edt, started_at="2026-03-01T11:00:00+00:00", again=True)
    assert report.outcome == "waiting"


def test_a_third_report_waits_beside_the_second(cast: Cast, newer: Episode, at: At) -> None:
    at("2026-03-22 23:00")
    report = receive(cast, by=cast.edt, started_at="2026-03-22T22:00:00+00:00")
    assert (report.outcome, report.episode) == ("waiting", newer)


def test_the_older_one_is_closed_as_near_as_known_and_the_newer_stands_by_itself(
    cast: Cast, missing: Episode, newer: Episode
) -> None:
    close(newer, cast.worker, note="His aunt says that he came on the Saturday.")
    missing.refresh_from_db()
    newer.refresh_from_db()
    assert (missing.state, missing.end_approximate) == ("ended", True)
    assert missing.ended_at == utc("2026-03-07 11:00")
    assert (newer.beside, newer.state) == (None, "open")
    duty = Deadline.objects.get(episode_id=newer.pk, rule="older_closed")
    assert duty.state == "met"
    assert AuditEvent.objects.filter(verb="report.older_closed").count() == 1
    templates = set(Notice.objects.filter(ids__episode=missing.reference).values_list("template"))
    assert ("older_closed",) in templates
    assert ("found",) not in templates, "nobody may read that a child is found who is missing"


def test_it_cannot_have_ended_after_he_was_missing_again(
    cast: Cast, missing: Episode, newer: Episode
) -> None:
    with pytest.raises(Invalid) as refusal:
        close(newer, cast.worker, at=utc("2026-03-20 22:30"))
    assert "20 March 2026 at 10pm" in refusal.value.errors["at"][0]
    missing.refresh_from_db()
    assert missing.state == "open", "both or neither"


def test_the_older_ones_own_page_says_so_too(cast: Cast, missing: Episode, newer: Episode) -> None:
    with pytest.raises(Invalid) as refusal:
        lifecycle.make(
            "return_home", ref=missing.reference, by=cast.worker, at=utc("2026-03-20 22:30"),
            end_reason="by_self",
        )  # fmt: skip
    assert "missing again" in refusal.value.errors["at"][0]
    lifecycle.make(
        "return_home", ref=missing.reference, by=cast.worker, at=utc("2026-03-08 10:00"),
        end_reason="by_self",
    )  # fmt: skip
    newer.refresh_from_db()
    assert newer.beside is None


def test_he_comes_back_while_the_older_one_is_open_still(
    cast: Cast, missing: Episode, newer: Episode, at: At
) -> None:
    at("2026-03-21 09:00")
    lifecycle.make(
        "return_home", ref=newer.reference, by=cast.carer, at=utc("2026-03-21 08:00"),
        end_reason="by_self",
    )  # fmt: skip
    newer.refresh_from_db()
    assert newer.state == "ended"
    assert f"{missing.reference} was never closed" in closing.missing_for(newer)[0]
    close(newer, cast.worker)
    newer.refresh_from_db()
    assert newer.beside is None


def test_it_was_the_same_time_after_all(cast: Cast, absent: Episode, at: At) -> None:
    newer = receive(cast, by=cast.edt, started_at="2026-03-06T11:20:00+00:00").episode
    pending.same(ref=newer.reference, by=cast.edt)
    newer.refresh_from_db()
    absent.refresh_from_db()
    assert (newer.state, absent.state) == ("void", "open")
    assert not Deadline.objects.filter(episode_id=newer.pk, state="open").exists()
    spells = StatusSpell.objects.filter(episode=absent).order_by("starts_at")
    assert [one.status for one in spells] == ["absent_placement", "missing_placement"]
    assert "Reported again by" in absent.log.latest("pk").text
    limit = Deadline.objects.get(episode_id=absent.pk, rule="strategy_limit", state="open")
    assert limit.starts_at == utc("2026-03-06 11:20")


def test_same_time_is_for_an_episode_beside_an_older_one_only(cast: Cast, missing: Episode) -> None:
    with pytest.raises(Refused):
        pending.same(ref=missing.reference, by=cast.edt)
    assert "same_time" not in lifecycle.offered(cast.edt, missing)


def test_a_waiting_report_becomes_an_episode_from_its_own_words(
    cast: Cast, missing: Episode
) -> None:
    report = receive(
        cast, by=cast.carer, started_at="2026-03-06T11:20:00+00:00", circumstances="Gone again."
    )
    assert report.outcome == "waiting"
    client = signed_in(cast.edt)
    path = f"/episodes/{missing.reference}/waiting/{report.pk}/"
    sent = {"new": "1"}
    answers = [send(client, path, sent, token="one-and-the-same") for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    newer = Episode.objects.exclude(pk=missing.pk).get()
    assert (newer.circumstances, newer.beside) == ("Gone again.", missing)
    assert client.get(path)["Location"] == f"/episodes/{newer.reference}/older/"
    page = client.get(f"/episodes/{newer.reference}/older/").content.decode()
    assert missing.reference in page
    answer = send(
        client, f"/episodes/{newer.reference}/older/",
        boxes("at", "2026-03-06 11:10") | {"end_approximate": "on", "end_reason": "by_self"},
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    newer.refresh_from_db()
    assert newer.beside is None


def test_an_absence_that_waits_is_refused_as_another_time_in_words(
    cast: Cast, missing: Episode
) -> None:
    report = receive(
        cast, by=cast.edt, status="absent_placement", located_where="His aunt's",
        started_at="2026-03-06T11:20:00+00:00", police_told=None, police_force="",
        police_reference="", police_told_at=None,
    )  # fmt: skip
    with pytest.raises(Invalid, match=r"Only a report of somebody missing"):
        reports.settle(report_id=report.pk, by=cast.edt, how="new")
    report.refresh_from_db()
    assert report.outcome == "waiting"


def test_the_database_judges_the_two_once_the_older_one_is_closed(
    cast: Cast, missing: Episode, newer: Episode
) -> None:
    with pytest.raises(IntegrityError, match="never_overlap"), transaction.atomic():
        Episode.objects.filter(pk=newer.pk).update(beside=None)
    with pytest.raises(IntegrityError, match="finalised_once"), transaction.atomic():
        Episode.objects.filter(pk=newer.pk).update(
            state="finalised", ended_at=newer.started_at + timedelta(hours=1),
            end_reason="by_self", finalised_at=newer.started_at + timedelta(hours=2),
        )  # fmt: skip
    twin = Episode.objects.get(pk=newer.pk)
    twin.pk, twin.reference = None, "E-TWIN"
    with pytest.raises(IntegrityError, match="pending_episodes"), transaction.atomic():
        twin.save(force_insert=True)


def test_the_first_page_asks_whether_it_is_the_same_time(
    cast: Cast, missing: Episode, at: At
) -> None:
    at("2026-03-20 23:00")
    client = signed_in(cast.carer)
    path = f"/report/new/{cast.boy.reference}/"
    assert "They were reported before, away since" in client.get(path).content.decode()
    sent = {"whereabouts": "not_known", "missing_from": "placement"}
    assert client.post(path, sent).status_code == 400
    assert client.post(path, sent | {"again": "yes"}).status_code == 302
