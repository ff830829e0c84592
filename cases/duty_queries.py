"""What the emergency duty team has before it tonight, and what happened since the office closed."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from accounts.clock import local
from cases import duty_rules, queries, rules
from cases.models import Episode, Leave, LogEntry
from deadlines.models import Deadline
from deadlines.queries import holidays_after
from people.models import Allocation, Person
from people.queries import current_on

MOST = 200  # rows of one list: more than any council's night has


def night_of(now: datetime) -> tuple[datetime, datetime]:
    """When the office last closed and when it opens next, bank holidays counted."""
    holidays = holidays_after(local(now).date() - timedelta(days=15))
    return duty_rules.closed_since(now, holidays), duty_rules.opens_next(now, holidays)


def due_tonight(
    closed: datetime, until: datetime, *, missing: set[int], people: QuerySet[Person]
) -> list[Deadline]:
    """Open duties that fall due between the office closing and then, and whatever is late about
    somebody who is missing; what else is late is the day's work. Soonest first.
    """
    rows = Deadline.objects.filter(
        Q(due_at__gte=closed) | Q(person_id__in=missing),
        state="open", due_at__lte=until, person_id__in=people.order_by().values("pk"),
    )  # fmt: skip
    return list(rows.order_by("due_at", "id")[:MOST])


def leaves_until(moment: datetime, *, people: QuerySet[Person]) -> list[Leave]:
    """Leave that ends by then, or has ended without anybody back."""
    rows = Leave.objects.filter(
        ended_at__isnull=True, until__lte=moment, person__in=people.order_by().values("pk")
    )
    return list(rows.select_related("person").order_by("until")[:MOST])


def begun_since(moment: datetime, *, among: QuerySet[Episode]) -> list[Episode]:
    rows = queries.with_standing(among.filter(reported_at__gte=moment).exclude(state="void"))
    return list(rows.order_by("reported_at")[:MOST])


def found_since(moment: datetime, *, among: QuerySet[Episode]) -> list[Episode]:
    rows = queries.with_standing(
        among.filter(ended_at__gte=moment, state__in=["ended", "finalised"])
    )
    return list(rows.order_by("ended_at")[:MOST])


def written_since(moment: datetime, *, episodes: list[Episode]) -> dict[int, list[LogEntry]]:
    """The log of these episodes since then, by episode, oldest first."""
    found: dict[int, list[LogEntry]] = defaultdict(list)
    rows = LogEntry.objects.filter(episode__in=episodes, written_at__gte=moment)
    for row in rows.select_related("by").order_by("at", "id"):
        found[row.episode_id].append(row)
    return found


def latest_log(episodes: list[Episode], *, each: int = 3) -> dict[int, list[LogEntry]]:
    """The last few entries of each episode, newest first."""
    found: dict[int, list[LogEntry]] = defaultdict(list)
    rows = LogEntry.objects.filter(episode__in=episodes).select_related("by")
    for row in rows.order_by("-at", "-id"):
        if len(found[row.episode_id]) < each:
            found[row.episode_id].append(row)
    return found


def workers_of(people: set[int], *, on: datetime) -> dict[int, list[Allocation]]:
    """Who works with each of these today."""
    found: dict[int, list[Allocation]] = defaultdict(list)
    rows = Allocation.objects.filter(
        current_on(local(on).date()), person__in=people, role__in=["social_worker", "team_manager"]
    )
    for row in rows.select_related("user").order_by("role"):
        found[row.person_id].append(row)
    return found


def names_of(ids: set[int], *, people: QuerySet[Person]) -> dict[int, Person]:
    return {row.pk: row for row in people.filter(pk__in=ids)}


def status_words(episode: Any) -> str:
    return rules.STATUSES.get(episode.status, "")
