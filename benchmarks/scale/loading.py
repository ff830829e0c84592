"""Filling tables fast, as their owner and no more: triggers off, indexes and constraints made anew.

Made anew they check every row, so what was filled in keeps every rule that the product keeps.
"""

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connections, models
from psycopg2.extensions import adapt

CONSTRAINTS = """
select c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid), c.contype in ('u', 'x')
from pg_constraint c where c.conrelid = any(%s::regclass[]) and c.contype in ('u', 'x', 'f', 'c')
order by c.contype = 'f', c.conname
"""
INDEXES = """
select i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
from pg_index i where i.indrelid = any(%s::regclass[])
    and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
order by 2
"""
SEQUENCES = """
select setval(pg_get_serial_sequence(%s, 'id'), greatest((select max(id) from {table}), 1))
"""
# This session's only: the machine's memory for indexes, and no waiting for the disk.
SETTINGS = """
set maintenance_work_mem = '384MB'; set work_mem = '192MB'; set synchronous_commit = off;
set jit = off
"""


@contextmanager
def bare(cursor: Any, tables: list[type[models.Model]]) -> Iterator[None]:
    """These tables without triggers, indexes and constraints; afterwards all are back, checked."""
    names = [table._meta.db_table for table in tables]
    cursor.execute(SETTINGS)
    cursor.execute(CONSTRAINTS, [names])
    constraints = cursor.fetchall()
    cursor.execute(INDEXES, [names])
    indexes = cursor.fetchall()
    for name in names:
        cursor.execute(f'alter table "{name}" disable trigger user')
    for table, name, _, _ in reversed(constraints):
        cursor.execute(f'alter table {table} drop constraint "{name}"')
    for _, name, _ in indexes:
        cursor.execute(f"drop index {name}")
    yield
    _index(indexes, constraints)
    for table, name, definition, is_index in constraints:
        if not is_index:
            cursor.execute(f'alter table {table} add constraint "{name}" {definition}')
    for name in names:
        cursor.execute(f'alter table "{name}" enable trigger user')
        cursor.execute(SEQUENCES.format(table=f'"{name}"'), [name])


def _index(indexes: list[Any], constraints: list[Any]) -> None:
    """Everything that is an index, by table: two tables at a time, the longest work first."""
    work: dict[str, list[str]] = defaultdict(list)
    for table, _, definition in indexes:
        work[table].append(definition)
    for table, name, definition, is_index in constraints:
        if is_index:
            work[table].append(f'alter table {table} add constraint "{name}" {definition}')

    def make(statements: list[str]) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(SETTINGS)
            for statement in statements:
                cursor.execute(statement)
        connections["owner"].close()

    excluding = {table for table, _, definition, _ in constraints if "EXCLUDE" in definition}
    longest_first = sorted(work, key=lambda table: (table not in excluding, table))
    with ThreadPoolExecutor(2) as both:
        list(both.map(make, [work[table] for table in longest_first]))


def fill(cursor: Any, model: type[models.Model], source: str, /, **columns: str) -> int:
    """Insert one row for each row of `source` (what follows FROM); `columns` are SQL.

    A column that is not named takes the model's own default, or stays empty where it may.
    """
    given = dict(columns)
    for field in model._meta.concrete_fields:
        left = field.column not in given and not field.primary_key
        if left and not field.generated and field.db_default is models.NOT_PROVIDED:
            given[field.column] = _default(field)
    names = ", ".join(f'"{name}"' for name in given)
    values = ", ".join(given.values())
    cursor.execute(f'insert into "{model._meta.db_table}" ({names}) select {values} from {source}')
    return int(cursor.rowcount)


def _default(field: "models.Field[Any, Any]") -> str:
    if field.null and not field.has_default():
        return "null"
    value = field.get_default()
    if isinstance(field, models.JSONField):
        return "'{}'::jsonb"
    return adapt(value).getquoted().decode()
