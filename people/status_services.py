"""Social care status and legal status: changed from a day on, put right, taken back."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.errors import Conflict, Invalid
from accounts.models import User
from people import confirming, rules
from people.changes import (
    check_day,
    check_end,
    differing,
    locked,
    overlapping,
    reason_given,
    same_or_conflict,
    span,
)
from people.models import CareStatus, LegalStatus, Person
from people.status_models import TABLES

Status = CareStatus | LegalStatus


def change_status(
    *, person: Person, fact: str, status: str, starts_on: date | None, by: User,
    category: str = "", seen: int | None = None,
) -> Status:  # fmt: skip
    """From that day on this is the status; the one before ends on it.

    `seen`: the number of the spell that the editor was shown as the latest (0 for none). Where it
    is another by now, somebody else has recorded a change meanwhile: `Conflict`.
    """
    table = TABLES[fact]
    with transaction.atomic():
        person = locked(person)
        before = table.objects.filter(person=person, ends_on=None).first()
        if seen is not None and seen != (before.pk if before else 0):
            raise Conflict(theirs=before)
        row = table(person=person, status=status, starts_on=starts_on)
        if fact == "care":
            row.category = category
        _check(row, person, fact)
        if before and before.status == row.status and _category(before) == _category(row):
            raise Invalid({"status": f"This is the status already, since {span(before)}"})
        if before:
            if before.starts_on > row.starts_on:
                raise Invalid(
                    {
                        "starts_on": "The new status must start after the one before it, "
                        f"{before}, {span(before)}"
                    }
                )
            before.ends_on = row.starts_on
            before.version += 1
            before.save(update_fields=["ends_on", "version"])
        _save(row)
        _recorded("person.status_changed", row, fact, by=by)
    return row


def correct_status(
    *, person: Person, fact: str, number: int, version: int, by: User, **fields: Any
) -> Status:
    """Put a spell right: the status itself, its category, its days."""
    table = TABLES[fact]
    allowed = {"status", "starts_on", "ends_on"} | ({"category"} if fact == "care" else set())
    if unknown := set(fields) - allowed:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    with transaction.atomic():
        person = locked(person)
        row = table.objects.get(pk=number, person=person)
        changed = differing(row, fields)
        if not changed:
            return row
        same_or_conflict(row, version, fields)
        for name in changed:
            setattr(row, name, fields[name])
        _check(row, person, fact)
        other = overlapping(
            table.objects.filter(person=person).exclude(pk=row.pk), row.starts_on, row.ends_on
        )
        if other:
            raise Invalid({"starts_on": f"This overlaps another status: {other}, {span(other)}"})
        row.version += 1
        _save(row)
        _recorded("person.status_corrected", row, fact, by=by)
    return row


def take_back_status(*, person: Person, fact: str, number: int, reason: str, by: User) -> Status:
    """Entered by mistake. The status that ended because this one began goes on."""
    table = TABLES[fact]
    with transaction.atomic():
        person = locked(person)
        row = table.objects.get(pk=number, person=person)
        row.mistake = reason_given(reason)
        row.version += 1
        row.save(update_fields=["mistake", "version"])
        before = table.objects.filter(person=person, ends_on=row.starts_on).first()
        later = table.objects.filter(person=person, starts_on__gte=row.starts_on)
        if before and row.ends_on is None and not later.exclude(pk=before.pk).exists():
            before.ends_on = None
            before.version += 1
            before.save(update_fields=["ends_on", "version"])
        _recorded("person.status_taken_back", row, fact, by=by, reason=row.mistake)
    return row


def _category(row: Status) -> str:
    return row.category if isinstance(row, CareStatus) else ""


def _check(row: Status, person: Person, fact: str) -> None:
    words = rules.SOCIAL_CARE_STATUS if fact == "care" else rules.LEGAL_STATUS
    if row.status not in words:
        raise Invalid({"status": "Select the status"})
    if isinstance(row, CareStatus):
        if row.status == "child_protection" and row.category not in rules.PROTECTION_CATEGORIES:
            raise Invalid({"category": "Select the category of the plan"})
        if row.status != "child_protection":
            row.category = ""
    check_day(
        row.starts_on, name="starts_on", subject="the first day",
        person=None if row.status == "child_protection" else person,
    )  # fmt: skip
    check_end(row.starts_on, row.ends_on)
    if row.ends_on:
        check_day(row.ends_on, name="ends_on", subject="the last day")


def _save(row: Status) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid({"starts_on": "This overlaps another status of the same person"}) from error


def _recorded(verb: str, row: Status, fact: str, *, by: User, **more: Any) -> None:
    audit.record(
        verb, by=by, about=row.person, person_id=row.person_id, which=rules.FACTS[fact].lower(),
        status=str(row), **more,
    )  # fmt: skip
    confirming.kept(person=row.person, fact=fact, by=by)
