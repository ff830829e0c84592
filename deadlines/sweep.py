"""The sweep: looks at every deadline whose time has come, once per rung, with any number of
sweepers.

One batch is one transaction: rows are claimed with FOR UPDATE SKIP LOCKED by the database's clock,
judged by a pure function, and moved on together with their notices. A sweeper that is killed leaves
nothing behind, and the next one does the same work under the same keys.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from accounts.models import User
from deadlines import hooks
from deadlines.judge import Row, Rung, Verdict, judge
from deadlines.models import Deadline
from deadlines.pathway import OWNER, RULES
from notifications import outbox
from notifications.outbox import Post

log = logging.getLogger(__name__)

CLAIM = """
select d.*, homeward_now() as moment from deadlines_deadline d
where d.state = 'open' and d.look_at <= homeward_now()
order by d.look_at limit %s for update skip locked
"""
ADVANCE = """
update deadlines_deadline d
set step = n.step, look_at = n.look, missed_at = coalesce(d.missed_at, n.missed),
    failures = n.failures
from unnest(%s::bigint[], %s::int[], %s::timestamptz[], %s::timestamptz[], %s::int[])
    as n(id, step, look, missed, failures)
where d.id = n.id
"""
# By the machine's own clock, not the one tests can move: this is about whether somebody works.
RAN = """
insert into deadlines_sweeprun (name, at, judged) values (%s, clock_timestamp(), %s)
on conflict (name) do update set at = excluded.at, judged = excluded.judged
"""
MOST_FAILURES, LONGEST_WAIT = 1000, 60  # minutes

Owners = dict[tuple[str, int], set[int]]


@dataclass(frozen=True)
class Work:
    """One claimed row and what the judge says about it."""

    row: Deadline
    verdict: Verdict


def sweep(limit: int = 500, *, name: str = "worker") -> int:
    """Look at one batch. Answers how many rows were looked at; 0 means nothing is waiting."""
    with transaction.atomic():
        count = _one_batch(limit)
    with connection.cursor() as cursor:
        cursor.execute(RAN, [name, count])
    return count


def sweep_all(*, name: str = "worker") -> int:
    """Batches until nothing is waiting. Answers how many rows were looked at."""
    total = 0
    while count := sweep(name=name):
        total += count
    return total


def _one_batch(limit: int) -> int:
    rows = list(Deadline.objects.raw(CLAIM, [limit]))
    if not rows:
        return 0
    moment: datetime = vars(rows[0])["moment"]
    _without_those_who_left(rows)
    judged: list[Work] = []
    failed: list[Deadline] = []
    for row in rows:
        try:
            judged.append(Work(row, judge(_as_judged(row), moment)))
        except (
            Exception
        ):  # whatever is wrong with one row must not stop the duties of other children
            failed.append(_aside(row))
    owners, unowned = _owners(judged)
    failed += unowned
    fine = [work for work in judged if work.row not in unowned]
    outbox.post_many(post for work in fine for post in _posts(work, owners))
    _advance(fine, failed, moment)
    return len(rows)


def _without_those_who_left(rows: list[Deadline]) -> None:
    """A deadline given to somebody who can no longer sign in is told to its role's holder again."""
    named = {row.owner_user_id for row in rows if row.owner_user_id is not None}
    gone = set(User.objects.filter(pk__in=named, is_active=False).values_list("pk", flat=True))
    for row in rows:
        if row.owner_user_id in gone:
            row.owner_user_id = None


def _as_judged(row: Deadline) -> Row:
    return Row(
        id=row.pk,
        due_at=row.due_at,
        step=row.step,
        version=row.version,
        priority=row.priority,
        missed=row.missed_at is not None,
        terms=row.terms,
    )


def _aside(row: Deadline) -> Deadline:
    log.exception("deadline %s could not be judged and steps aside", row.pk)
    return row


def _owners(judged: list[Work]) -> tuple[Owners, list[Deadline]]:
    """Who is to be told, in one call for all; and the rows for which that cannot be found out.

    Where the call for all fails, each row is asked about alone, so that only the broken ones step
    aside.
    """
    wanted = {work.row: _pairs(work) for work in judged}
    everything = {pair for pairs in wanted.values() for pair in pairs}
    if not everything:
        return {}, []
    try:
        with transaction.atomic():
            owners = _resolve(everything)
    except Exception:  # as above; asked again one by one
        log.exception("owners could not be found for a whole batch; asking row by row")
        owners = {}
    unowned: list[Deadline] = []
    for row, pairs in wanted.items():
        if all(owners.get(pair) for pair in pairs):
            continue
        try:
            with transaction.atomic():
                owners |= _resolve(pairs)
            if nobody := [pair for pair in pairs if not owners.get(pair)]:
                raise LookupError(f"nobody in the council holds {sorted(nobody)}")
        except Exception:  # as above
            unowned.append(_aside(row))
    return owners, unowned


def _resolve(pairs: set[tuple[str, int]]) -> Owners:
    found: Owners = {}
    for owners_of in hooks.OWNERS:
        for pair, users in owners_of(pairs).items():
            found[pair] = found.get(pair, set()) | users
    return found


def _roles(row: Deadline, rung: Rung) -> set[str]:
    """The roles that a rung tells; the owner's is left out where the row has a named owner."""
    to = {row.owner_role if role == OWNER else role for role in rung.step.to}
    named = row.owner_user_id is not None and OWNER in rung.step.to
    return {role for role in rung.step.to if role != OWNER} if named else to


def _pairs(work: Work) -> set[tuple[str, int]]:
    row = work.row
    return {(role, row.person_id) for rung in work.verdict.rungs for role in _roles(row, rung)}


def _posts(work: Work, owners: Owners) -> Iterator[Post]:
    row = work.row
    for rung in work.verdict.rungs:
        users = {user for role in _roles(row, rung) for user in owners[role, row.person_id]}
        if row.owner_user_id is not None and OWNER in rung.step.to:
            users.add(row.owner_user_id)
        for user in sorted(users):
            yield Post(
                template=rung.step.template,
                recipient=user,
                key=f"deadline:{row.pk}:{row.version}:{rung.number}",
                ids={
                    "deadline": row.pk,
                    "reference": row.about_ref,
                    "what": RULES[row.rule].title if row.rule in RULES else "A deadline",
                    "due": row.due_at.isoformat(),
                },
                person_id=row.person_id,
                priority=row.priority,
                superseded=rung.superseded,
            )


def _advance(fine: list[Work], failed: list[Deadline], moment: datetime) -> None:
    values = [
        (
            work.row.pk,
            work.verdict.step,
            work.verdict.look_at,
            moment if work.verdict.missed else None,
            0,
        )
        for work in fine
    ]
    for row in failed:
        wait = timedelta(minutes=min(2**row.failures, LONGEST_WAIT))
        failures = min(row.failures + 1, MOST_FAILURES)
        values.append((row.pk, row.step, moment + wait, None, failures))
    with connection.cursor() as cursor:
        cursor.execute(ADVANCE, [list(column) for column in zip(*values, strict=True)])
