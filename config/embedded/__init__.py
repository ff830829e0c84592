"""Postgres and Redis for a laptop and for the tests, from the wheels of the extra `local`.

Nothing else in the product knows of them. `ensure()` starts or joins the servers of this checkout
and puts their addresses into the environment, where settings look for any server's.

How the processes find each other, all in one folder that belongs to this checkout:

- every user holds `users.lock` shared for as long as it lives; the kernel lets go of it even after
  `kill -9`, so nothing has to be counted or cleaned up;
- one supervisor (`supervisor.py`) holds `supervisor.lock`, is the parent of both servers, starts a
  fallen one again, and stops both as soon as it gets `users.lock` for itself alone;
- `start.lock` lets one process at a time start that supervisor;
- `ready` lies there while both servers answer, with the supervisor's process number.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from config.embedded.folders import CHECKOUT, prepare, runtime_folder
from config.embedded.locks import is_held, take
from config.embedded.servers import addresses

VARIABLES = ("OWNER_DATABASE_URL", "DATABASE_URL", "REDIS_URL")
MARK = "HOMEWARD_EMBEDDED"  # tells child processes that the addresses are ours, and in which folder
START_SECONDS = 60
KEPT = (
    "PATH",
    "PYTHONPATH",
    "HOME",
    "LANG",
    "HOMEWARD_STATE",
    "XDG_STATE_HOME",
)  # for the supervisor

_held: dict[Path, int] = {}


def wanted() -> bool:
    """True where nobody has named servers of their own and `DEBUG` is not switched off."""
    if MARK in os.environ:
        return True
    debug = os.environ.get("DEBUG", "true").strip().lower() in {"1", "true", "yes", "on", "y", "ok"}
    return debug and not any(os.environ.get(name) for name in VARIABLES)


def ensure(*, tests: bool = False) -> None:
    """Start or join the servers of this checkout, if any are wanted; hold them until we exit.

    `tests` asks for a second pair of servers with `fsync` off, whose data may be lost at any time.
    A child process joins the pair of its parent, and keeps the addresses its parent chose.
    """
    if not wanted():
        return
    marked = os.environ.get(MARK)
    folder = Path(marked) if marked and not tests else runtime_folder(tests=tests)
    if folder not in _held:
        prepare(folder)
        with take(folder / "users.lock", shared=True) as lock:
            _held[folder] = os.dup(lock.fileno())  # held by number: nothing ever closes it
        with take(folder / "start.lock"):
            _start(folder)
    if str(folder) != marked:
        os.environ.update(addresses(folder), **{MARK: str(folder)})


def _start(folder: Path) -> None:
    """Wait until the servers are ready, starting their supervisor where there is none."""
    ready, lock = folder / "ready", folder / "supervisor.lock"
    started = False
    give_up = time.monotonic() + START_SECONDS
    while not (ready.exists() and is_held(lock)):
        if not is_held(lock):
            if started or time.monotonic() > give_up:
                raise SystemExit(_why(folder))
            ready.unlink(missing_ok=True)
            _supervise(folder)
            started = True
        elif time.monotonic() > give_up:
            raise SystemExit(_why(folder))
        time.sleep(0.02)


def _supervise(folder: Path) -> None:
    """Start the supervisor. It takes its lock before this returns and then lives on its own."""
    keep = {name: os.environ[name] for name in KEPT if name in os.environ}
    with (folder / "supervisor.log").open("w") as log:
        done = subprocess.run(
            [sys.executable, "-m", "config.embedded.supervisor", str(folder)],
            cwd=CHECKOUT,
            env=keep,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            check=False,
        )
    if done.returncode:
        raise SystemExit(_why(folder))


def _why(folder: Path) -> str:
    """What the logs say, for a start that failed."""
    logs = [folder / name for name in ("supervisor.log", "postgres.log", "redis.log")]
    tails = [
        f"{log}:\n" + "\n".join(log.read_text(errors="replace").splitlines()[-20:])
        for log in logs
        if log.exists()
    ]
    return "\n".join(["The embedded Postgres and Redis did not start.", *tails])
