"""Adding people, and the names they are found by; the other changes of a record by their files."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.clock import now, today
from accounts.errors import Invalid
from accounts.models import User
from people import access, confirming
from people.allocation_services import allocate
from people.models import CareStatus, LegalStatus, Person
from people.name_rows import keep_names
from people.placement_services import place
from people.queries import council
from people.relation_services import relate

__all__ = ["EDITABLE", "add_person", "allocate", "check", "keep_names", "place", "relate"]

EDITABLE = frozenset(
    "given_name family_name known_as date_of_birth estimated_age estimated_on unborn expected_on"
    " gender ethnicity first_language interpreter_needed communication_needs"
    " responsible_authority home_address home_postcode address_unknown family_contact"
    " family_contact_relation family_contact_phone".split()
)
# The columns that hold each fact which ages: an edit of one confirms it.
HOLDS = {
    "address": ("home_address", "home_postcode", "address_unknown"),
    "family": ("family_contact", "family_contact_relation", "family_contact_phone"),
    "communication": ("first_language", "interpreter_needed", "communication_needs"),
}
# An unborn child is expected within so many days, or was so many days ago and nobody has said.
EXPECTED = (-42, 300)


def add_person(
    *, by: User, care_status: str = "not_open", care_category: str = "", legal_status: str = "none",
    status_since: date | None = None, **fields: Any,
) -> Person:  # fmt: skip
    """Add somebody; a name is enough. A worker who adds a person may see them from then on.

    The statuses are the first spells, from `status_since` (today where it is not given).
    """
    if fields.get("estimated_age") is not None:
        fields.setdefault("estimated_on", today())
    check(fields)
    since = status_since or today()
    with transaction.atomic():
        fields.setdefault("responsible_authority", council())
        person = Person.objects.create(created_at=now(), added_by=by, **fields)
        keep_names(person)
        if care_status != "not_open":
            CareStatus.objects.create(
                person=person, status=care_status, category=care_category, starts_on=since
            )
        if legal_status != "none":
            LegalStatus.objects.create(person=person, status=legal_status, starts_on=since)
        for fact, columns in HOLDS.items():
            if any(getattr(person, name) for name in columns):
                confirming.kept(person=person, fact=fact, by=by)
        audit.record("person.added", by=by, about=person, person_id=person.pk)
        access.give(
            person_id=person.pk, user_id=by.pk, level="full", source=f"added:{person.pk}",
            valid_from=person.created_at, by=by,
        )  # fmt: skip
    return person


def check(fields: dict[str, Any]) -> None:
    """Every sentence about what cannot be, by field."""
    wrong: dict[str, list[str]] = {}
    unknown = set(fields) - EDITABLE
    if unknown:
        raise ValueError(f"not fields of a person: {sorted(unknown)}")
    if not str(fields.get("given_name", "")).strip():
        wrong["given_name"] = ["Enter a name, or what they are called"]
    born, guessed = fields.get("date_of_birth"), fields.get("estimated_age")
    if born and born > today():
        wrong["date_of_birth"] = ["Date of birth must be in the past"]
    elif born and born < date(1900, 1, 1):
        wrong["date_of_birth"] = ["Date of birth must be in 1900 or later"]
    if fields.get("unborn"):
        wrong |= _wrong_with_unborn(fields)
    elif fields.get("expected_on"):
        wrong["expected_on"] = ["Only an unborn child is expected on a day"]
    if guessed is not None and born:
        wrong["estimated_age"] = ["Give the date of birth or a rough age, not both"]
    elif guessed is not None and not 0 <= guessed <= 130:
        wrong["estimated_age"] = ["The rough age must be between 0 and 130"]
    if fields.get("address_unknown") and (
        fields.get("home_address") or fields.get("home_postcode")
    ):
        wrong["address_unknown"] = ["Give the address, or say that it is not known, not both"]
    if wrong:
        raise Invalid(wrong)


def _wrong_with_unborn(fields: dict[str, Any]) -> dict[str, list[str]]:
    wrong = {}
    if fields.get("date_of_birth"):
        wrong["date_of_birth"] = ["An unborn child has no date of birth yet"]
    if fields.get("estimated_age") is not None:
        wrong["estimated_age"] = ["An unborn child has no age yet"]
    expected = fields.get("expected_on")
    first, last = (today() + timedelta(days=days) for days in EXPECTED)
    if expected and not first <= expected <= last:
        wrong["expected_on"] = ["The expected date must be within the next ten months"]
    return wrong
