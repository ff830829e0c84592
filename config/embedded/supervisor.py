"""One process for each runtime folder: it runs both servers while anybody uses them.

Started by `ensure()` as `python -m config.embedded.supervisor <folder>`, and then on its own.
"""

import logging
import os
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from config.embedded.locks import take_if_free
from config.embedded.servers import make_roles, postgres, redis

LOOK_SECONDS = 0.1
RESTART_SECONDS = 1.0


def supervise(folder: Path) -> None:
    """Start both servers, keep them up, and stop them once nobody holds `users.lock`."""
    database = postgres(folder)
    servers = [redis(folder), database]
    users = None
    try:
        for server in servers:
            server.start()
        make_roles(folder, database)
        (folder / "ready").write_text(f"{os.getpid()}\n")
        while (users := take_if_free(folder / "users.lock")) is None:
            for server in servers:
                if server.fell():
                    logging.warning("%s fell over and is started again", server.name)
                    time.sleep(RESTART_SECONDS)
                    server.start()
            time.sleep(LOOK_SECONDS)
    finally:
        # Whoever comes now waits for `users.lock` until we are gone, and then starts afresh.
        (folder / "ready").unlink(missing_ok=True)
        for server in servers:
            server.stop()
    del users


def main(folder: Path) -> None:
    """Take the lock, then go on as a process that belongs to nobody."""
    lock = take_if_free(folder / "supervisor.lock")
    if lock is None:
        return
    if os.fork():
        os._exit(0)
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    supervise(folder)
    lock.close()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
