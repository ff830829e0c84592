"""Real transactions, real processes: two sweepers, one killed, a doubled beat, no Redis."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.db import connection, connections

from deadlines import services, standby
from deadlines.models import Deadline, SweepRun
from deadlines.sweep import sweep, sweep_all
from notifications.models import Delivery, Notice
from tests.cast import Cast
from tests.deadlines.story import EPISODE, At, happens, the, told, wall

Environ = dict[str, str]
Cursor = psycopg2.extensions.cursor
ROOT = Path(__file__).resolve().parents[2]
FRIDAY = "2026-03-06 11:30"
MANY = 25


@pytest.fixture
def many(real_db: Environ, cast: Cast, at: At) -> int:
    """Many children's deadlines, all with something to tell at five o'clock. Answers how many."""
    for number in range(MANY):
        happens("missing_identified", cast, FRIDAY, episode_id=8000 + number)
    at("2026-03-06 17:00")
    return Deadline.objects.filter(look_at__lte=wall("2026-03-06 17:00")).count()


def each_notice_once() -> None:
    """Every rung that a row says it took has its notice, once for each, and there is no other."""
    counts = Counter(Notice.objects.values_list("key", flat=True))
    steps = {row.pk: row.step for row in Deadline.objects.all()}
    expected = {f"deadline:{pk}:1:{rung}" for pk, step in steps.items() for rung in range(step)}
    assert set(counts) == expected
    assert Delivery.objects.count() == Notice.objects.filter(superseded=False).count()


def in_threads(*work: Callable[[], object]) -> None:
    failures: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        try:
            one()
        except BaseException as problem:
            failures.append(problem)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_two_workers_on_one_sweep(many: int) -> None:
    looked_at: list[int] = []
    start = threading.Barrier(2)

    def worker() -> None:
        start.wait()
        while count := sweep(limit=10):
            looked_at.append(count)

    in_threads(worker, worker)
    assert sum(looked_at) == many, "no row was looked at twice"
    assert not Deadline.objects.filter(look_at__lte=wall("2026-03-06 17:00")).exists()
    each_notice_once()


def test_a_second_sweeper_passes_by_what_the_first_holds(many: int, real_db: Environ) -> None:
    with other_session(real_db) as other:
        other.execute("begin")
        other.execute("select id from deadlines_deadline order by id limit 6 for update")
        assert sweep_all() <= many - 1
        other.execute("rollback")
    sweep_all()
    each_notice_once()


@contextmanager
def other_session(environ: Environ, *, owner: bool = False) -> Iterator[Cursor]:
    name = "OWNER_DATABASE_URL" if owner else "DATABASE_URL"
    session = psycopg2.connect(environ[name])
    session.autocommit = True
    yield session.cursor()
    session.close()


STOP_HERE = """
create function wait_here() returns trigger language plpgsql as $$
begin perform pg_advisory_xact_lock(4711); return null; end $$;
create trigger wait_here after insert on notifications_notice execute function wait_here();
"""
GO_ON = "drop trigger wait_here on notifications_notice; drop function wait_here()"
WAITING = (
    "select count(*) from pg_locks where locktype = 'advisory' and objid = 4711 and not granted"
)


def command(environ: Environ, *words: str) -> "subprocess.Popen[bytes]":
    """A process of its own on the test's database, in a group that can be killed."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environ,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )


def until(true: Callable[[], object], *, seconds: float = 40) -> None:
    give_up = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.05)


def test_a_sweep_killed_in_the_middle_leaves_nothing_and_loses_nothing(
    many: int, real_db: Environ
) -> None:
    with other_session(real_db, owner=True) as owner:
        owner.execute(STOP_HERE)
        owner.execute("select pg_advisory_lock(4711)")
        sweeper = command(real_db, "sweep")

        def in_the_middle() -> bool:
            owner.execute(WAITING)
            assert sweeper.poll() is None
            return bool(owner.fetchone()[0])

        until(in_the_middle)
        assert Notice.objects.count() == 0
        os.kill(sweeper.pid, signal.SIGKILL)
        sweeper.wait()
        owner.execute("select pg_advisory_unlock(4711)")
        # The server notices the dead client when it answers it; until then its locks stand.
        until(lambda: _nobody_else_sweeps(owner))
        owner.execute(GO_ON)
    assert Notice.objects.count() == 0, "what was not committed never happened"
    assert sweep_all() == many
    each_notice_once()


def _nobody_else_sweeps(owner: Cursor) -> bool:
    owner.execute(
        "select count(*) from pg_locks where relation = 'deadlines_deadline'::regclass"
        " and mode = 'RowExclusiveLock'"
    )
    return not owner.fetchone()[0]


def test_a_doubled_beat_doubles_nothing(many: int) -> None:
    from deadlines.tasks import sweep as task

    in_threads(task, task, task, task)
    each_notice_once()


def test_without_redis_deadlines_are_opened_and_the_standby_sweeps(
    real_db: Environ, cast: Cast, at: At
) -> None:
    nowhere = {**real_db, "REDIS_URL": "redis://127.0.0.1:1/0"}
    happens("missing_identified", cast, FRIDAY)
    at("2026-03-06 17:00")
    watcher = command(nowhere, "sweep", "--watch", "--after", "1")
    try:
        until(lambda: told(the("strategy_target")))
    finally:
        os.killpg(watcher.pid, signal.SIGKILL)
        watcher.wait()
    each_notice_once()


def test_the_standby_keeps_still_while_workers_sweep(many: int) -> None:
    sweep(limit=1)
    assert standby.step_in() == 0
    connection.cursor().execute("update deadlines_sweeprun set at = at - interval '61 seconds'")
    assert standby.step_in() == many - 1
    assert set(SweepRun.objects.values_list("name", flat=True)) == {"worker", "standby"}


def test_the_standby_survives_a_database_that_goes_away(
    real_db: Environ, cast: Cast, at: At, caplog: pytest.LogCaptureFixture
) -> None:
    happens("missing_identified", cast, FRIDAY)
    at("2026-03-06 17:00")
    rounds = iter([True, True, False])

    def cut_then_go_on() -> bool:
        go_on = next(rounds)
        if go_on and not caplog.records:
            connection.ensure_connection()
            with other_session(real_db) as other:
                pid = connection.connection.info.backend_pid
                other.execute("select pg_terminate_backend(%s)", [pid])
        return go_on

    standby.watch(too_old=0, pause=0.01, go_on=cut_then_go_on)
    assert "it tries again" in caplog.text
    assert told(the("strategy_target"))


def test_without_a_transaction_nothing_is_settled(real_db: Environ) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        services.settle_all(episode_id=EPISODE, at=wall(FRIDAY), by=None, reason="x")
