"""What `make run` does with the processes it starts, tried on small ones."""

import os
import signal
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from config.run import child as child_module
from config.run.child import Child
from config.run.port import chosen_port, refuse_if_taken
from tests.infra.conftest import ROOT, eventually

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(autouse=True)
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(child_module, "LOGS", tmp_path)
    return tmp_path


def test_a_fallen_process_is_started_again_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    child = Child("worker", SLEEPER, dict(os.environ))
    first = child.process.pid
    os.kill(first, signal.SIGKILL)

    def is_another() -> bool:
        child.start_again_if_it_fell()
        return child.process.pid != first

    try:
        assert eventually(is_another)
        said = capsys.readouterr().out
        assert "worker ended" in said
        assert "worker is started again" in said
    finally:
        child.ask_to_stop()
        child.stop()
    assert not is_alive(child.process.pid)


def test_what_a_process_started_itself_is_ended_with_it(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    program = (
        "import subprocess, sys, time, pathlib;"
        "g = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        f"pathlib.Path({str(note)!r}).write_text(str(g.pid));"
        "time.sleep(60)"
    )
    child = Child("web", [sys.executable, "-c", program], dict(os.environ))
    assert eventually(lambda: note.exists() and note.read_text() != "")
    child.ask_to_stop()
    child.stop()
    assert eventually(lambda: not is_alive(int(note.read_text())))


def test_one_that_will_not_stop_is_ended_by_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "STOP_SECONDS", 0.2)
    program = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('deaf', flush=True); time.sleep(60)"
    )
    child = Child("beat", [sys.executable, "-c", program], dict(os.environ))
    assert eventually(lambda: "deaf" in child.log.read_text())
    child.ask_to_stop()
    child.stop()
    assert not is_alive(child.process.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell a child")
def test_processes_end_when_we_are_killed_outright(tmp_path: Path) -> None:
    program = f"""
import os, sys, time
from pathlib import Path
from config.run import child
child.LOGS = Path({str(tmp_path)!r})
print(child.Child("web", {SLEEPER!r}, dict(os.environ)).process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert is_alive(pid)
        parent.kill()
    assert eventually(partial(lambda p: not is_alive(p), pid))


def test_a_port_in_use_is_refused_in_words() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=rf"Port {port} cannot be used.*already running"):
            refuse_if_taken(port)
    refuse_if_taken(port)


@pytest.mark.parametrize("chosen", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    monkeypatch.setenv("PORT", chosen)
    with pytest.raises(SystemExit, match="between 1 and 65535"):
        chosen_port()


@pytest.mark.parametrize(
    "name",
    [
        *("SECRET_KEY", "ALLOWED_HOSTS", "SITE_ADDRESS", "COUNCIL_NAME"),
        *("OWNER_DATABASE_URL", "DATABASE_URL", "REDIS_URL"),
    ],
)
def test_with_debug_off_a_missing_setting_stops_the_start_and_is_named(name: str) -> None:
    given = {
        "SECRET_KEY": "x" * 50,
        "ALLOWED_HOSTS": "homeward.example",
        "SITE_ADDRESS": "https://homeward.example",
        "COUNCIL_NAME": "Exampleshire",
        "OWNER_DATABASE_URL": "postgres:///nowhere",
        "DATABASE_URL": "postgres:///nowhere",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    del given[name]
    environ = {"PATH": os.environ["PATH"], "DEBUG": "false", **given}
    told = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode
    assert f"{name} is not set" in told.stderr.splitlines()[-1]
