"""The deadlines' figures, each against the least that the database itself would need."""

from datetime import timedelta
from functools import cache

from django.db import connection, transaction

from accounts.clock import now
from benchmarks import stage
from benchmarks.measure import Figure, compare
from deadlines.services import happened
from deadlines.sweep import sweep_all
from tests import databases
from tests.cast import Cast

DUE, CLOSED, EPISODES = 2_000, 50_000, 50

FILL = """
insert into deadlines_deadline (rule, title, terms, person_id, about_kind, about_id, about_ref,
    episode_id, occurrence, owner_role, priority, starts_at, due_at, look_at, step, version, state,
    late_reason, closed_at, closed_reason, failures, opened_at)
select 'strategy_limit', 'Strategy meeting: limit', '{"clock": ["Hours", 72], "kind": "limit",
        "ladder": [[-1440, "deadline_warning", ["owner"]], [0, "deadline_due", ["owner"]],
            [1440, "deadline_climbed", ["owner", "team_manager"]]]}',
    (%(people)s::bigint[])[1 + n %% %(count)s], 'episode', %(first)s + n, 'E-7K3M2Q9X',
    %(first)s + n, 1, 'social_worker', 1, now() - interval '3 days', now(),
    case when %(open)s then now() end, 1, 1, case when %(open)s then 'open' else 'met' end,
    '', case when %(open)s then null else now() end, '', 0, now()
from generate_series(1, %(rows)s) n
"""
RESET = """
delete from notifications_delivery; delete from notifications_notice;
update deadlines_deadline set step = 1, missed_at = null, look_at = due_at where state = 'open';
"""
# The same writes by one statement that knows what the rows are: no judging, no owners looked up.
BY_HAND = """
with due as (
    select d.* from deadlines_deadline d where d.state = 'open' and d.look_at <= homeward_now()
    order by d.look_at for update skip locked
), moved as (
    update deadlines_deadline d set step = 2, missed_at = homeward_now(),
        look_at = d.due_at + interval '1 day', failures = 0
    from due where d.id = due.id
), told as (
    insert into notifications_notice
        (recipient_id, key, template, ids, person_id, priority, created_at, superseded)
    select a.user_id, 'deadline:' || due.id || ':1:1', 'deadline_due',
        jsonb_build_object('deadline', due.id, 'reference', due.about_ref, 'what', due.title,
            'due', due.due_at),
        due.person_id, due.priority, homeward_now(), false
    from due join people_allocation a on a.person_id = due.person_id and a.role = due.owner_role
    on conflict (key, recipient_id) do nothing returning id, priority
)
insert into notifications_delivery
    (id, notice_id, channel, priority, state, attempts, next_at, error)
select gen_random_uuid(), id, 'email', priority, 'waiting', 0, homeward_now(), '' from told
"""
BARE = """
insert into deadlines_deadline (rule, title, terms, person_id, about_kind, about_id, about_ref,
    episode_id, occurrence, owner_role, priority, starts_at, due_at, look_at, step, version, state,
    late_reason, closed_reason, failures, opened_at)
values (%s, 'A title as long as others', '{"clock": ["Hours", 72], "ladder": []}', %s,
    'episode', %s, 'E-7K3M2Q9X', %s, 1, 'social_worker', 1, now(), now(), now(),
    0, 1, 'open', '', '', 0, now())
"""
BARE_AUDIT = """
insert into accounts_auditevent
    (at, verb, by_name, about_kind, about_ref, person_id, detail, request_id)
values (now(), 'deadline.opened', 'Homeward', '', '', %s, '{}', '')
"""


@cache
def caseload() -> tuple[Cast, list[int]]:
    """Two thousand deadlines due now among fifty thousand done, over five hundred children."""
    cast, people = stage.children()
    with connection.cursor() as cursor:
        for is_open, rows, first in ((False, CLOSED, 1_000_000), (True, DUE, 2_000_000)):
            cursor.execute(
                FILL,
                {
                    "people": people,
                    "count": len(people),
                    "open": is_open,
                    "rows": rows,
                    "first": first,
                },
            )
    databases.as_owner("analyze")
    return cast, people


def judging() -> Figure:
    """Judging what is due and posting its notices, against one statement that does the same
    writes."""
    caseload()

    def by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND)
            if cursor.rowcount != DUE:
                raise RuntimeError(f"{cursor.rowcount} notices by hand, not {DUE}")

    def ours() -> None:
        if (count := sweep_all()) != DUE:
            raise RuntimeError(f"{count} deadlines looked at, not {DUE}")

    return compare(
        "judging_due_deadlines",
        ours=ours,
        against=by_hand,
        before=lambda: databases.as_owner(RESET),
        limit=5,
    )


def opening() -> Figure:
    """Opening the deadlines of a missing child, against bare inserts of as many rows."""
    cast, people = caseload()
    numbers = iter(range(3_000_000, 9_000_000))
    rules = [f"rule {number}" for number in range(6)]

    def ours() -> None:
        for person_id in people[:EPISODES]:
            with transaction.atomic():
                opened = happened(
                    "missing_identified",
                    person_id=person_id,
                    episode_id=next(numbers),
                    episode_ref="E-7K3M2Q9X",
                    at=now() - timedelta(minutes=10),
                    by=cast.worker,
                )
            if len(opened) != len(rules):
                raise RuntimeError(f"{len(opened)} deadlines opened, not {len(rules)}")

    def bare() -> None:
        for person_id in people[:EPISODES]:
            number = next(numbers)
            with transaction.atomic(), connection.cursor() as cursor:
                for rule in rules:
                    cursor.execute(BARE, [rule, person_id, number, number])
                cursor.execute(BARE_AUDIT, [person_id])

    return compare("opening_an_episode", ours=ours, against=bare, before=lambda: None, limit=3)


FIGURES = (judging, opening)
