"""A report being made, kept on the server after every page: it survives a dropped line, the back
button, signing out and another device (way 10). Drafts belong to who makes them."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts import audit
from accounts.clock import now
from accounts.models import User
from cases.models import ReportDraft
from people.models import Person


def start(*, by: User, person: Person, data: dict[str, Any] | None = None) -> ReportDraft:
    """A new draft about this person. One that the same user has begun already is taken up again."""
    moment = now()
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        begun = ReportDraft.objects.filter(by=by, person=person).order_by("-saved_at").first()
        if begun is not None:
            return begun
        made = ReportDraft.objects.create(
            by=by, person=person, data=data or {}, started_at=moment, saved_at=moment
        )
        audit.record("report.begun", by=by, about=made)
    return made


def keep(
    *, draft: ReportDraft, page: str, typed: dict[str, Any], said: dict[str, Any] | None
) -> ReportDraft:
    """Keep what was typed on one page, and what it says once it is without mistakes."""
    with transaction.atomic():
        row = ReportDraft.objects.select_for_update().get(pk=draft.pk)
        row.data = row.data | {page: {"typed": typed, "said": said}}
        row.version += 1
        row.saved_at = now()
        row.save(update_fields=["data", "version", "saved_at"])
    return row


def payload_of(draft: ReportDraft) -> dict[str, Any]:
    """The report that the draft's finished pages make up."""
    payload: dict[str, Any] = {"person": draft.person.reference if draft.person else ""}
    for part in draft.data.values():
        payload |= part.get("said") or {}
    return payload


def others_of(draft: ReportDraft) -> list[str]:
    """The references of those who went along, as chosen so far."""
    typed = (draft.data.get("along") or {}).get("typed") or {}
    return [str(ref) for ref in typed.get("others") or []]


def throw_away(*, draft: ReportDraft, by: User) -> None:
    """The user wants no more of it. What was typed is gone; that somebody had begun to report
    them is not.
    """
    with transaction.atomic():
        gone, _ = ReportDraft.objects.filter(pk=draft.pk, by=by).delete()
        if gone:
            audit.record("report.thrown_away", by=by, about=draft)


def sent(*, draft: ReportDraft, by: User) -> None:
    """It became a report, or leave: the draft has done its work."""
    ReportDraft.objects.filter(pk=draft.pk, by=by).delete()


def anew(*, draft: ReportDraft) -> ReportDraft:
    """After a refusal the refused report stays what it is: the mended draft will be another
    report.
    """
    ReportDraft.objects.filter(pk=draft.pk).update(token=uuid.uuid4(), version=F("version") + 1)
    draft.refresh_from_db()
    return draft
