"""The whole clockwork as it runs: a real worker and beat, real Redis, real Postgres, and a moved
clock."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.processes import PROCESSES
from notifications.mailbox import letters
from notifications.models import Delivery
from tests.cast import Cast
from tests.deadlines.story import At, happens, names, the, told, wall

Environ = dict[str, str]
ROOT = Path(__file__).resolve().parents[2]
FRIDAY = "2026-03-06 11:30"
PATIENCE = 90  # seconds: two processes start on a machine that may be busy


@contextmanager
def running(
    environ: Environ, folder: Path, *parts: str
) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """These parts of the product as `make run` starts them, on the test's own servers."""
    started = []
    for part in parts:
        words = list(PROCESSES[part])
        if "--schedule" in words:
            words[words.index("--schedule") + 1] = str(folder / "beat")
        with (folder / f"{part}.log").open("wb") as log:
            started.append(
                subprocess.Popen(
                    [str(Path(sys.executable).with_name(words[0])), *words[1:]],
                    cwd=ROOT,
                    env=environ,
                    start_new_session=True,
                    stdout=log,
                    stderr=log,
                )
            )
    try:
        yield started
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def until(true: Callable[[], object], folder: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > give_up:
            logs = "\n".join(file.read_text()[-2000:] for file in folder.glob("*.log"))
            raise AssertionError(f"waited in vain\n{logs}")
        time.sleep(0.2)


@pytest.fixture
def environ(real_db: Environ, settings: object, tmp_path: Path) -> Environ:
    """The test's servers, and mails into a folder of this test."""
    settings.MAILBOX_FOLDER = tmp_path / "mailbox"
    return {**real_db, "MAILBOX_FOLDER": str(tmp_path / "mailbox")}


def test_it_warns_marks_due_and_climbs_when_nothing_happens(
    environ: Environ, cast: Cast, at: At, tmp_path: Path
) -> None:
    happens("missing_identified", cast, FRIDAY)
    row = the("strategy_target")  # due at 17:00
    with running(environ, tmp_path, "worker", "beat"):
        for moment, rung, who in [
            ("2026-03-06 13:01", 0, names(cast.worker)),
            ("2026-03-06 17:00", 1, names(cast.worker)),
            ("2026-03-06 21:00", 2, names(cast.worker, cast.manager)),
            ("2026-03-07 17:00", 3, names(cast.worker, cast.manager, cast.head)),
        ]:
            at(moment)
            until(lambda rung=rung: rung in told(row), tmp_path)
            assert told(row)[rung] == who
        until(lambda: not Delivery.objects.exclude(state="sent").exists(), tmp_path)
    row.refresh_from_db()
    assert (row.state, row.late) == ("open", True)
    assert row.missed_at == wall("2026-03-06 17:00")
    assert told(row, superseded=True) == {}, "nothing was missed while they worked"
    to_the_head = [
        letter.subject
        for letter in letters(cast.head.email)
        if "Strategy discussion: target" in letter.body
    ]
    assert to_the_head == ["Late: E-7K3M2Q9X"]


def test_a_worker_killed_and_another_started_tells_everybody_once(
    environ: Environ, cast: Cast, at: At, tmp_path: Path
) -> None:
    happens("missing_identified", cast, FRIDAY)
    row = the("strategy_target")
    with running(environ, tmp_path, "worker", "beat") as (worker, _):
        at("2026-03-06 13:01")
        until(lambda: 0 in told(row), tmp_path)
        os.killpg(worker.pid, signal.SIGKILL)
        at("2026-03-06 17:00")
        with running(environ, tmp_path, "worker"):
            until(lambda: 1 in told(row), tmp_path)
    assert told(row) == {0: names(cast.worker), 1: names(cast.worker)}
