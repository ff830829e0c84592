"""Adding somebody: who they may be already is asked first, and the answer is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from people.access import person_for
from people.detail_services import add_identifier
from people.likely import Match, likely, restricted_match
from people.models import Person, SamePerson
from people.name_rows import spelt_also
from people.notice_services import suggest
from people.services import add_person


class LooksLike(Exception):
    """Before a second record is made: these may be the same person. Nothing was written."""

    def __init__(self, matches: list[Match], *, restricted: bool = False) -> None:
        super().__init__(f"{len(matches)} records may be the same person")
        self.matches = matches
        self.restricted = restricted


@dataclass(frozen=True)
class Number:
    """A number of another system, in capitals and without spaces."""

    kind: str
    value: str


# Stands in `not_the_same` for a restricted record, of which nothing may be shown.
RESTRICTED = "restricted"
ASK = (
    "A restricted record may match. Ask the MASH manager, out of hours the emergency duty team’s "
    "manager, before you add them again."
)


def add(
    *, by: User, fields: dict[str, Any], number: Number | None = None,
    not_the_same: Iterable[str] = (), why: str = "",
) -> Person:  # fmt: skip
    """Add somebody, unless they look like a record that was not said to be somebody else.

    Raises `LooksLike`. `not_the_same`: the references that were shown and are not this person; for
    each the answer is kept, and the pair is not asked about again. `number` is one by which another
    system knows them: who holds it already is shown, and it cannot be given to a second person.
    """
    others = set(not_the_same)
    matches = likely(fields, user=by, numbers=(number.value,) if number else ())
    hidden = RESTRICTED not in others and restricted_match(fields, user=by)
    if hidden or any(match.person.reference not in others for match in matches):
        raise LooksLike(matches, restricted=hidden)
    with transaction.atomic():
        made = add_person(by=by, **fields)
        if number:
            try:
                add_identifier(person=made, kind=number.kind, value=number.value, by=by)
            except Invalid as refusal:
                raise Invalid({"number": refusal.messages}) from refusal
        for match in matches:
            one, other = sorted((made, match.person), key=lambda person: person.pk)
            SamePerson.objects.create(
                one=one, other=other, same=False, why=why.strip(), by=by, at=now()
            )
            audit.record(
                "person.not_same", by=by, about=made, person_id=made.pk,
                other=match.person.reference, why=why.strip(),
            )  # fmt: skip
    return made


def found_again(
    *, by: User, ref: str, typed: dict[str, Any], said: dict[str, str], why: str = ""
) -> Person:
    """What was typed is about somebody who is here already. It is kept with the answer; `said`,
    what of it is not on the record, in words by field, waits there for whoever looks after it, and
    the name as it was typed is one they are found by.
    """
    with transaction.atomic():
        person = person_for(by, ref, lock=True)
        SamePerson.objects.create(
            one=person, typed=typed, same=True, why=why.strip(), by=by, at=now()
        )
        spelt_also(person, said.get("Name", ""))
        if said:
            lines = ". ".join(f"{name}: {text}" for name, text in said.items())
            suggest(person=person, by=by, text=f"Typed when they were about to be added. {lines}.")
        audit.record("person.found_again", by=by, about=person, person_id=person.pk)
    return person
