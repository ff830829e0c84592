"""How the clockwork is doing: what is open, due and late, how far behind, and when each part last
ran."""

from django.db import connection

from accounts.clock import now
from deadlines.models import BankHoliday, Deadline, SweepRun

COUNTS = """
select count(*), count(*) filter (where due_at <= homeward_now()),
    count(*) filter (where missed_at is not null), count(*) filter (where failures > 0),
    count(*) filter (where look_at <= homeward_now()),
    coalesce(extract(epoch from homeward_now() - min(look_at) filter (
        where look_at <= homeward_now())), 0)::float
from deadlines_deadline where state = 'open'
"""


def of_deadlines() -> dict[str, float]:
    """Counts of open deadlines; `behind` is the age in seconds of the oldest the sweep has not
    looked at."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        row = cursor.fetchone()
    names = ("open", "due", "late", "aside", "waiting", "behind")
    return dict(zip(names, row, strict=True))


def last_runs() -> list[SweepRun]:
    """Who swept last, latest first."""
    return list(SweepRun.objects.order_by("-at"))


def aside() -> list[Deadline]:
    """Deadlines that cannot be judged: each is a mistake somebody must mend."""
    return list(Deadline.objects.filter(state="open", failures__gt=0).order_by("id"))


def months_of_holidays_left() -> int:
    """For how many months the bank holidays are known."""
    last = BankHoliday.objects.order_by("-day").values_list("day", flat=True).first()
    return max(0, (last - now().date()).days // 30) if last else 0
