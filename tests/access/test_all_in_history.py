"""All that is changed is in the history of fields: every tracked table, however it is written.

On the stage of the sweep, where nearly every table has rows that the product's services wrote.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from accounts import rights
from people.models import Identifier, OtherName
from tests.access.stage import Stage

TRACKED: list[Any] = [
    one.pgh_tracked_model for one in apps.get_models() if hasattr(one, "pgh_tracked_model")
]
EVENTS: dict[Any, Any] = {
    one.pgh_tracked_model: one for one in apps.get_models() if hasattr(one, "pgh_tracked_model")
}
# Only ever added to, or with no column that means nothing: they cannot be changed at will.
EDITED = [
    one for one in TRACKED if "update" in rights.RIGHTS[one._meta.db_table] and any(
        field.name == "version" for field in one._meta.concrete_fields
    )
]  # fmt: skip
by_label = pytest.mark.parametrize("table", TRACKED, ids=lambda one: one._meta.label)


@pytest.fixture
def undone(stage: Stage) -> Iterator[None]:
    """What the test changes is taken back: the stage is everybody's."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def question(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def count(table: Any, label: str) -> int:
    found: int = EVENTS[table]._default_manager.filter(pgh_label=label).count()
    return found


@by_label
def test_triggers_of_each_row_keep_every_insert_update_and_delete(stage: Stage, table: Any) -> None:
    """In the database itself, so that no way of writing goes round them."""
    rows = question(
        "select tgname, tgenabled, tgtype & 1, tgtype & 28 from pg_trigger"
        f" where tgrelid = '{table._meta.db_table}'::regclass and tgname like 'pgtrigger_%'"
    )
    kinds = {kind for _, enabled, each_row, kind in rows if enabled in {"O", "A"} and each_row}
    assert kinds >= {4, 8, 16}, "insert, delete, update"


@by_label
def test_every_row_that_services_wrote_has_its_first_event(stage: Stage, table: Any) -> None:
    event = EVENTS[table]._meta.db_table
    missing = question(
        f"select t.id from {table._meta.db_table} t where not exists"
        f" (select from {event} e where e.pgh_obj_id = t.id and e.pgh_label = 'insert')"
    )
    assert missing == []


def update(rows: models.QuerySet[Any]) -> None:
    rows.update(version=models.F("version") + 1)


def bulk_update(rows: models.QuerySet[Any]) -> None:
    found = list(rows)
    for one in found:
        one.version += 1
    rows.model._base_manager.bulk_update(found, ["version"])


def raw(rows: models.QuerySet[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"update {rows.model._meta.db_table} set version = version + 1 where id = any(%s)",
            [list(rows.values_list("pk", flat=True))],
        )


@pytest.mark.usefixtures("undone")
@pytest.mark.parametrize("table", EDITED, ids=lambda one: one._meta.label)
@pytest.mark.parametrize("way", [update, bulk_update, raw], ids=lambda one: one.__name__)
def test_each_changed_row_is_kept_whichever_way(
    table: Any, way: Callable[[models.QuerySet[Any]], None]
) -> None:
    rows = table._base_manager.all()
    if table._meta.label == "people.Person":
        rows = rows.filter(merged_into=None)
    there, before = rows.count(), count(table, "update")
    way(rows)
    assert count(table, "update") - before == there
    kept = EVENTS[table]._default_manager.order_by("-pgh_id").first()
    assert there == 0 or kept.version == table._base_manager.get(pk=kept.pgh_obj_id).version


@pytest.mark.usefixtures("undone")
def test_rows_made_in_bulk_and_in_plain_sql_are_kept(stage: Stage) -> None:
    before = count(Identifier, "insert"), count(OtherName, "insert")
    Identifier.objects.bulk_create(
        Identifier(person=stage.cast.boy, kind="police", value=f"BULK{number}")
        for number in range(7)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into people_othername (person_id, kind, written, ended_reason)"
            " select %s, 'street', 'Name ' || n, '' from generate_series(1, 5) n",
            [stage.cast.boy.pk],
        )
    assert (count(Identifier, "insert"), count(OtherName, "insert")) == (
        before[0] + 7, before[1] + 5,
    )  # fmt: skip
