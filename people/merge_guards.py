"""The database refuses to write to a record that was merged into another.

Whoever is writing while two records are merged waits for the merge (the row of the person is locked
by both) and is then refused, whichever way the writing came; the page sends it to the kept record
(accounts/middleware.py). The guards are put on every table with a key to a person, now and in
future, after each migration.
"""

from django.db import connections
from psycopg2 import sql

from people.merge_columns import moving

REFUSED = "person_was_merged"
# One function for each name that such a key has: `person_id`, `other_id` …
REFUSE = """
create or replace function {function}() returns trigger language plpgsql as $$
declare
    led_to bigint;
begin
    select merged_into_id into led_to from public.people_person
    where id = new.{column} for key share;
    if led_to is not null then
        raise exception 'person % was merged into %', new.{column}, led_to
            using errcode = 'integrity_constraint_violation', constraint = {constraint};
    end if;
    return new;
end
$$
"""
INSERT = """
create or replace trigger homeward_refuse_merged_{column} before insert on {table}
for each row when (new.{column} is not null) execute function {function}()
"""
UPDATE = """
create or replace trigger homeward_refuse_moving_{column} before update of {column} on {table}
for each row when (new.{column} is not null and old.{column} is distinct from new.{column})
execute function {function}()
"""
STAYS = """
create or replace function homeward_merged_stays() returns trigger language plpgsql as $$
begin
    if new.merged_into_id is null
        or to_jsonb(new) - 'merged_into_id' is distinct from to_jsonb(old) - 'merged_into_id' then
        raise exception 'person % was merged into %', old.id, old.merged_into_id
            using errcode = 'integrity_constraint_violation', constraint = {constraint};
    end if;
    return new;
end
$$;
create or replace trigger homeward_merged_stays before update on people_person
for each row when (old.merged_into_id is not null) execute function homeward_merged_stays();
"""


def apply() -> None:
    """Put the guards on, as the owner, wherever the table and its column are there."""
    wanted = {(model._meta.db_table, str(field.column)) for model, field in moving()}
    wanted.add(("people_person", "merged_into_id"))
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select table_name, column_name from information_schema.columns "
            "where table_schema = 'public'"
        )
        guarded = sorted(wanted & set(cursor.fetchall()))
        for column in sorted({column for _, column in guarded}):
            cursor.execute(_filled(REFUSE, column))
        for table, column in guarded:
            for trigger in (INSERT, UPDATE):
                cursor.execute(_filled(trigger, column, table))
        if ("people_person", "merged_into_id") in guarded:
            cursor.execute(sql.SQL(STAYS).format(constraint=sql.Literal(REFUSED)))


def _filled(text: str, column: str, table: str = "") -> sql.Composed:
    text = text.replace("_{column}", f"_{column}")  # within the name of a trigger
    return sql.SQL(text).format(
        column=sql.Identifier(column),
        table=sql.Identifier(table or "-"),
        function=sql.Identifier(f"homeward_refuse_merged_{column}"),
        constraint=sql.Literal(REFUSED),
    )
