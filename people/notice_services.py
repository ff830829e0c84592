"""What a record must say in time: alerts, court dates, what others say is out of date."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.clock import now, today
from accounts.errors import Invalid
from accounts.models import User
from people import confirming, rules
from people.changes import (
    EARLIEST,
    check_day,
    differing,
    locked,
    reason_given,
    same_or_conflict,
)
from people.models import Alert, CourtDate, Person, Suggestion

# A court lists no hearing further ahead.
COURT_AHEAD = timedelta(days=3 * 365)


def add_alert(
    *, person: Person, kind: str, text: str, by: User, starts_on: date | None = None
) -> Alert:
    """From that day (today where none is given) everybody who opens the record sees it first."""
    with transaction.atomic():
        row = locked(person)
        _check_alert(kind, text)
        day = check_day(starts_on or today(), name="starts_on", subject="the first day")
        alert = Alert.objects.create(person=row, kind=kind, text=text.strip(), starts_on=day, by=by)
        audit.record(
            "person.alert_added", by=by, about=row, person_id=row.pk, kind=rules.ALERTS[kind]
        )
        confirming.kept(person=row, fact="alerts", by=by)
    return alert


def correct_alert(*, person: Person, number: int, version: int, by: User, **fields: Any) -> Alert:
    """Put its words right while it stands."""
    if unknown := set(fields) - {"kind", "text", "starts_on"}:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    with transaction.atomic():
        row = locked(person)
        alert = Alert.objects.get(pk=number, person=row)
        if alert.ended_on:
            raise Invalid({"__all__": "This alert has ended, so it can only be read"})
        changed = differing(alert, fields)
        if not changed:
            return alert
        same_or_conflict(alert, version, fields)
        for name in changed:
            setattr(alert, name, fields[name])
        _check_alert(alert.kind, alert.text)
        check_day(alert.starts_on, name="starts_on", subject="the first day")
        alert.version += 1
        alert.save()
        audit.record(
            "person.alert_corrected", by=by, about=row, person_id=row.pk,
            kind=alert.get_kind_display(),
        )  # fmt: skip
        confirming.kept(person=row, fact="alerts", by=by)
    return alert


def end_alert(*, person: Person, number: int, reason: str, by: User) -> Alert:
    """It holds no more, for this reason. It stays on record, no longer on top of it."""
    with transaction.atomic():
        row = locked(person)
        alert = Alert.objects.get(pk=number, person=row)
        if alert.ended_on:
            raise Invalid({"__all__": "This alert has been ended already"})
        alert.ended_on, alert.ended_reason = today(), reason_given(reason)
        alert.version += 1
        alert.save()
        audit.record(
            "person.alert_ended", by=by, about=row, person_id=row.pk,
            kind=alert.get_kind_display(), reason=alert.ended_reason,
        )  # fmt: skip
        confirming.kept(person=row, fact="alerts", by=by)
    return alert


def _check_alert(kind: str, text: str) -> None:
    if kind not in rules.ALERTS:
        raise Invalid({"kind": "Select what kind of alert it is"})
    if not text.strip():
        raise Invalid({"text": "Enter what everybody must know"})


def add_court_date(*, person: Person, by: User, **fields: Any) -> CourtDate:
    """A hearing that is to come, or one that was."""
    with transaction.atomic():
        row = locked(person)
        made = CourtDate(person=row, **fields)
        _check_court(made)
        made.save()
        audit.record("person.court_date_added", by=by, about=row, person_id=row.pk)
    return made


def correct_court_date(
    *, person: Person, number: int, version: int, by: User, **fields: Any
) -> CourtDate:
    """Put right, or what came of it written down."""
    if unknown := set(fields) - {"day", "what", "court", "outcome"}:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    with transaction.atomic():
        row = locked(person)
        made = CourtDate.objects.get(pk=number, person=row)
        changed = differing(made, fields)
        if not changed:
            return made
        same_or_conflict(made, version, fields)
        for name in changed:
            setattr(made, name, fields[name])
        _check_court(made)
        made.version += 1
        made.save()
        audit.record("person.court_date_corrected", by=by, about=row, person_id=row.pk)
    return made


def take_back_court_date(*, person: Person, number: int, reason: str, by: User) -> None:
    """Entered by mistake: it is shown no more, and stays on record with the reason."""
    with transaction.atomic():
        row = locked(person)
        made = CourtDate.objects.get(pk=number, person=row)
        made.mistake = reason_given(reason)
        made.version += 1
        made.save()
        audit.record(
            "person.court_date_taken_back", by=by, about=row, person_id=row.pk, reason=made.mistake
        )


def _check_court(made: CourtDate) -> None:
    if made.day is None:
        raise Invalid({"day": "Enter the day of the hearing"})
    if not EARLIEST <= made.day <= today() + COURT_AHEAD:
        raise Invalid({"day": "The day of the hearing must be between 1900 and three years ahead"})
    if not made.what.strip():
        raise Invalid({"what": "Enter what the hearing is about"})
    if made.outcome.strip() and made.day > today():
        raise Invalid({"outcome": "The hearing is still to come, so nothing can have come of it"})


def suggest(*, person: Person, text: str, by: User) -> Suggestion:
    """Who may not change the record says what is out of date; those who may, see it there."""
    if not text.strip():
        raise Invalid({"text": "Enter what is out of date, and what is right"})
    with transaction.atomic():
        made = Suggestion.objects.create(person=person, text=text.strip(), by=by, at=now())
        audit.record("person.suggested", by=by, about=person, person_id=person.pk)
    return made


def answer_suggestion(*, person: Person, number: int, answer: str, by: User) -> Suggestion:
    """Somebody who may change the record has looked at it: what came of it."""
    with transaction.atomic():
        row = locked(person)
        made = Suggestion.objects.get(pk=number, person=row)
        if made.answered_at:
            raise Invalid({"__all__": "This has been dealt with already"})
        if not answer.strip():
            raise Invalid({"answer": "Enter what you did about it"})
        made.answer, made.answered_by, made.answered_at = answer.strip(), by, now()
        made.save()
        audit.record("person.suggestion_answered", by=by, about=row, person_id=row.pk)
    return made
