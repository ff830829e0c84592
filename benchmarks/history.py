"""What it costs that nothing is changed unseen: a change with its history and its audit event,
against the same change bare.

Both are what every edit of the product does: the row is locked and read, changed, and saved whole,
in one transaction. The bare one has its triggers off and says nothing to the trail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pghistory
from django.db import connection, transaction

from accounts import audit
from accounts.models import User
from benchmarks import stage
from benchmarks.measure import Figure, compare_places
from people.models import Person
from tests import databases

CHANGES = 100
TRIGGERS = "alter table people_person {} trigger user"
ON_RECORD = [True]


@cache
def people() -> tuple[User, list[int]]:
    cast, numbers = stage.children()
    databases.as_owner("analyze")
    return cast.worker, numbers[:CHANGES]


def change() -> None:
    """Each record is changed once more, in a transaction of its own."""
    by, numbers = people()
    for number in numbers:
        with transaction.atomic():
            row = Person.objects.select_for_update().get(pk=number)
            row.version += 1
            row.first_language = f"Language {row.version}"
            row.save()
            if ON_RECORD[0]:
                audit.record("person.changed", by=by, about=row, fields="first language")


@contextmanager
def on_record() -> Iterator[None]:
    """As a request of the product does it: the history learns who."""
    by, _ = people()
    before = _kept()
    with pghistory.context(user=by.pk, request="0f3c9a52-6f0e-4d0c-9a51-1a2b3c4d5e6f"):
        yield
    fields, events = (now - then for now, then in zip(_kept(), before, strict=True))
    if fields != events or not fields or fields % CHANGES:
        raise RuntimeError(f"{fields} changes in the history and {events} events on the trail")


def _kept() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from people_personevent where pgh_label = 'update'),"
            " (select count(*) from accounts_auditevent where verb = 'person.changed')"
        )
        fields, events = cursor.fetchone()
    return fields, events


@contextmanager
def bare() -> Iterator[None]:
    people()
    before = _kept()
    databases.as_owner(TRIGGERS.format("disable"))
    ON_RECORD[0] = False
    try:
        yield
    finally:
        ON_RECORD[0] = True
        databases.as_owner(TRIGGERS.format("enable"))
    if _kept() != before:
        raise RuntimeError("the bare change is on record")


def saving() -> Figure:
    """A saved change with its history and audit against a bare save."""
    return compare_places("saving_on_record", work=change, ours=on_record, against=bare, limit=1.6)


FIGURES = (saving,)
