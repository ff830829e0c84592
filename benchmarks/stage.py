"""A database of its own with made-up children, each with a worker and a manager."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.core.management import call_command

from accounts.clock import now
from people.models import Allocation, Person
from tests import databases
from tests.cast import Cast, make_cast

CHILDREN = 500


@contextmanager
def fresh_database() -> Iterator[None]:
    """Migrated and empty, and gone afterwards; nobody's data is touched."""
    name = databases.make_copy("bench", patience="0")
    try:
        with databases.pointed_at(name):
            yield
    finally:
        databases.drop(name)


def children() -> tuple[Cast, list[int]]:
    """The cast and five hundred children of the boy's worker and manager: their numbers."""
    call_command("load_bank_holidays", verbosity=0)
    cast = make_cast()
    people = Person.objects.bulk_create(
        Person(
            given_name=f"Example {number}",
            responsible_authority=cast.council,
            created_at=now(),
            added_by=cast.worker,
        )
        for number in range(CHILDREN)
    )
    Allocation.objects.bulk_create(
        Allocation(person=person, role=role, user=user, team=cast.team, starts_on=date(2020, 1, 1))
        for person in people
        for role, user in (("social_worker", cast.worker), ("team_manager", cast.manager))
    )
    return cast, [person.pk for person in people]
