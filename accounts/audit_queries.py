"""The audit trail as the information-governance role reads it: newest first, by key (way 14)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts import hooks
from accounts.audit_kinds import REFUSALS, verbs_of
from accounts.audit_models import AuditEvent, AuditSeal
from accounts.verbs import sentence
from govuk.paging import Key

PAGE = 50
NOT_DETAIL = {"by", "ref", "verb"}


@dataclass(frozen=True)
class Sought:
    """What is looked for. Nothing chosen is everything."""

    person_id: int | None = None
    about_ref: str = ""
    user_id: int | None = None
    kind: str = ""
    refusals: bool = False
    since: datetime | None = None
    until: datetime | None = None
    up_to: int | None = None  # the number of the last event that counts

    def condition(self) -> Q:
        found = Q()
        if self.person_id is not None:
            found &= Q(person_id=self.person_id)
        if self.about_ref:
            found &= Q(about_ref=self.about_ref)
        if self.user_id is not None:
            found &= Q(by_id=self.user_id)
        if self.kind:
            found &= Q(verb__in=verbs_of(self.kind))
        if self.refusals:
            found &= Q(verb__in=sorted(REFUSALS))
        if self.since:
            found &= Q(at__gte=self.since)
        if self.until:
            found &= Q(at__lt=self.until)
        if self.up_to is not None:
            found &= Q(pk__lte=self.up_to)
        return found


def events(sought: Sought) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(sought.condition()).order_by("-at", "-pk")


def page_of(sought: Sought, *, before: Key | None) -> tuple[list[AuditEvent], bool]:
    """One page, and whether there is more."""
    rows = events(sought)
    if before is not None:
        at, number = before
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=number))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def more_than(sought: Sought, most: int) -> bool:
    """Whether there are more rows than this; nothing is counted beyond it."""
    return events(sought)[most : most + 1].exists()


def in_words(event: AuditEvent) -> str:
    """What happened, as every history says it."""
    detail = {key: value for key, value in event.detail.items() if key not in NOT_DETAIL}
    return sentence(event.verb, by=event.by_name, ref=event.about_ref, **detail)


def details_of(event: AuditEvent) -> list[tuple[str, str]]:
    """Everything else that the event holds: label and value."""
    rows: list[tuple[str, Any]] = [("Verb", event.verb)]
    if event.about_ref or event.about_kind:
        rows.append(("About", f"{event.about_kind} {event.about_ref}".strip()))
    rows += [
        (key[:1].upper() + key[1:].replace("_", " "), event.detail[key]) for key in event.detail
    ]
    rows += [("Request", event.request_id), ("Number", event.pk)]
    return [(label, _plain(value)) for label, value in rows if value not in (None, "", [], {})]


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return str(value)


def references_of(found: list[AuditEvent]) -> dict[int, str]:
    """The references of the people that these events are about, by their number."""
    numbers = {one.person_id for one in found} - {None}
    return {key: ref for ask in hooks.PERSON_REFERENCES for key, ref in ask(numbers).items()}


def asked_export(number: int, *, user_id: int) -> AuditEvent | None:
    """What this user asked to export, under the number of that event."""
    return AuditEvent.objects.filter(pk=number, verb="audit.export_asked", by_id=user_id).first()


def sealed_until() -> datetime | None:
    """Up to when the trail is sealed by its chain of hashes."""
    last = AuditSeal.objects.order_by("-below_xid").only("sealed_at").first()
    return last.sealed_at if last else None
