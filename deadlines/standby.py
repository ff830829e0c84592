"""The standby sweeper: needs only Postgres, and steps in when the workers' sweep is a minute old.

Celery's workers are known to stop consuming after a reconnect to Redis. Nobody would notice until
a duty was missed; so a plain loop watches the row that every sweep leaves behind.
"""

import logging
import time
from collections.abc import Callable

from django.db import Error, connection

from deadlines.sweep import sweep_all

log = logging.getLogger(__name__)
NAME = "standby"
TOO_OLD, PAUSE = 60.0, 5.0  # seconds
AGE = """
select extract(epoch from clock_timestamp() - max(at))::float
from deadlines_sweeprun where name <> %s
"""


def age_of_last_sweep() -> float | None:
    """Seconds since a worker last swept, by the database's clock; None when none ever did."""
    with connection.cursor() as cursor:
        cursor.execute(AGE, [NAME])
        age: float | None = cursor.fetchone()[0]
    return age


def step_in(*, too_old: float = TOO_OLD) -> int:
    """Sweep if the workers do not. Answers how many rows were looked at."""
    age = age_of_last_sweep()
    if age is not None and age <= too_old:
        return 0
    log.warning("no sweep by a worker for %s seconds: the standby sweeps", age and round(age))
    return sweep_all(name=NAME)


def watch(
    *, too_old: float = TOO_OLD, pause: float = PAUSE, go_on: Callable[[], bool] = lambda: True
) -> None:
    """For ever. A database that went away is asked again: the connection is made anew."""
    while go_on():
        try:
            step_in(too_old=too_old)
        except Error:
            log.exception("the standby could not sweep; it tries again")
            connection.close()
        time.sleep(pause)
