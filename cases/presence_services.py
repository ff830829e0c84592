"""Curfews, and who is in: what a home's staff see and write down each evening (S0)."""

from datetime import datetime, time

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from cases import leave_rules
from cases.models import Curfew, Presence
from people.access import person_for


def set_curfew(
    *, person_ref: str, by: User, school_night: time | None, weekend_night: time | None
) -> Curfew:
    """By when they are to be in. Leaving both empty takes the curfew away."""
    with transaction.atomic():
        person = person_for(by, person_ref, to="authorise_leave", lock=True)
        row, _ = Curfew.objects.update_or_create(
            person=person,
            defaults={
                "school_night": school_night, "weekend_night": weekend_night,
                "set_by": by, "set_at": now(),
            },
        )  # fmt: skip
        audit.record("curfew.set", by=by, about=person, times=leave_rules.curfew_in_words(row))
    return row


def sign(
    *, person_ref: str, by: User, state: str, back_by: datetime | None = None, where: str = ""
) -> Presence:
    """In or out, seen by the home's staff now."""
    with transaction.atomic():
        person = person_for(by, person_ref, to="log_presence", lock=True)
        if state not in leave_rules.PRESENCE:
            raise Invalid({"state": "Select in or out"})
        moment = now()
        if back_by is not None and back_by <= moment:
            raise Invalid({"back_by": "The time they are due back must be in the future"})
        row = Presence.objects.create(
            person=person, state=state, at=moment, by=by, where=where.strip(),
            back_by=back_by if state == "out" else None,
        )  # fmt: skip
        audit.record(f"presence.{state}", by=by, about=person)
    return row
