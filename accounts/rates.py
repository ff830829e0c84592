"""How often one user may ask for what costs much, or tells much, in a while: then 429, in words.

Generous for real work, and there against a script: one that searches name by name, or takes every
file. What opens a record is on the trail already, so pages that are only read are not counted.
Counted in Postgres, one atomic row a user and kind, as the limiter of signing in does; by the real
clock, for it is a length of real time. What reports somebody missing, or found, is never counted.
"""

import math
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from accounts import audit
from accounts.models import User

COUNT_UP = """
insert into accounts_signinattempt as row (key, tries, window_from)
values (%(key)s, 1, clock_timestamp())
on conflict (key) do update set
    tries = case when over.yes then 1 else row.tries + 1 end,
    window_from = case when over.yes then clock_timestamp() else row.window_from end
returning tries,
    extract(epoch from window_from + %(seconds)s * interval '1 second' - clock_timestamp())
"""
OVER = "row.window_from + %(seconds)s * interval '1 second' <= clock_timestamp()"
COUNT_UP = COUNT_UP.replace("over.yes", OVER)


@dataclass(frozen=True)
class Rate:
    """So many in so many seconds. `what` is what they are called in the sentence."""

    most: int
    seconds: int
    what: str


RATES = {
    "searches": Rate(120, 60, "searches"),
    "files": Rate(120, 600, "files"),
    "forms": Rate(300, 60, "forms"),
    "calls": Rate(1200, 60, "calls of the API"),
}
# Reporting and finding: whoever does it at night is let through, however often.
NEVER = frozenset(
    "cases:report cases:report_begin cases:report_check cases:report_sent cases:report_leave "
    "cases:report_page cases:locate cases:return_home cases:end cases:change_status "
    "episodes_api:reports episodes_api:locate episodes_api:return_home".split()
)
# What leaves as a file.
FILES = frozenset(
    "audit:export audit:file papers:new papers:again papers:file files:content sharing:copy "
    "shared:copy cases:list_csv account_codes_file".split()
)


@dataclass(frozen=True)
class Wait:
    """For how long nothing more of this kind is taken; `first`: this one was the first too many."""

    kind: str
    seconds: int
    first: bool

    def __str__(self) -> str:
        rate = RATES[self.kind]
        return (
            f"That was more than {rate.most} {rate.what} in {_span(rate.seconds)}. "
            f"Wait {self.seconds} seconds, then try again. "
            "You can report somebody missing, or found, at any time."
        )


def kind_of(request: HttpRequest, page: str) -> str:
    """What this request of a page is counted as; nothing for what is never counted."""
    if page in NEVER:
        return ""
    if request.GET.get("q"):
        return "searches"
    if page in FILES:
        return "files"
    return "" if request.method in {"GET", "HEAD", "OPTIONS"} else "forms"


def take(kind: str, *, user_id: int) -> Wait | None:
    """Count one, and say for how long to wait if it was one too many."""
    if not settings.RATE_LIMITS or not kind:
        return None
    rate = RATES[kind]
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, {"key": f"rate:{kind}:{user_id}", "seconds": rate.seconds})
        tries, left = cursor.fetchone()
    if tries <= rate.most:
        return None
    return Wait(kind, max(1, math.ceil(left)), first=tries == rate.most + 1)


def _span(seconds: int) -> str:
    return "a minute" if seconds == 60 else f"{seconds // 60} minutes"


def told(wait: Wait, *, by: User, path: str) -> None:
    """That somebody came too fast is on record once a while, and not each time."""
    if wait.first:
        audit.record_alone("limit.reached", by=by, about=by, what=RATES[wait.kind].what, path=path)
