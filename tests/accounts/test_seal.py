"""Seals: what was altered in the audit trail is named, by whoever it was altered."""

import threading
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from accounts import audit, seal, seal_check
from accounts.models import AuditEvent, AuditSeal
from accounts.seal_tip import mail_tip
from tests.databases import as_owner

pytestmark = [pytest.mark.usefixtures("real_db"), pytest.mark.alone]


def events(count: int) -> list[int]:
    """That many events, each in a transaction of its own."""
    return [audit.record_alone("looked_at", by=None, number=n).pk for n in range(count)]


def damage() -> list[str]:
    return [str(place) for place in seal_check.verify()]


def as_intruder(statement: str, *values: object) -> None:
    """The owner with the guards off: whoever can do that can rewrite anything, but not unseen."""
    tables = ("accounts_auditevent", "accounts_auditseal")
    off = "".join(f"alter table {table} disable trigger user;" for table in tables)
    as_owner(f"{off}{statement};{off.replace('disable', 'enable')}", list(values))


def test_a_whole_trail_is_found_whole() -> None:
    events(5)
    assert seal.seal() == 5
    assert seal.seal() == 0
    events(2)
    assert seal.seal() == 2
    assert damage() == []
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "whole" in out.getvalue()


def test_what_is_not_sealed_yet_is_said() -> None:
    events(2)
    seal.seal()
    events(3)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "Looked at 2 events under 1 seal" in out.getvalue()
    assert "3 events since" in out.getvalue()
    assert "3 new events sealed now" in out.getvalue()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "Looked at 5 events under 2 seals" in out.getvalue()
    assert "had no seal yet" not in out.getvalue()


def test_two_events_that_changed_places_are_both_named() -> None:
    ids = events(4)
    seal.seal()
    as_intruder(
        "update accounts_auditevent one set detail = two.detail from accounts_auditevent two"
        " where (one.id, two.id) in ((%s, %s), (%s, %s))",
        *(ids[1], ids[2], ids[2], ids[1]),
    )
    assert damage() == [f"Seal 1, event {ids[n]}: it was altered" for n in (1, 2)]


def test_an_event_moved_under_another_seal_is_named_with_both() -> None:
    ids = events(2)
    seal.seal()
    later = events(2)
    seal.seal()
    move = (
        "update accounts_auditevent set xid = (select xid from accounts_auditevent where id = %s)"
    )
    as_intruder(f"{move} where id = %s", later[0], ids[0])
    assert damage() == [f"Seal 1, event {ids[0]}: it was moved to the stretch of seal 2"]
    as_intruder(
        "update accounts_auditevent set xid = pg_current_xact_id()::text::bigint - 1 where id = %s",
        ids[0],
    )
    assert damage() == [f"Seal 1, event {ids[0]}: it was moved behind the last seal"]


def test_an_event_of_a_transaction_that_never_was_is_named() -> None:
    ids = events(2)
    as_intruder("update accounts_auditevent set xid = xid + 1000000 where id = %s", ids[1])
    assert damage() == [
        f"Not sealed yet, event {ids[1]}: it carries the number of a transaction that never was"
    ]


def test_the_time_of_a_seal_is_sealed_too() -> None:
    events(1)
    seal.seal()
    as_intruder("update accounts_auditseal set sealed_at = sealed_at - interval '1 day'")
    assert damage() == ["Seal 1, the seal itself: it was altered"]


def test_seals_that_changed_places_are_noticed() -> None:
    for _ in range(3):
        events(1)
        seal.seal()
    as_intruder(
        "update accounts_auditseal one set events = two.events, digest = two.digest,"
        " previous = md5(one.id::text) from accounts_auditseal two"
        " where (one.id, two.id) in ((1, 2), (2, 1))"
    )
    said = damage()
    assert "Seal 1, the seal itself: it was altered" in said
    assert "Seal 2, the seal itself: it was altered" in said
    assert any(place.startswith("Seal 3") and "does not follow seal 2" in place for place in said)


def test_a_guard_that_is_off_is_said_by_the_check() -> None:
    events(1)
    as_owner("alter table accounts_auditseal disable trigger homeward_append_only")
    with pytest.raises(CommandError, match="accounts_auditseal: the guard homeward_append_only"):
        call_command("verify_audit", stdout=StringIO())


