"""The ladder climbed by a moved clock, outages caught up with, and rows that cannot be judged."""

import logging

import pytest
from django.core.management import call_command
from django.db import transaction

from deadlines import hooks, services
from deadlines.models import Deadline, SweepRun
from deadlines.sweep import sweep, sweep_all
from notifications.models import Delivery, Notice
from tests.cast import Cast
from tests.deadlines.story import EPISODE, At, happens, names, the, told, wall

pytestmark = pytest.mark.django_db
FRIDAY = "2026-03-06 11:30"


def test_it_warns_falls_due_and_climbs(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    row = the("strategy_target")  # due at 17:00
    for moment, rung, who in [
        ("2026-03-06 13:01", 0, names(cast.worker)),
        ("2026-03-06 17:00", 1, names(cast.worker)),
        ("2026-03-06 21:00", 2, names(cast.worker, cast.manager)),
        ("2026-03-07 17:00", 3, names(cast.worker, cast.manager, cast.head)),
    ]:
        at(moment)
        sweep_all()
        assert told(row)[rung] == who
        assert max(told(row)) == rung
    row.refresh_from_db()
    assert row.state == "open"
    assert row.late
    assert row.missed_at == wall("2026-03-06 17:00")
    assert row.look_at is None, "the ladder has no rung left"
    assert told(row, superseded=True) == {}


def test_before_its_time_nobody_is_told(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    assert sweep_all() == 0
    assert not Notice.objects.exists()


def test_after_an_outage_the_highest_is_sent_and_the_rest_kept(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    at("2026-03-08 09:00")
    sweep_all()
    row = the("strategy_target")
    assert told(row) == {3: names(cast.worker, cast.manager, cast.head)}
    assert sorted(told(row, superseded=True)) == [0, 1, 2]
    assert not Delivery.objects.filter(notice__superseded=True).exists()
    assert row.missed_at == wall("2026-03-08 09:00"), "when it was noticed"


def test_a_late_report_warns_of_nothing_that_is_past(cast: Cast, at: At) -> None:
    at("2026-03-06 18:00")
    happens("missing_identified", cast, FRIDAY)
    sweep_all()
    sent = Notice.objects.filter(superseded=False)
    late = sent.filter(ids__deadline=the("oversight").pk)
    assert {notice.template for notice in late} == {"deadline_climbed"}
    for notice in sent.filter(template="deadline_warning"):
        assert notice.ids["due"] > wall("2026-03-06 18:00").isoformat()


def test_high_risk_climbs_at_once(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY, priority=0)
    at("2026-03-06 17:00")
    sweep_all()
    row = the("strategy_target")
    everybody = names(cast.worker, cast.manager, cast.head)
    assert told(row) == {1: names(cast.worker), 2: names(cast.worker, cast.manager), 3: everybody}


def test_met_in_time_stops_the_ladder_and_withdraws_its_mail(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    at("2026-03-06 13:01")
    sweep_all()
    row = the("strategy_target")
    delivery = Delivery.objects.get(notice__ids__deadline=row.pk)
    assert delivery.state == "waiting"
    happens("strategy_held", cast, "2026-03-06 14:00")
    delivery.refresh_from_db()
    assert delivery.state == "superseded"
    at("2026-03-08 12:00")
    sweep_all()
    assert list(told(row)) == [0]


def test_sweeping_again_tells_nobody_twice(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    at("2026-03-06 17:00")
    assert sweep_all() > 0
    before = Notice.objects.count()
    assert sweep_all() == 0
    Deadline.objects.update(look_at=wall("2026-03-06 17:00"), step=0)
    sweep_all()
    assert Notice.objects.count() == before, "the keys hold, even when rows are set back"


def test_a_row_that_cannot_be_judged_steps_aside(
    cast: Cast, at: At, caplog: pytest.LogCaptureFixture
) -> None:
    happens("missing_identified", cast, FRIDAY)
    broken = the("oversight")
    Deadline.objects.filter(pk=broken.pk).update(terms={"ladder": [["soon", "no", "one"]]})
    at("2026-03-06 16:00")
    with caplog.at_level(logging.ERROR):
        sweep_all()
    assert f"deadline {broken.pk} could not be judged" in caplog.text
    broken.refresh_from_db()
    assert broken.failures == 1
    assert broken.look_at == wall("2026-03-06 16:01")
    assert told(the("profile_sent")), "the others went on"
    at("2026-03-06 16:01")
    sweep_all()
    broken.refresh_from_db()
    assert broken.failures == 2
    assert broken.look_at == wall("2026-03-06 16:03")
    Deadline.objects.filter(pk=broken.pk).update(terms=the("profile_sent").terms)
    at("2026-03-06 16:03")
    sweep_all()
    broken.refresh_from_db()
    assert broken.failures == 0
    assert told(broken)


def test_owners_that_cannot_be_found_hold_up_one_row_only(
    cast: Cast, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    def owners(pairs: set[tuple[str, int]]) -> dict[tuple[str, int], set[int]]:
        if any(person == 999 for _, person in pairs):
            raise LookupError("who is 999?")
        return {pair: {cast.worker.pk} for pair in pairs}

    monkeypatch.setattr(hooks, "OWNERS", [owners])
    happens("missing_identified", cast, FRIDAY)
    happens("missing_identified", cast, FRIDAY, episode_id=7009, person_id=999)
    at("2026-03-06 17:00")
    sweep_all()
    assert told(the("strategy_target", person_id=cast.boy.pk))
    assert not told(the("strategy_target", person_id=999))
    assert the("strategy_target", person_id=999).failures == 1


def test_a_named_owner_who_left_is_not_the_only_one_told(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    Deadline.objects.update(owner_user=cast.iro)
    at("2026-03-06 13:01")
    sweep_all()
    assert told(the("strategy_target")) == {0: names(cast.iro)}
    cast.iro.is_active = False
    cast.iro.save()
    at("2026-03-06 17:00")
    sweep_all()
    assert told(the("strategy_target"))[1] == names(cast.worker)


def test_a_corrected_start_moves_what_hangs_on_it(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    at("2026-03-06 15:30")
    sweep_all()
    assert the("oversight").missed_at is not None
    with transaction.atomic():
        services.move_start(
            episode_id=EPISODE, event="missing_identified",
            new_start=wall("2026-03-06 14:00"), by=cast.worker,
        )  # fmt: skip
    moved = the("oversight")
    assert moved.due_at == wall("2026-03-09 10:00")
    assert (moved.version, moved.step, moved.missed_at) == (2, 0, None)
    assert the("strategy_target").due_at == wall("2026-03-09 17:00")
    assert the("strategy_limit").due_at == wall("2026-03-09 14:00")
    at("2026-03-09 10:00")
    sweep_all()
    versions = Notice.objects.filter(ids__deadline=moved.pk).values_list("key", flat=True)
    assert f"deadline:{moved.pk}:2:1" in set(versions)


def test_a_correction_into_the_past_tells_nobody_again(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    at("2026-03-06 16:31")
    sweep_all()
    before = told(the("oversight"))
    with transaction.atomic():
        services.move_start(
            episode_id=EPISODE, event="missing_identified",
            new_start=wall("2026-03-06 11:15"), by=cast.worker,
        )  # fmt: skip
    sweep_all()
    assert the("oversight").due_at == wall("2026-03-06 15:15")
    assert told(the("oversight")) == before


def test_batches_go_on_until_none_is_waiting(cast: Cast, at: At) -> None:
    happens("missing_identified", cast, FRIDAY)
    at("2026-03-20 12:00")
    assert [sweep(limit=4), sweep(limit=4), sweep(limit=4)] == [4, 2, 0]
    assert SweepRun.objects.get(name="worker").judged == 0


def test_the_command_tells_how_things_are(
    cast: Cast, at: At, capsys: pytest.CaptureFixture[str]
) -> None:
    happens("missing_identified", cast, FRIDAY)
    at("2026-03-06 16:00")
    call_command("pathway")
    assert "4 waiting" not in capsys.readouterr().out.partition("Outbox")[2]
    call_command("sweep")
    call_command("pathway")
    said = capsys.readouterr().out
    assert "6 open, 2 due, 2 missed" in said
    assert "last by by hand" in said
    assert "0 waiting, 0 s behind" in said
