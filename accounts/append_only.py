"""What was written down stays: triggers that refuse changing, removing and emptying (way 8).

The rights in `accounts/rights.py` refuse it to the product's role; these refuse it to whoever owns
the tables too, a migration or a hand in psql. One list rules both: a table that the product may
only add to is append-only for everybody, and one of which it may fill in some columns later lets
nobody touch the others. Whoever may take triggers away still can: that is what seals are for, and
`manage.py verify_audit` says which guards are off. A migration that must put old rows right says so
itself: `alter table … disable trigger user`, and on again, in its own transaction.
"""

from django.db import connections
from psycopg2 import sql

from accounts import rights

REFUSE = """
create or replace function homeward_refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception '% keeps what happened and is only added to', tg_table_name
        using errcode = 'restrict_violation';
end
$$
"""
# What is frozen altogether once it is finished: a paper that was made is the copy that left.
FINISHED = {"cases_paper": "old.state = 'made'"}


def kept_whole() -> list[str]:
    """The tables of the list that are only ever added to."""
    return [name for name, verbs in rights.RIGHTS.items() if verbs == rights.KEPT]


def filled_in_later() -> dict[str, list[str]]:
    """Tables of the list that are kept but for some columns, and which those are."""
    found = {}
    for name, verbs in rights.RIGHTS.items():
        for verb in verbs:
            if verb.startswith("update ("):
                found[name] = verb.removeprefix("update (").rstrip(")").split(", ")
    return found


def apply() -> None:
    """Put the guards on every table that is there; made anew, they take new columns in."""
    there = rights.tables()
    later = filled_in_later()
    with connections["owner"].cursor() as cursor:
        cursor.execute(REFUSE)
        for table in sorted(there & guards().keys()):
            _guard(cursor, table, "homeward_never_emptied", "truncate", "homeward_refuse_truncate")
            if table in later:
                _guard(cursor, table, "homeward_append_only", "delete")
                _freeze(cursor, table, later[table])
            elif "homeward_append_only" in guards()[table]:
                _guard(cursor, table, "homeward_append_only", "update or delete")


def _guard(
    cursor: object, table: str, name: str, what: str, how: str = "homeward_refuse_rewriting"
) -> None:
    """A statement is refused before it looks for rows, so one that would find none is too."""
    made = sql.SQL(
        "create or replace trigger {name} before {what} on {table} "
        "for each statement execute function {how}()"
    )
    cursor.execute(  # type: ignore[attr-defined]  # Django's cursors have no type of their own
        made.format(
            name=sql.Identifier(name),
            what=sql.SQL(what),
            table=sql.Identifier(table),
            how=sql.Identifier(how),
        )
    )


def _freeze(cursor: object, table: str, columns: list[str]) -> None:
    """Row by row: none of the other columns may come out otherwise than it was."""
    cursor.execute(  # type: ignore[attr-defined]
        "select column_name from information_schema.columns"
        " where table_schema = 'public' and table_name = %s order by ordinal_position",
        [table],
    )
    names = [name for (name,) in cursor.fetchall()]  # type: ignore[attr-defined]
    changed = [
        sql.SQL("old.{0} is distinct from new.{0}").format(sql.Identifier(name))
        for name in names
        if name not in columns
    ]
    if table in FINISHED:
        changed.append(sql.SQL(FINISHED[table]))
    cursor.execute(  # type: ignore[attr-defined]
        sql.SQL(
            "create or replace trigger homeward_frozen before update on {table} for each row "
            "when ({changed}) execute function homeward_refuse_rewriting()"
        ).format(table=sql.Identifier(table), changed=sql.SQL(" or ").join(changed))
    )


def guards() -> dict[str, set[str]]:
    """Which triggers each table must have."""
    wanted: dict[str, set[str]] = {}
    for table in (*kept_whole(), *filled_in_later(), *rights.NEVER_EMPTIED):
        wanted[table] = {"homeward_never_emptied"}
    for table in (*kept_whole(), *filled_in_later()):
        wanted[table].add("homeward_append_only")
    for table in filled_in_later():
        wanted[table].add("homeward_frozen")
    return wanted


def missing() -> list[str]:
    """Tables without one of their guards, or with one that somebody has switched off."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select relname, tgname from pg_trigger join pg_class on pg_class.oid = tgrelid"
            " where tgname like 'homeward%%' and tgenabled in ('O', 'A')"
        )
        on = set(cursor.fetchall())
    wanted = ((table, name) for table, names in sorted(guards().items()) for name in sorted(names))
    return [
        f"{table}: the guard {name} is off" for table, name in wanted if (table, name) not in on
    ]
