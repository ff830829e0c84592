"""A pair of embedded servers of its own for each test here, with people who use them."""

import os
import shutil
import subprocess
import sys
import tempfile
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
PATIENCE = 40  # seconds


@dataclass
class Checkout:
    """One checkout's servers as another process would start and use them."""

    state: Path
    root: Path
    users: list["subprocess.Popen[str]"] = field(default_factory=list)
    was_used: bool = False

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {**kept, "HOMEWARD_STATE": str(self.state), "PYTHONDONTWRITEBYTECODE": "1"}

    @property
    def folder(self) -> Path:
        """The runtime folder of this checkout; several may share a state folder."""
        markers = self.state.glob("*/checkout")
        (found,) = (file.parent for file in markers if file.read_text().strip() == str(self.root))
        return found

    def starts(self) -> "subprocess.Popen[str]":
        """Somebody starts a command here that needs a database."""
        self.was_used = True
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

    def was_replaced(self, server: str, before: int) -> bool:
        """Does another process do this server's work now?"""
        try:
            return self.pid(server) != before
        except (ValueError, IndexError, FileNotFoundError):  # it is just starting
            return False


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


@pytest.fixture(scope="session")
def state() -> Iterator[Path]:
    """The folder of all their runtime folders: a short path, where the servers' user may pass."""
    folder = Path(tempfile.mkdtemp(prefix="hw-", dir="/var/tmp"))
    folder.chmod(0o711)
    yield folder / "state"
    shutil.rmtree(folder)


@pytest.fixture
def checkout(state: Path, tmp_path: Path) -> Iterator[Checkout]:
    """A checkout with servers of its own."""
    yield from _until_nobody_is_left(Checkout(state, _clone(tmp_path / "clone")))


@pytest.fixture
def another(state: Path, tmp_path: Path) -> Iterator[Checkout]:
    """A second checkout, below a folder that only its owner may enter."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    yield from _until_nobody_is_left(Checkout(state, _clone(closed / "clone")))


def _clone(root: Path) -> Path:
    shutil.copytree(ROOT / "config", root / "config", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def _until_nobody_is_left(checkout: Checkout) -> Iterator[Checkout]:
    yield checkout
    for user in list(checkout.users):
        checkout.leaves(user)
    if checkout.was_used:
        assert eventually(lambda: not checkout.is_up())
