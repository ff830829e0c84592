"""What time it is, asked of the database, so that web, workers and rules never disagree.

`homeward_now()` is the database's clock plus an offset that only tests can set (architecture, way 12).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("select homeward_now()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def local(moment: datetime) -> datetime:
    """The same moment as the clock on a wall in London shows it."""
    return moment.astimezone(LONDON)
