"""A pair of embedded servers of its own for each test here, with people who use them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from config.embedded.locks import is_held

ROOT = Path(__file__).resolve().parents[2]
USE = """
import os, sys
from config import embedded
embedded.ensure()
print(os.environ["OWNER_DATABASE_URL"], flush=True)
sys.stdin.read()
"""
PATIENCE = 20  # seconds


@dataclass
class Checkout:
    """One checkout's servers as another process would start and use them."""

    state: Path
    root: Path = ROOT
    users: list["subprocess.Popen[str]"] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {**kept, "HOMEWARD_STATE": str(self.state), "PYTHONDONTWRITEBYTECODE": "1"}

    @property
    def folder(self) -> Path:
        (found,) = (marker.parent for marker in self.state.glob("*/checkout"))
        return found

    def starts(self) -> "subprocess.Popen[str]":
        """Somebody starts a command here that needs a database."""
        user = subprocess.Popen(
            [sys.executable, "-c", USE],
            cwd=self.root,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.users.append(user)
        return user

    def uses(self) -> "subprocess.Popen[str]":
        """Somebody starts a command, and its database answers."""
        user = self.starts()
        address(user)
        return user

    def leaves(self, user: "subprocess.Popen[str]") -> None:
        """A command comes to its end."""
        user.communicate()
        self.users.remove(user)

    def dies(self, user: "subprocess.Popen[str]") -> None:
        """A command is killed without a chance to say goodbye."""
        user.kill()
        self.leaves(user)

    def is_up(self) -> bool:
        """Does any process of the supervisor, Postgres or Redis live?"""
        locks = (self.folder / f"{name}.lock" for name in ("supervisor", "postgres", "redis"))
        return any(is_held(lock) for lock in locks)

    def pid(self, server: str) -> int:
        pattern = {"postgres": "postgres/data-*/postmaster.pid", "redis": "redis/redis.pid"}[server]
        (file,) = self.folder.glob(pattern)
        return int(file.read_text().split()[0])


def address(user: "subprocess.Popen[str]") -> str:
    """Where this user's database is, once it is there."""
    assert user.stdout is not None
    return user.stdout.readline().strip()


def eventually(holds: Callable[[], bool]) -> bool:
    """Does it become true while a patient person waits?"""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for runtime folders, on a short path that the servers' user can pass through."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="hw-", dir="/var/tmp"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def checkout(state: Path) -> Iterator[Checkout]:
    here = Checkout(state)
    yield here
    for user in list(here.users):
        here.leaves(user)
    assert eventually(lambda: not here.is_up())
