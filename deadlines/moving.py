"""A start that is corrected moves the deadlines that hang on it (domain: Deadlines)."""

from datetime import datetime
from typing import Any

from django.db import connection

from accounts import audit
from accounts.clock import local, now
from accounts.models import User
from deadlines import calendar, opening, pathway, queries
from deadlines.models import Deadline
from govuk import words
from notifications import outbox

ENTERED = ("AsEntered", "Agreed")  # their time is somebody's word and hangs on no start
MOVE = """
update deadlines_deadline d
set starts_at = %(start)s, due_at = n.due, version = d.version + 1,
    step = case when n.due > %(now)s then 0 else d.step end,
    missed_at = case when n.due > %(now)s and d.state = 'open' then null else d.missed_at end,
    look_at = case when d.state = 'open' then n.look end
from unnest(%(ids)s::bigint[], %(dues)s::timestamptz[], %(looks)s::timestamptz[])
    as n(id, due, look)
where d.id = n.id
"""


def move_start(*, episode_id: int, event: str, new_start: datetime, by: User | None) -> int:
    """The event began at another time: its deadlines, done or not, fall due accordingly.

    Each keeps the terms it was opened under. What is due in the future now starts its ladder anew
    under a
    new version; what stays in the past goes on from the rung it had reached, so nobody is told
    twice. Those that fell away stay as they are. Answers how many moved.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Deadlines move in the transaction of the correction.")
    keys = [rule.key for rule in pathway.started_by(event)]
    rows = Deadline.objects.filter(episode_id=episode_id, rule__in=keys, state__in=["open", "met"])
    latest: dict[tuple[str, int], Deadline] = {}
    for row in rows.order_by("occurrence", "id").select_for_update():
        if row.terms["clock"][0] not in ENTERED:
            latest[row.rule, row.about_id] = row
    moved = [row for row in latest.values() if row.starts_at != new_start]
    if not moved:
        return 0
    moment = now()
    holidays = queries.holidays_after(local(new_start).date())
    dues = [
        calendar.due(calendar.from_data(row.terms["clock"]), new_start, holidays) for row in moved
    ]
    values: dict[str, Any] = {
        "start": new_start,
        "now": moment,
        "ids": [row.pk for row in moved],
        "dues": dues,
        "looks": [opening.first_look(row.terms, due) for row, due in zip(moved, dues, strict=True)],
    }
    outbox.withdraw(
        f"deadline:{row.pk}:{row.version}:{step}" for row in moved for step in range(row.step)
    )
    with connection.cursor() as cursor:
        cursor.execute(MOVE, values)
    audit.record(
        "deadline.moved",
        by=by,
        person_id=moved[0].person_id,
        titles="; ".join(
            f"{row.title}, now due {words.when(due)}" for row, due in zip(moved, dues, strict=True)
        ),
        deadlines=values["ids"],
    )
    return len(moved)


def set_priority(*, episode_id: int, priority: int) -> int:
    """High risk goes first (0), all else in its turn (1): for what is open now. Answers how many
    changed. In the transaction of the grade; the notices that follow carry it.
    """
    rows = Deadline.objects.filter(episode_id=episode_id, state="open")
    return rows.exclude(priority=priority).update(priority=priority)