def test_a_server_that_counts_from_the_beginning_again_seals_nothing_in_silence() -> None:
    """A dump restored into a new server: its new events would lie under old seals."""
    events(1)
    seal.seal()
    as_intruder("update accounts_auditseal set below_xid = below_xid + 1000000000")
    with pytest.raises(seal.NumbersBeganAgain, match="Restoring"):
        seal.seal()


def test_an_altered_event_is_named() -> None:
    ids = events(5)
    seal.seal()
    as_intruder("update accounts_auditevent set by_name = 'Somebody else' where id = %s", ids[2])
    assert damage() == [f"Seal 1, event {ids[2]}: it was altered"]
    with pytest.raises(CommandError, match=f"event {ids[2]}: it was altered"):
        call_command("verify_audit")


def test_a_missing_event_is_named() -> None:
    ids = events(5)
    seal.seal()
    as_intruder("delete from accounts_auditevent where id = %s", ids[4])
    assert damage() == [f"Seal 1, event {ids[4]}: it is missing"]


def test_an_event_put_in_afterwards_is_named() -> None:
    ids = events(3)
    seal.seal()
    as_intruder(
        "insert into accounts_auditevent (id, at, verb, by_name, about_kind, about_ref, detail,"
        " request_id, xid) select 9000, at, verb, by_name, about_kind, about_ref, detail,"
        " request_id, xid from accounts_auditevent where id = %s",
        ids[1],
    )
    assert damage() == ["Seal 1, event 9000: it was put in after the sealing"]


def test_a_seal_taken_away_or_rewritten_is_noticed() -> None:
    for _ in range(3):
        events(2)
        seal.seal()
    as_intruder("update accounts_auditseal set events = '{}' where id = 3")
    assert "Seal 3, the seal itself: it was altered" in damage()
    as_intruder("delete from accounts_auditseal where id = 2")
    assert any("Seal 3" in place and "one is missing" in place for place in damage())


def test_a_transaction_that_is_still_open_is_not_sealed_over() -> None:
    """The early number commits late: it must be in a later seal, not lost between two."""
    started, finish = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            audit.record("looked_at", by=None, slow=True)
            started.set()
            finish.wait(10)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    started.wait(10)
    events(3)
    assert seal.seal() == 0  # everything since is above the open transaction
    finish.set()
    thread.join(10)
    assert seal.seal() == 4
    assert damage() == []


def test_two_sealers_at_once_make_one_chain() -> None:
    events(20)
    barrier, sealed = threading.Barrier(4, timeout=10), []

    def go() -> None:
        barrier.wait()
        sealed.append(seal.seal())
        connections.close_all()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sum(sealed) == 20
    assert damage() == []


def test_a_second_sealer_steps_aside() -> None:
    events(2)
    with connections["owner"].cursor() as other:
        other.execute("select pg_advisory_lock(%s)", [seal.LOCK])
        assert seal.seal() == 0
        other.execute("select pg_advisory_unlock(%s)", [seal.LOCK])
    assert seal.seal() == 2


def test_a_long_stretch_is_sealed_in_parts_that_cut_no_transaction() -> None:
    with transaction.atomic():
        for number in range(7):
            audit.record("looked_at", by=None, number=number)
    events(5)
    assert seal.seal(at_most=3) == 7
    assert seal.seal(at_most=3) == 3
    assert seal.seal(at_most=3) == 2
    assert AuditSeal.objects.count() == 3
    assert damage() == []


def test_the_worker_seals() -> None:
    from accounts.tasks import seal as task

    events(1)
    task()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from accounts_auditseal")
        assert cursor.fetchone() == (1,)
    assert AuditEvent.objects.count() == 1


def test_the_tip_is_mailed_out_and_missed_when_the_chain_loses_it(
    settings: Any, mailoutbox: list[Any]
) -> None:
    """Whoever takes away the last seal with its events leaves a whole chain, but not this one."""
    settings.AUDIT_TIP_TO = ["keeper@example.test"]
    events(3)
    tip = mail_tip()
    assert tip in mailoutbox[0].body
    call_command("verify_audit", tip=tip, stdout=StringIO())
    as_intruder("delete from accounts_auditseal where digest = %s", tip)
    as_intruder("delete from accounts_auditevent")
    assert damage() == []
    with pytest.raises(CommandError, match="not in the chain"):
        call_command("verify_audit", tip=tip)
