"""What time it is, asked of the database, so that web, workers and rules never disagree.

`homeward_now()` is the database's clock plus an offset that only tests can set (way 12).
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import DateTimeField, Func

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


class SqlNow(Func):
    """The same clock inside a query: asked once a statement, not once a row."""

    function = "homeward_now"
    template = "(select %(function)s())"
    arity = 0
    output_field = DateTimeField()


def midnight(day: date) -> datetime:
    """The first moment of a day in London, in UTC."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def today() -> date:
    """The day it is in London."""
    return local(now()).date()
