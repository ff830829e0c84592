"""One process of the product: started in a group of its own, started again when it falls."""

import os
import signal
import subprocess
import time
from pathlib import Path

from config.lifeline import dies_with_parent
from config.run.progress import LOGS, ROOT, say

STOP_SECONDS = 20
LONGEST_WAIT = 30  # seconds before a process that keeps falling is tried again


class Child:
    """Writes to `.run/<name>.log`. Dies with us, even when we are killed."""

    def __init__(self, name: str, command: list[str], environ: dict[str, str]) -> None:
        self.name = name
        self.command = command
        self.environ = environ
        self.falls = 0
        self.again_at = 0.0
        self.log.write_text("")
        self.process = self._started()

    @property
    def log(self) -> Path:
        return LOGS / f"{self.name}.log"

    def _started(self) -> "subprocess.Popen[bytes]":
        with self.log.open("a") as log:
            return subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )

    def start_again_if_it_fell(self) -> None:
        if self.process.poll() is None:
            return
        if not self.again_at:
            self.falls += 1
            wait = min(2 ** (self.falls - 1), LONGEST_WAIT)
            say(f"{self.name} ended ({self.process.returncode}); again in {wait} s. See {self.log}")
            self.again_at = time.monotonic() + wait
        if time.monotonic() >= self.again_at:
            self._end_group()  # what it may have left behind
            self.again_at = 0.0
            self.process = self._started()
            say(f"{self.name} is started again")

    def ask_to_stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for it to end its work; end it by force when that takes too long."""
        try:
            self.process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            say(f"{self.name} does not stop and is ended by force")
        self._end_group()
        self.process.wait()

    def say_why(self) -> None:
        """The end of its log."""
        lines = self.log.read_text(errors="replace").splitlines()[-20:]
        say("\n".join([f"{self.name}:", *(f"    {line}" for line in lines)]))

    def _end_group(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # nobody is left in it
