"""Changes to people, placements and allocations: change, audit and access in one transaction."""

from datetime import date
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.clock import now, today
from accounts.errors import Invalid
from accounts.models import Organisation, Team, User
from people import access
from people.hooks import ALLOCATION_CHANGED
from people.models import (
    Allocation,
    CareStatus,
    LegalStatus,
    Person,
    Placement,
    Relationship,
)
from people.name_rows import keep_names
from people.queries import council
from people.spans import from_day, to_day

EDITABLE = frozenset(
    "given_name family_name known_as date_of_birth estimated_age estimated_on gender ethnicity"
    " first_language communication_needs responsible_authority"
    " home_address home_postcode family_contact restricted".split()
)


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
    if guessed is not None and born:
        wrong["estimated_age"] = ["Give the date of birth or a rough age, not both"]
    elif guessed is not None and not 0 <= guessed <= 130:
        wrong["estimated_age"] = ["The rough age must be between 0 and 130"]
    if wrong:
        raise Invalid(wrong)


def place(
    *,
    person: Person,
    kind: str,
    starts_on: date,
    by: User,
    home: Organisation | None = None,
    **rest: Any,
) -> Placement:
    """Place a child from that day; the placement before ends on the same day."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        before = Placement.objects.filter(person=person, ends_on__isnull=True).first()
        if before:
            if before.starts_on > starts_on:
                raise Invalid(
                    {"starts_on": ["The new placement must start after the one before it"]}
                )
            before.ends_on = starts_on
            before.save(update_fields=["ends_on"])
            if before.home_id:
                access.give(
                    person_id=person.pk, organisation_id=before.home_id, level="full",
                    source=f"placement:{before.pk}", valid_from=from_day(before.starts_on),
                    valid_to=to_day(starts_on), by=by,
                )  # fmt: skip
        try:
            with transaction.atomic():
                placed = Placement.objects.create(
                    person=person, kind=kind, home=home, starts_on=starts_on, **rest
                )
        except IntegrityError as error:
            raise Invalid(
                {"starts_on": ["This overlaps another placement of the same child"]}
            ) from error
        if home:
            access.give(
                person_id=person.pk, organisation_id=home.pk, level="full",
                source=f"placement:{placed.pk}", valid_from=from_day(starts_on),
                valid_to=to_day(placed.ends_on), by=by,
            )  # fmt: skip
        audit.record("person.placed", by=by, about=person, person_id=person.pk, where=str(placed))
        for told in ALLOCATION_CHANGED:
            told(person_id=person.pk, by=by)
    return placed


def allocate(
    *, person: Person, role: str, user: User, starts_on: date, by: User,
    team: Team | None = None, ends_on: date | None = None,
) -> Allocation:  # fmt: skip
    """Give somebody a part in this person's care; who had it before has it until that day."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        before = Allocation.objects.filter(person=person, role=role, ends_on__isnull=True).first()
        if before:
            if before.starts_on > starts_on:
                raise Invalid(
                    {"starts_on": ["The new allocation must start after the one before it"]}
                )
            before.ends_on = starts_on
            before.save(update_fields=["ends_on"])
            _open_record(before, by=by)
        held = Allocation.objects.create(
            person=person,
            role=role,
            user=user,
            team=team,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        _open_record(held, by=by)
        audit.record(
            "person.allocated", by=by, about=person, person_id=person.pk, to=user.name,
            part=held.get_role_display(),
        )  # fmt: skip
        for told in ALLOCATION_CHANGED:
            told(person_id=person.pk, by=by)
    return held


def _open_record(held: Allocation, *, by: User) -> None:
    give = partial(
        access.give, person_id=held.person_id, level="full", source=f"allocation:{held.pk}",
        valid_from=from_day(held.starts_on), valid_to=to_day(held.ends_on), by=by,
    )  # fmt: skip
    give(user_id=held.user_id)
    if held.team_id:
        give(team_id=held.team_id)


OTHER_WAY = {
    "sibling": "sibling",
    "parent": "child",
    "child": "parent",
    "other_family": "other_family",
}


def relate(*, person: Person, other: Person, kind: str, by: User) -> None:
    """Keep that `person` has `other` as `kind`, and the same from the other side."""
    if person.pk == other.pk:
        raise Invalid({"other": ["Choose somebody else: a person cannot be related to themselves"]})
    with transaction.atomic():
        for one, two, how in ((person, other, kind), (other, person, OTHER_WAY[kind])):
            Relationship.objects.update_or_create(person=one, other=two, defaults={"kind": how})
        audit.record(
            "person.related",
            by=by,
            about=person,
            person_id=person.pk,
            other=other.reference,
            kind=kind,
        )
