"""Does a process of the product answer? Asked by `make run` and the compose file's health checks.

`python -m config.healthy web` ends with 0 when it does.
"""

import http.client
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from config.processes import BEAT_SCHEDULE, HEALTH_PAGE

SECONDS = 3
BEAT_SECONDS = 400  # beat writes its schedule down every three minutes
SWEEP_SECONDS = 180  # the standby steps in after one minute
LATEST_SWEEP = """
select coalesce(max(at) > homeward_now() - make_interval(secs => %s), false) from deadlines_sweeprun
"""


def web(environ: dict[str, str]) -> bool:
    """The health page, asked for as the proxy in front would."""
    host = environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].removeprefix("*") or "127.0.0.1"
    connection = http.client.HTTPConnection("127.0.0.1", int(environ.get("PORT", "8000")), SECONDS)
    try:
        headers = {"Host": host, "X-Forwarded-Proto": "https"}
        connection.request("GET", HEALTH_PAGE, headers=headers)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _pings(name: str) -> Callable[[dict[str, str]], bool]:
    def answers(environ: dict[str, str]) -> bool:
        from celery import Celery
        from kombu.exceptions import OperationalError

        with Celery(broker=environ["REDIS_URL"], set_as_current=False) as app:
            try:
                ping = app.control.ping
                return bool(ping(timeout=SECONDS, limit=1, pattern=f"{name}@*", matcher="glob"))
            except (OSError, OperationalError):
                return False

    return answers


def beat(environ: dict[str, str]) -> bool:
    """Beat answers nobody; it writes its schedule down at its start and every few minutes."""
    schedule = Path(environ.get("BEAT_SCHEDULE", BEAT_SCHEDULE))
    written = [file.stat().st_mtime for file in schedule.parent.glob(f"{schedule.name}*")]
    return bool(written) and time.time() - max(written) < BEAT_SECONDS


def standby(environ: dict[str, str]) -> bool:
    """Has any sweep, the workers' or the standby's own, looked at the deadlines lately?"""
    import psycopg2

    try:
        connection = psycopg2.connect(environ["DATABASE_URL"], connect_timeout=SECONDS)
    except psycopg2.OperationalError:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute(LATEST_SWEEP, [SWEEP_SECONDS])
            return cursor.fetchone() == (True,)
    except psycopg2.Error:
        return False
    finally:
        connection.close()


ANSWERS: dict[str, Callable[[dict[str, str]], bool]] = {
    "web": web,
    "worker": _pings("worker"),
    "pdf": _pings("pdf"),
    "beat": beat,
    "standby": standby,
}

if __name__ == "__main__":
    sys.exit(0 if ANSWERS[sys.argv[1]](dict(os.environ)) else 1)
