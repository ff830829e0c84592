"""`flock`: held by an open file; the kernel lets go of it when its holder dies, however it dies."""

import fcntl
from pathlib import Path
from typing import IO


def take(path: Path, *, shared: bool = False) -> IO[str]:
    """Wait for the lock. It is held until the returned file is closed."""
    file = path.open("a")
    fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    return file


def take_if_free(path: Path) -> IO[str] | None:
    """Take the lock for us alone, or None where somebody holds it."""
    file = path.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def is_held(path: Path) -> bool:
    """Does anybody hold this lock right now?"""
    file = take_if_free(path)
    if file is None:
        return True
    file.close()
    return False
