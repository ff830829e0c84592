"""A record whose names, birthday or numbers changed is compared with all others soon."""

from accounts.clock import now
from people.models import Person, ToCompare


def compare_soon(person: Person) -> None:
    """In the transaction of the change. The row is written again where it waits already, so that
    a worker who takes it now waits for this change, and does not compare what was there before.
    """
    ToCompare.objects.bulk_create(
        [ToCompare(person=person, since=now())],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["since"],
    )
