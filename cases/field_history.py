"""What changed on a record, field by field: before and after, who, when (way 9).

Read from pghistory's rows, which triggers write: so what was changed in bulk, by `update()` or in
plain SQL is there like everything else. One question to the database, however many tables.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models
from psycopg2 import sql

from cases import tracked
from cases.models import Episode
from govuk.paging import Key

PAGE = 25
RANKS = 1000  # more tables than there will ever be: a row's number is its own and its table's
BRANCH = """
(select {rank} as rank, e.pgh_id * {ranks} + {rank} as number, e.pgh_created_at as at,
    e.pgh_label as what, e.pgh_obj_id as of, e.pgh_context as context,
    to_jsonb(e) - {history} as after, p.before
from {table} e
left join lateral (
    select to_jsonb(b) - {history} as before from {table} b
    where b.pgh_obj_id = e.pgh_obj_id and b.pgh_id < e.pgh_id order by b.pgh_id desc limit 1
) p on e.pgh_label = 'update'
where {condition}
    and (%(at)s::timestamptz is null
        or (e.pgh_created_at, e.pgh_id * {ranks} + {rank}) < (%(at)s::timestamptz, %(number)s))
    and (e.pgh_label <> 'update'
        or (to_jsonb(e) - {history} - {technical}) is distinct from (p.before - {technical}))
    and (%(since)s::timestamptz is null or e.pgh_created_at >= %(since)s)
    and (%(until)s::timestamptz is null or e.pgh_created_at < %(until)s)
    and (%(by)s::text is null or coalesce(e.pgh_context ->> 'user', '') = %(by)s)
order by e.pgh_created_at desc, e.pgh_id desc limit %(limit)s)
"""
NO = (None, False, "", [], {})


@dataclass(frozen=True)
class Changed:
    """One row of one table, as it was before and after one change."""

    model: type[models.Model]
    what: str  # insert, update, delete
    of: int  # the number of the row
    at: datetime
    number: int
    context: Mapping[str, Any]
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def row(self) -> Mapping[str, Any]:
        return self.after or self.before

    def names(self) -> list[str]:
        """The columns that came out otherwise; of a row that was added or removed those that say
        something.
        """
        hidden = set(tracked.TECHNICAL)
        if self.what != "update":
            hidden |= tracked.PLACES
        order = [field.column for field in self.model._meta.concrete_fields]
        return [
            name
            for name in [*order, *(one for one in self.row if one not in order)]
            if name in self.row
            and name not in hidden
            and (was := self.before.get(name)) != (now := self.after.get(name))
            and not (was in NO and now in NO and (self.what != "update" or "" in (was, now)))
        ]


def of_people(
    people: list[int], *, acts: frozenset[str], before: Key | None = None, **filters: Any
) -> tuple[list[Changed], bool]:
    """One page of what changed on these records (a person's, and those merged into it), newest
    first, of the tables that these acts may read; and whether there is more.
    """
    branches = {model: tracked.of_people(model, "e") for model in tracked.tables(acts)}
    return _page(branches, {"people": people}, before, **filters)


def of_episode(
    episode: Episode, *, acts: frozenset[str], before: Key | None = None, **filters: Any
) -> tuple[list[Changed], bool]:
    """The same of one episode and what hangs on it."""
    branches = {
        model: condition
        for model in tracked.tables(acts)
        if (condition := tracked.of_episode(model, "e")) is not None
    }
    return _page(branches, {"episode": episode.pk}, before, **filters)


def _page(
    branches: Mapping[type[models.Model], sql.Composable],
    values: Mapping[str, Any],
    before: Key | None,
    *,
    kind: str = "",
    who: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> tuple[list[Changed], bool]:
    """`kind`: one table by its label. `who`: the number of a user, "0" for what no user did."""
    ranks = dict(enumerate(branches))
    parts = [
        sql.SQL(BRANCH).format(
            rank=sql.Literal(rank),
            ranks=sql.Literal(RANKS),
            table=sql.Identifier(tracked.event_of(model)._meta.db_table),
            history=_names(tracked.OF_THE_HISTORY),
            technical=_names(tracked.TECHNICAL),
            condition=branches[model],
        )
        for rank, model in ranks.items()
        if not kind or model._meta.label == kind
    ]
    if not parts:
        return [], False
    whole = sql.SQL(
        "select * from ({}) every order by at desc, number desc limit %(limit)s"
    ).format(sql.SQL(" union all ").join(parts))
    at, number = before or (None, None)
    by = {"": None, "0": ""}.get(who, who)
    asked = {"at": at, "number": number, "since": since, "until": until, "by": by}
    with connection.cursor() as cursor:
        cursor.execute(whole, {**values, **asked, "limit": PAGE + 1})
        rows = cursor.fetchall()
    found = [_changed(ranks[row[0]], *row[1:]) for row in rows[:PAGE]]
    return found, len(rows) > PAGE


def _names(columns: list[str]) -> sql.Composable:
    return sql.SQL("{}::text[]").format(sql.Literal(columns))


def _changed(
    model: type[models.Model],
    number: int,
    at: datetime,
    what: str,
    of: int,
    context: Any,
    after: Any,
    before: Any,
) -> Changed:
    """A row that was added had nothing before; one that was removed has nothing after."""
    context, after, before = (_json(one) for one in (context, after, before))
    if what == "delete":
        before, after = after, {}
    return Changed(model, what, of, at, number, context or {}, before or {}, after or {})


def _json(value: Any) -> Any:
    """Django's connection hands jsonb over as text."""
    return json.loads(value) if isinstance(value, str) else value
