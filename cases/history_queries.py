"""What happened, told from the audit trail: every step with who and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.audit_models import AuditEvent
from accounts.verbs import VERBS, sentence
from cases.history_kinds import NOT_TOLD, OF_ACCESS, OF_SECTIONS, READS, Kind, kinds_for, verbs_of
from cases.models import Episode, LogEntry
from govuk.paging import Key
from people.models import Person

PAGE = 50
LATEST = 8
MOST_PEOPLE = 200  # to choose between in the filter


@dataclass(frozen=True)
class Sought:
    """What a reader wants to see of a history, and may: the kinds, who did it, from and until."""

    kinds: Mapping[str, Kind]
    who: str = ""  # the number of a user; "0" for what Homeward did by itself
    since: datetime | None = None
    until: datetime | None = None

    def verbs(self, *, without: str = "") -> Q:
        """The condition on what happened."""
        plain = [one for kind in self.kinds.values() for one in verbs_of(kind) if one != without]
        about = [name for kind in self.kinds.values() for name in kind.about]
        of_forms = [verb for verb in OF_SECTIONS if verb not in NOT_TOLD]
        return Q(verb__in=plain) | Q(verb__in=of_forms, about_kind__in=about)

    def rest(self) -> Q:
        """The condition on who and when."""
        condition = Q()
        if self.who:
            condition &= Q(by_id=self.who) if self.who != "0" else Q(by_id__isnull=True)
        if self.since:
            condition &= Q(at__gte=self.since)
        if self.until:
            condition &= Q(at__lt=self.until)
        return condition


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
        "key": event.pk * 2,
    }


def written(entry: LogEntry) -> dict[str, Any]:
    """One entry of the log for the timeline."""
    return {
        "title": entry.get_kind_display(),
        "by": entry.by.name,
        "at": entry.at,
        "text": entry.words,
        "key": entry.pk * 2 + 1,
    }


def people_of(person_id: int) -> list[int]:
    """The person and every record that was merged into theirs."""
    merged = Person.objects.filter(merged_into=person_id).values_list("pk", flat=True)
    return [person_id, *merged]


def steps_of(
    episode: Episode, sought: Sought, *, before: Key | None = None, limit: int = PAGE
) -> tuple[list[dict[str, Any]], bool]:
    """What happened on this person from this report to the next episode, with the log, newest
    first; and whether there is more. What is said of this episode later belongs to it too.
    """
    later = (
        Episode.objects.filter(person=episode.person_id, reported_at__gt=episode.reported_at)
        .order_by("reported_at")
        .values_list("reported_at", flat=True)
        .first()
    )
    during = Q(at__gte=episode.reported_at) & ~Q(about_kind="episode")
    if later:
        during &= Q(at__lt=later)
    events = AuditEvent.objects.filter(
        Q(about_kind="episode", about_id=episode.pk) | during, person_id=episode.person_id
    ).filter(sought.verbs(without="log.written"), sought.rest())
    found = [told(one) for one in _before(events, before, least=0)[: limit + 1]]
    if "log" in sought.kinds:
        entries = episode.log.filter(sought.rest()).select_related("by")
        found += [written(one) for one in _before(entries, before, least=1)[: limit + 1]]
    found.sort(key=lambda item: (item["at"], item["key"]), reverse=True)
    return found[:limit], len(found) > limit


def _before(rows: QuerySet[Any], key: Key | None, *, least: int) -> QuerySet[Any]:
    """Those after the page that ended with this key. A row's number is twice its own, and one more
    for the log (`least`): so the two can stand in one list.
    """
    if key is not None:
        at, number = key
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lte=(number - 1 - least) // 2))
    return rows.order_by("-at", "-pk")


def latest_of(episode: Episode, acts: frozenset[str]) -> list[dict[str, Any]]:
    """The last few steps, for the page of the episode."""
    return steps_of(episode, Sought(kinds_for(acts)), limit=LATEST)[0]


def steps_of_person(
    people: list[int], sought: Sought, *, before_id: int | None = None, limit: int = PAGE
) -> tuple[list[dict[str, Any]], int | None]:
    """One page of the history of a person (and of the records merged into theirs), and the key of
    the next one.
    """
    events = AuditEvent.objects.filter(sought.verbs(), sought.rest(), person_id__in=people)
    if before_id:
        events = events.filter(pk__lt=before_id)
    found = list(events.order_by("-pk")[: limit + 1])
    more = found[limit - 1].pk if len(found) > limit else None
    return [told(event) for event in found[:limit]], more


def who_did(people: list[int]) -> list[tuple[str, str]]:
    """Everybody who has done something on these records, by name: what the filter offers."""
    rows = AuditEvent.objects.filter(person_id__in=people).exclude(verb__in=NOT_TOLD)
    pairs = rows.order_by("by_name").values_list("by_id", "by_name").distinct()[:MOST_PEOPLE]
    return list({str(number or 0): name for number, name in pairs}.items())


def looks_at(
    person_id: int, *, before_id: int | None = None, limit: int = 50
) -> tuple[list[AuditEvent], int | None]:
    """Who has looked at the record, latest first; and the key of the next page."""
    events = AuditEvent.objects.filter(person_id=person_id, verb__in=READS)
    if before_id:
        events = events.filter(pk__lt=before_id)
    found = list(events.order_by("-pk")[: limit + 1])
    return found[:limit], found[limit - 1].pk if len(found) > limit else None


def changes_of_access(person_id: int, *, limit: int = 20) -> list[dict[str, Any]]:
    """Access given and ended, restrictions, emergency access: the latest steps."""
    events = AuditEvent.objects.filter(person_id=person_id, verb__in=OF_ACCESS)
    return [told(event) for event in events.order_by("-pk")[:limit]]
