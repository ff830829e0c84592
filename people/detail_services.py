"""The person's own columns put right, further names, and the numbers of other systems."""

from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.clock import today
from accounts.errors import Invalid
from accounts.models import User
from people import confirming, rules
from people.changes import differing, locked, reason_given, same_or_conflict
from people.models import Identifier, OtherName, Person
from people.postcodes import NoSuchPostcode, find
from people.services import EDITABLE, HOLDS, check, keep_names
from people.to_compare import compare_soon

CHANGEABLE = EDITABLE
NAMES = frozenset({"given_name", "family_name", "known_as"})
BORN = frozenset({"date_of_birth", "estimated_age"})


def change(*, person: Person, version: int, by: User, fact: str = "", **fields: Any) -> Person:
    """Put the record right. The second editor of the same columns is shown what the first saved
    (`Conflict`); two who change different things both have their way.

    `fact`: what the page asked about; it is confirmed by the saving, changed or not.
    """
    if unknown := set(fields) - CHANGEABLE:
        raise ValueError(f"not changeable: {sorted(unknown)}")
    with transaction.atomic():
        row = locked(person)
        _tidy(row, fields)
        changed = differing(row, fields)
        if changed:
            same_or_conflict(row, version, fields)
            for name in changed:
                setattr(row, name, fields[name])
            check({name: getattr(row, name) for name in CHANGEABLE})
            row.version += 1
            row.save(update_fields=[*changed, "version"])
            if changed & NAMES:
                keep_names(row)
            elif changed & BORN:
                compare_soon(row)
            audit.record(
                "person.changed", by=by, about=row, person_id=row.pk,
                fields=", ".join(sorted(name.replace("_", " ") for name in changed)),
            )  # fmt: skip
        for one, columns in HOLDS.items():
            if one == fact or changed & set(columns):
                confirming.kept(person=row, fact=one, by=by)
    return row


def _tidy(row: Person, fields: dict[str, Any]) -> None:
    """A postcode as it is written; an age with the day it was thought; what excludes each other."""
    if postcode := str(fields.get("home_postcode") or "").strip():
        try:
            fields["home_postcode"] = find(postcode).postcode
        except NoSuchPostcode as error:
            raise Invalid({"home_postcode": str(error)}) from error
    if "estimated_age" in fields:
        age = fields["estimated_age"]
        if age is None:
            fields["estimated_on"] = None
        elif age != row.age_on(today()) or row.estimated_age is None:
            fields["estimated_on"] = today()
        else:  # the age as the page showed it: nothing new was thought
            fields["estimated_age"], fields["estimated_on"] = row.estimated_age, row.estimated_on


def add_name(*, person: Person, kind: str, written: str, by: User) -> OtherName:
    """A further name, found by search from now on."""
    name = " ".join(written.split())
    if kind not in rules.OTHER_NAMES:
        raise Invalid({"kind": "Select what kind of name it is"})
    if not name:
        raise Invalid({"written": "Enter the name"})
    with transaction.atomic():
        row = locked(person)
        try:
            with transaction.atomic():
                made = OtherName.objects.create(person=row, kind=kind, written=name)
        except IntegrityError as error:
            raise Invalid({"written": f"{name} is on this record already"}) from error
        keep_names(row)
        audit.record("person.name_added", by=by, about=row, person_id=row.pk)
    return made


def end_name(*, person: Person, number: int, reason: str, by: User) -> None:
    """It is not used to find this person any more; that it once was stays on record."""
    with transaction.atomic():
        row = locked(person)
        name = OtherName.objects.get(pk=number, person=row, ended_on=None)
        name.ended_on, name.ended_reason = today(), reason_given(reason)
        name.save(update_fields=["ended_on", "ended_reason"])
        keep_names(row)
        audit.record(
            "person.name_ended", by=by, about=row, person_id=row.pk, reason=name.ended_reason
        )


def add_identifier(*, person: Person, kind: str, value: str, by: User) -> Identifier:
    """A number of another system. One number names one person, whoever holds it first."""
    number = "".join(value.split()).upper()
    if kind not in rules.IDENTIFIERS:
        raise Invalid({"kind": "Select whose number it is"})
    if not number:
        raise Invalid({"value": "Enter the number"})
    with transaction.atomic():
        row = locked(person)
        try:
            with transaction.atomic():
                made = Identifier.objects.create(person=row, kind=kind, value=number)
        except IntegrityError as error:
            raise Invalid({"value": _taken(row, kind, number)}) from error
        compare_soon(row)
        audit.record(
            "person.identifier_added", by=by, about=row, person_id=row.pk,
            kind=rules.IDENTIFIERS[kind],
        )  # fmt: skip
        confirming.kept(person=row, fact="identifiers", by=by)
    return made


def _taken(row: Person, kind: str, number: str) -> str:
    """Why it cannot be added; whose it is, is not for everybody to know."""
    if Identifier.objects.filter(person=row, kind=kind, value=number, ended_on=None).exists():
        return "This number is on this record already"
    return (
        "This number is on another person’s record, and names one person only. "
        "Check it, and search for it: the two records may be one person’s"
    )


def end_identifier(*, person: Person, number: int, reason: str, by: User) -> None:
    """It is not, or no longer, this person’s; it can be given to whose it is."""
    with transaction.atomic():
        row = locked(person)
        held = Identifier.objects.get(pk=number, person=row, ended_on=None)
        held.ended_on, held.ended_reason = today(), reason_given(reason)
        held.save(update_fields=["ended_on", "ended_reason"])
        audit.record(
            "person.identifier_ended", by=by, about=row, person_id=row.pk,
            kind=held.get_kind_display(), reason=held.ended_reason,
        )  # fmt: skip
        confirming.kept(person=row, fact="identifiers", by=by)
