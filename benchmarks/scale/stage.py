"""The big databases of one run: filled when first asked for, gone afterwards, also after a kill."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from benchmarks.scale.seed import seed
from benchmarks.scale.size import BIG, SMALL, TINY, Size
from tests import databases

HERE = Path(__file__).parent
_made: dict[Size, str] = {}
_guard: list[IO[str]] = []


@contextmanager
def at(size: Size) -> Iterator[None]:
    """Pointed at the database of this size."""
    if size not in _made:
        _made[size] = _filled(size)
    with databases.pointed_at(_made[size]):
        yield


def big() -> "contextmanager[None]":
    return at(BIG)


def small() -> "contextmanager[None]":
    """A tenth of the people, and the same reach of the five users."""
    return at(SMALL)


def tiny() -> "contextmanager[None]":
    """20,000 past episodes, and as many missing now as in the big one."""
    return at(TINY)


@contextmanager
def gone_afterwards() -> Iterator[None]:
    """Everything filled in here is dropped at the end: by us, or by a process that notices when
    we are killed. With KEEP=1 it stays, and is used again until migrations or seeds change.
    """
    if os.environ.get("KEEP"):
        yield
        return
    guard = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.scale.guard"],
        stdin=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert guard.stdin is not None
    _guard.append(guard.stdin)
    try:
        yield
    finally:
        _guard.clear()
        guard.stdin.close()  # it drops them now
        guard.wait()
        _made.clear()


def _filled(size: Size) -> str:
    purpose = f"scale{size.people}"
    state = _state(size)
    if os.environ.get("KEEP") and (there := databases.kept(purpose, state)):
        return there
    name = databases.name_of(purpose)
    for guard in _guard:
        print(name, file=guard, flush=True)
    databases.make_copy(purpose, patience="0")
    with databases.pointed_at(name):
        seed(size, say=lambda text: print(f"# {text}", file=sys.stderr, flush=True))
    databases.remember(name, state)
    return name


def _state(size: Size) -> str:
    """A short name for all that decides what is in there."""
    digest = hashlib.sha256(f"{databases.state()} {size}".encode())
    for file in sorted(HERE.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
