"""Placements: begun, put right, ended, taken back. Each with its audit and its access (way 4)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.clock import today
from accounts.errors import Invalid
from accounts.models import Organisation, User
from people import access, confirming, rules
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
from people.hooks import ALLOCATION_CHANGED, PLACEMENT_CHANGED
from people.models import Person, Placement
from people.postcodes import NoSuchPostcode, find, miles_from
from people.queries import authority_with_code, council
from people.spans import from_day, to_day

# What of a placement says where the child is: a change of these is a move, or undoes one.
WHERE = frozenset({"home", "carer", "address", "postcode", "host"})
CORRECTABLE = WHERE | {"kind", "starts_on", "ends_on"}


def place(
    *,
    person: Person,
    kind: str,
    starts_on: date,
    by: User,
    home: Organisation | None = None,
    ends_on: date | None = None,
    **rest: Any,
) -> Placement:
    """Place a child from that day; the placement before ends on the same day.

    With an end it is an earlier placement that nobody had written down, and moves nothing.
    """
    with transaction.atomic():
        person = locked(person)
        placed = Placement(
            person=person, kind=kind, home=home, starts_on=starts_on, ends_on=ends_on, **rest
        )
        _check(placed, person)
        before = None if ends_on else Placement.objects.filter(person=person, ends_on=None).first()
        if before:
            if before.starts_on > starts_on:
                raise Invalid(
                    {
                        "starts_on": "The new placement must start after the one before it, "
                        f"{before} from {span(before)}"
                    }
                )
            before.ends_on = starts_on
            before.version += 1
            before.save(update_fields=["ends_on", "version"])
            _give(before, by=by)
        _save(placed)
        _give(placed, by=by)
        audit.record("person.placed", by=by, about=person, person_id=person.pk, where=str(placed))
        _tell(placed, by=by, what="moved" if ends_on is None or ends_on >= today() else "")
    return placed


def correct_placement(
    *, person: Person, number: int, version: int, by: User, **fields: Any
) -> Placement:
    """Put a placement right. Access follows it: the wrong home's reason ends, the right one's
    begins, each from the day on which the placement did.
    """
    if unknown := set(fields) - CORRECTABLE:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    with transaction.atomic():
        person = locked(person)
        placed = Placement.objects.select_related("home", "host").get(pk=number, person=person)
        if "host" in fields and fields["host"] == (placed.host if placed.host_by_hand else None):
            del fields["host"]
        changed = differing(placed, fields)
        if not changed:
            return placed
        same_or_conflict(placed, version, fields)
        before = (placed.home_id, placed.host_id)
        for name in changed:
            setattr(placed, name, fields[name])
        if "host" in changed:
            placed.host_by_hand = placed.host is not None
        _check(placed, person, closed_is_wrong="home" in changed)
        placed.version += 1
        _save(placed)
        if (placed.home_id, placed.host_id) != before:
            access.withdraw(source=f"placement:{placed.pk}", person_id=person.pk, by=by)
        _give(placed, by=by)
        audit.record(
            "person.placement_corrected", by=by, about=person, person_id=person.pk,
            where=str(placed), fields=", ".join(sorted(n.replace("_", " ") for n in changed)),
        )  # fmt: skip
        current = placed.ends_on is None or placed.ends_on >= today()
        _tell(placed, by=by, what="moved" if current and changed & WHERE else "")
    return placed


def end_placement(
    *, person: Person, number: int, version: int, ends_on: date | None, reason: str, by: User
) -> Placement:
    """The child lives there no more; nothing follows it yet."""
    with transaction.atomic():
        person = locked(person)
        placed = Placement.objects.select_related("home").get(pk=number, person=person)
        same_or_conflict(placed, version, ["ends_on"])
        day = check_day(ends_on, name="ends_on", subject="the last day", ahead=True)
        check_end(placed.starts_on, day)
        placed.ends_on, placed.end_reason = day, reason_given(reason)
        placed.version += 1
        _save(placed)
        _give(placed, by=by)
        audit.record(
            "person.placement_ended", by=by, about=person, person_id=person.pk,
            where=str(placed), reason=placed.end_reason,
        )  # fmt: skip
        _tell(placed, by=by, what="ended")
    return placed


def take_back_placement(*, person: Person, number: int, reason: str, by: User) -> Placement:
    """Entered by mistake: it stands no more, with the reason, and opens the record to nobody.

    The placement that ended because this one began goes on, where nothing else follows it.
    """
    with transaction.atomic():
        person = locked(person)
        placed = Placement.objects.select_related("home").get(pk=number, person=person)
        placed.mistake = reason_given(reason)
        placed.version += 1
        placed.save()
        access.withdraw(source=f"placement:{placed.pk}", person_id=person.pk, by=by)
        before = Placement.objects.filter(
            person=person, ends_on=placed.starts_on, end_reason=""
        ).first()
        later = Placement.objects.filter(person=person, starts_on__gte=placed.starts_on)
        if before and placed.ends_on is None and not later.exclude(pk=before.pk).exists():
            before.ends_on = None
            before.version += 1
            before.save(update_fields=["ends_on", "version"])
            _give(before, by=by)
        audit.record(
            "person.placement_taken_back", by=by, about=person, person_id=person.pk,
            where=str(placed), reason=placed.mistake,
        )  # fmt: skip
        _tell(placed, by=by, what="mistake")
    return placed


def work_out_where(placed: Placement) -> None:
    """Authority, distance and host from the postcode. A host chosen by hand stays.

    Where the postcode is missing or not a real one, they are not known.
    """
    try:
        spot = find(placed.where) if placed.where else None
    except NoSuchPostcode:
        spot = None
    placed.area_code = spot.authority if spot else ""
    miles = miles_from(spot, council().code) if spot else None
    placed.miles = None if miles is None else Decimal(str(round(miles, 1)))
    if not placed.host_by_hand:
        placed.host = authority_with_code(placed.area_code)


def _check(placed: Placement, person: Person, *, closed_is_wrong: bool = True) -> None:
    if placed.kind not in rules.PLACEMENT_KINDS:
        raise Invalid({"kind": "Select what kind of placement it is"})
    if not placed.home and not placed.carer.strip():
        raise Invalid({"carer": "Choose the home, or enter who cares for them"})
    if placed.home and not placed.home.active and closed_is_wrong:
        raise Invalid(
            {
                "home": f"{placed.home} has closed. Choose another home, or ask an administrator "
                "to open it again"
            }
        )
    if placed.postcode:
        try:
            placed.postcode = find(placed.postcode).postcode
        except NoSuchPostcode as error:
            raise Invalid({"postcode": str(error)}) from error
    check_day(
        placed.starts_on, name="starts_on", subject="the first day", person=person, ahead=True
    )
    check_end(placed.starts_on, placed.ends_on)
    if placed.ends_on:
        check_day(placed.ends_on, name="ends_on", subject="the last day", ahead=True)
    others = Placement.objects.filter(person=person).exclude(pk=placed.pk)
    if not placed.pk and placed.ends_on is None:
        others = others.exclude(ends_on=None)  # the one that this ends
    other = overlapping(others, placed.starts_on, placed.ends_on)
    if other:
        raise Invalid({"starts_on": f"This overlaps another placement: {other}, {span(other)}"})
    work_out_where(placed)


def _save(placed: Placement) -> None:
    try:
        with transaction.atomic():
            placed.save()
    except IntegrityError as error:
        raise Invalid({"starts_on": "This overlaps another placement of the same child"}) from error


def _give(placed: Placement, *, by: User) -> None:
    """The home's staff see the record; the authority in whose area it lies knows the name."""
    for organisation_id, level in access.opened_by(placed):
        access.give(
            person_id=placed.person_id, organisation_id=organisation_id, level=level,
            source=f"placement:{placed.pk}", valid_from=from_day(placed.starts_on),
            valid_to=to_day(placed.ends_on), by=by,
        )  # fmt: skip


def _tell(placed: Placement, *, by: User, what: str) -> None:
    confirming.kept(person=placed.person, fact="placement", by=by)
    for told in ALLOCATION_CHANGED:
        told(person_id=placed.person_id, by=by)
    for told in PLACEMENT_CHANGED if what else ():
        told(placement=placed, by=by, what=what)
