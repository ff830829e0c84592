"""A server as a child process of the supervisor: how it is started, and how it surely ends.

Each server inherits an open lock. While that lock is held some process of the server lives, and
once it is free none does: a file that a crash left behind is never believed.
"""

import contextlib
import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.embedded.folders import is_root, server_user
from config.embedded.locks import is_held, take_if_free
from config.lifeline import dies_with_parent

STOP_SECONDS = 30


@dataclass
class Server:
    """A child process and the lock that tells whether anything of it is alive."""

    name: str
    folder: Path
    command: list[str]
    pid_file: Path
    stop_signal: signal.Signals
    leftovers: tuple[Path, ...] = ()  # more files that would keep it from starting after a crash
    child: subprocess.Popen[bytes] | None = None

    @property
    def lock(self) -> Path:
        return self.folder / f"{self.name}.lock"

    def start(self) -> None:
        """Start it, after stopping whatever an earlier supervisor left running."""
        self.stop()
        lock = take_if_free(self.lock)
        if lock is None:
            raise SystemExit(f"An earlier {self.name} could not be stopped; see {self.folder}.")
        for leftover in (self.pid_file, *self.leftovers):
            leftover.unlink(missing_ok=True)
        with lock, (self.folder / f"{self.name}.log").open("a") as log:
            self.child = subprocess.Popen(
                self.command,
                cwd=self.pid_file.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGINT),
                **as_server_user(),
            )

    def stop(self) -> None:
        """Stop it and all its processes; a no-op where none lives."""
        give_up = time.monotonic() + STOP_SECONDS
        while is_held(self.lock) and time.monotonic() < give_up:
            late = time.monotonic() > give_up - STOP_SECONDS / 3
            if pid := self._pid():
                with contextlib.suppress(ProcessLookupError):  # gone; its children will follow
                    os.kill(pid, signal.SIGKILL if late else self.stop_signal)
            self._wait()
        if self.child:
            self.child.wait()
            self.child = None

    def fell(self) -> bool:
        """Did it end without being asked to?"""
        return self.child is not None and self.child.poll() is not None

    def _pid(self) -> int | None:
        if self.child:
            return self.child.pid
        found = re.match(r"\d+", self.pid_file.read_text()) if self.pid_file.exists() else None
        return int(found[0]) if found else None

    def _wait(self) -> None:
        until = time.monotonic() + 2
        while is_held(self.lock) and time.monotonic() < until:
            if self.child:
                self.child.poll()
            time.sleep(0.02)


def as_server_user() -> dict[str, Any]:
    """Arguments of `subprocess` for a program that must not run as root."""
    if not is_root():
        return {}
    user = server_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
