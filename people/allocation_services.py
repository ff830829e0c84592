"""Who works with a person: given, put right, ended, taken back, with the access it opens."""

from datetime import date
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.errors import Invalid
from accounts.models import Team, User
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
from people.hooks import ALLOCATION_CHANGED
from people.models import Allocation, Person
from people.spans import from_day, to_day


def allocate(
    *, person: Person, role: str, user: User, starts_on: date, by: User,
    team: Team | None = None, ends_on: date | None = None,
) -> Allocation:  # fmt: skip
    """Give somebody a part in this person's care; who had it before has it until that day."""
    with transaction.atomic():
        person = locked(person)
        held = Allocation(
            person=person, role=role, user=user, team=team, starts_on=starts_on, ends_on=ends_on
        )
        _check(held, person)
        before = Allocation.objects.filter(person=person, role=role, ends_on=None).first()
        if before and not ends_on:
            if before.starts_on > starts_on:
                raise Invalid(
                    {
                        "starts_on": "The new allocation must start after the one before it, "
                        f"{before.user} from {span(before)}"
                    }
                )
            before.ends_on = starts_on
            before.version += 1
            before.save(update_fields=["ends_on", "version"])
            _open_record(before, by=by)
        _save(held)
        _open_record(held, by=by)
        audit.record(
            "person.allocated", by=by, about=person, person_id=person.pk, to=user.name,
            part=held.get_role_display(),
        )  # fmt: skip
        _tell(held, by=by)
    return held


def correct_allocation(
    *, person: Person, number: int, version: int, by: User, **fields: Any
) -> Allocation:
    """Put right when somebody had a part, or in which team; who, is another allocation."""
    if unknown := set(fields) - {"starts_on", "ends_on", "team"}:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    with transaction.atomic():
        person = locked(person)
        held = Allocation.objects.select_related("user", "team").get(pk=number, person=person)
        changed = differing(held, fields)
        if not changed:
            return held
        same_or_conflict(held, version, fields)
        team_before = held.team_id
        for name in changed:
            setattr(held, name, fields[name])
        _check(held, person, suspended_is_wrong=False)
        held.version += 1
        _save(held)
        if held.team_id != team_before:
            access.withdraw(source=f"allocation:{held.pk}", person_id=person.pk, by=by)
        _open_record(held, by=by)
        audit.record(
            "person.allocation_corrected", by=by, about=person, person_id=person.pk,
            to=held.user.name, part=held.get_role_display(),
            fields=", ".join(sorted(name.replace("_", " ") for name in changed)),
        )  # fmt: skip
        _tell(held, by=by)
    return held


def end_allocation(
    *, person: Person, number: int, version: int, ends_on: date | None, by: User
) -> Allocation:
    """They work with this person until that day. Their duties go to who stands in from then on."""
    with transaction.atomic():
        person = locked(person)
        held = Allocation.objects.select_related("user").get(pk=number, person=person)
        same_or_conflict(held, version, ["ends_on"])
        day = check_day(ends_on, name="ends_on", subject="the last day", ahead=True)
        check_end(held.starts_on, day)
        held.ends_on = day
        held.version += 1
        _save(held)
        _open_record(held, by=by)
        audit.record(
            "person.allocation_ended", by=by, about=person, person_id=person.pk,
            to=held.user.name, part=held.get_role_display(),
        )  # fmt: skip
        _tell(held, by=by)
    return held


def take_back_allocation(*, person: Person, number: int, reason: str, by: User) -> Allocation:
    """Entered by mistake. Who had the part before, and lost it to this, has it again."""
    with transaction.atomic():
        person = locked(person)
        held = Allocation.objects.select_related("user").get(pk=number, person=person)
        held.mistake = reason_given(reason)
        held.version += 1
        held.save()
        access.withdraw(source=f"allocation:{held.pk}", person_id=person.pk, by=by)
        same = Allocation.objects.filter(person=person, role=held.role)
        before = same.filter(ends_on=held.starts_on).first()
        later = same.filter(starts_on__gte=held.starts_on)
        if before and held.ends_on is None and not later.exclude(pk=before.pk).exists():
            before.ends_on = None
            before.version += 1
            before.save(update_fields=["ends_on", "version"])
            _open_record(before, by=by)
        audit.record(
            "person.allocation_taken_back", by=by, about=person, person_id=person.pk,
            to=held.user.name, part=held.get_role_display(), reason=held.mistake,
        )  # fmt: skip
        _tell(held, by=by)
    return held


def _check(held: Allocation, person: Person, *, suspended_is_wrong: bool = True) -> None:
    if held.role not in rules.ALLOCATION_ROLES:
        raise Invalid({"role": "Select which part they have"})
    if suspended_is_wrong and not held.user.is_active:
        raise Invalid({"user": f"{held.user.name} can no longer sign in. Choose somebody else"})
    check_day(held.starts_on, name="starts_on", subject="the first day", person=person, ahead=True)
    check_end(held.starts_on, held.ends_on)
    others = Allocation.objects.filter(person=person, role=held.role).exclude(pk=held.pk)
    if not held.pk and held.ends_on is None:
        others = others.exclude(ends_on=None)  # the one that this ends
    other = overlapping(others.select_related("user"), held.starts_on, held.ends_on)
    if other:
        part = held.get_role_display().lower()
        raise Invalid({"starts_on": f"{other.user.name} was {part} then: {span(other)}"})


def _save(held: Allocation) -> None:
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        raise Invalid({"starts_on": "Somebody else has this part on one of these days"}) from error


def _open_record(held: Allocation, *, by: User) -> None:
    give = partial(
        access.give, person_id=held.person_id, level="full", source=f"allocation:{held.pk}",
        valid_from=from_day(held.starts_on), valid_to=to_day(held.ends_on), by=by,
    )  # fmt: skip
    give(user_id=held.user_id)
    if held.team_id:
        give(team_id=held.team_id)


def _tell(held: Allocation, *, by: User) -> None:
    confirming.kept(person=held.person, fact="workers", by=by)
    for told in ALLOCATION_CHANGED:
        told(person_id=held.person_id, by=by)
