"""Somebody whom the reader may report and not see: a record with a reference and nothing else.

A restricted child who goes missing is reported by their home, or by whoever takes the call, as any
other. The pages of the report then speak of "this person".
"""

from accounts.models import User
from people.models import Person
from people.policy import visible_to

CALLED = "this person"


def as_shown_to(user: User, person: Person) -> Person:
    """The person; to a reader who may not see them, a stand-in that is never saved."""
    if visible_to(user, by_key=True).filter(pk=person.pk).exists():
        return person
    return unnamed(person)


def unnamed(person: Person) -> Person:
    """The same number and reference, and no name, age or place."""
    return Person(
        pk=person.pk, reference=person.reference, given_name=CALLED, restricted=True,
        responsible_authority_id=person.responsible_authority_id,
    )  # fmt: skip


def is_unnamed(person: Person) -> bool:
    return person._state.adding and person.given_name == CALLED
