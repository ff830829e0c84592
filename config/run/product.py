"""`make run`: the whole product on this machine, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

from config import embedded
from config.healthy import ANSWERS
from config.processes import BEAT_SCHEDULE, PROCESSES
from config.run.child import Child
from config.run.port import chosen_port, refuse_if_taken
from config.run.progress import LOGS, ROOT, say, step

START_SECONDS = 120
MANAGE = [sys.executable, "manage.py"]


class Stopped(Exception):
    """Somebody asked us to stop."""


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    children: list[Child] = []
    try:
        port = chosen_port()
        environ = _environ(port)
        _prepare(environ)
        refuse_if_taken(port)
        _start(children, environ)
        _watch(children)
    except Stopped:
        say("\nStopping")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(
                number, signal.SIG_IGN
            )  # a second Ctrl-C must not leave half of it running
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.stop()
    say("Stopped")


def _environ(port: int) -> dict[str, str]:
    """What every process is told."""
    say("Starting Postgres and Redis" if embedded.wanted() else "Using the servers you named")
    embedded.ensure()
    address = f"http://127.0.0.1:{port}"
    return {**os.environ, "PORT": str(port), "SITE_ADDRESS": address, "PYTHONUNBUFFERED": "1"}


def _prepare(environ: dict[str, str]) -> None:
    step("Styles and scripts", [sys.executable, "-m", "govuk.assets"], env=environ)
    step("Tables", [*MANAGE, "migrate", "--database", "owner"], env=environ)
    step("A made-up council's caseload", [*MANAGE, "seed_caseload"], env=environ)


def _start(children: list[Child], environ: dict[str, str]) -> None:
    """Start all, and say where Homeward is once every one of them answers."""
    LOGS.mkdir(exist_ok=True)
    for stale in LOGS.glob("beat*"):
        stale.unlink()
    environ["BEAT_SCHEDULE"] = str(LOGS / "beat")
    for name, command in PROCESSES.items():
        own = [environ["BEAT_SCHEDULE"] if word == BEAT_SCHEDULE else word for word in command]
        children.append(Child(name, own, environ))
    say("Waiting for " + ", ".join(PROCESSES))
    silent = list(children)
    give_up = time.monotonic() + START_SECONDS
    while silent:
        for child in silent:
            child.start_again_if_it_fell()
        silent = [child for child in silent if not ANSWERS[child.name](environ)]
        if silent and time.monotonic() > give_up:
            for child in silent:
                child.say_why()
            raise SystemExit("No answer from " + ", ".join(child.name for child in silent))
        time.sleep(0.2)
    if subprocess.run([*MANAGE, "sign_ins"], env=environ, check=False).returncode:
        raise SystemExit("All processes answer, but the sign-ins could not be listed.")
    say(f"Homeward is running at {environ['SITE_ADDRESS']}/")


def _watch(children: list[Child]) -> None:
    while True:
        for child in children:
            child.start_again_if_it_fell()
        time.sleep(0.5)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
