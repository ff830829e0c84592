"""What happened, told from the audit trail: every step with who and when."""

from typing import Any

from accounts.audit_models import AuditEvent
from accounts.verbs import VERBS, sentence
from cases.models import Episode, LogEntry
from people.models import Person

READS = ("looked_at",)
# Said by other events of the same transaction, or of no use to who reads what happened.
NOT_TOLD = (*READS, "access.given", "access.ended", "log.written")
LIMIT = 300


def told(event: AuditEvent) -> dict[str, Any]:
    """One event for the timeline. The by-line is left out where the sentence names them already."""
    detail = {key: value for key, value in event.detail.items() if key not in {"by", "ref", "verb"}}
    by = "" if "{by}" in VERBS[event.verb] else event.by_name
    duties = str(detail.get("titles", "")).split("; ")
    if several := len(duties) > 1:
        detail["titles"] = f"{len(duties)} things"
    return {
        "title": sentence(event.verb, by=event.by_name, ref=event.about_ref, **detail),
        "text": "\n".join(duties) if several else "",
        "by": by,
        "at": event.at,
        "key": event.pk,
    }


def written(entry: LogEntry) -> dict[str, Any]:
    """One entry of the log for the timeline."""
    return {
        "title": entry.get_kind_display(),
        "by": entry.by.name,
        "at": entry.at,
        "text": entry.words,
        "key": 0,
    }


def steps_of(episode: Episode) -> list[dict[str, Any]]:
    """Everything on this person from this report to the next episode, and the log; newest first."""
    later = (
        Episode.objects.filter(person=episode.person_id, reported_at__gt=episode.reported_at)
        .order_by("reported_at")
        .values_list("reported_at", flat=True)
        .first()
    )
    events = AuditEvent.objects.filter(
        person_id=episode.person_id, at__gte=episode.reported_at
    ).exclude(verb__in=NOT_TOLD)
    if later:
        events = events.filter(at__lt=later)
    items = [told(event) for event in events.order_by("-pk")[:LIMIT]]
    items += [written(entry) for entry in episode.log.select_related("by")[:LIMIT]]
    return sorted(items, key=lambda item: (item["at"], item["key"]), reverse=True)


def steps_of_person(
    person_id: int, *, before_id: int | None = None, limit: int = 50
) -> tuple[list[dict[str, Any]], int | None]:
    """One page of a person's history, and the key of the next one: with that of every record that
    was merged into this one.
    """
    merged = Person.objects.filter(merged_into=person_id).values_list("pk", flat=True)
    events = AuditEvent.objects.filter(person_id__in=[person_id, *merged])
    events = events.exclude(verb__in=NOT_TOLD)
    if before_id:
        events = events.filter(pk__lt=before_id)
    found = list(events.order_by("-pk")[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    return [told(event) for event in found[:limit]], more
