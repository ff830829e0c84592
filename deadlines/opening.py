"""The rows that an event opens: which rules, due when, in one INSERT … SELECT (way 5)."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from accounts.clock import local
from deadlines import calendar, pathway, queries
from deadlines.models import Deadline
from deadlines.pathway import Rule

# An occurrence is opened when none is open and none was met since this start; one that repeats asks
# anew each time. The unique constraint holds should two open the same at once.
OPEN = """
insert into deadlines_deadline (
    rule, title, terms, person_id, about_kind, about_id, about_ref, episode_id, occurrence,
    owner_role, owner_user_id, priority, starts_at, due_at, look_at, step, version, state,
    missed_at, late_reason, closed_reason, failures, opened_at)
select n.rule, n.title, n.terms::jsonb, %(person)s, n.kind, n.about, n.ref, %(episode)s::bigint,
    coalesce(past.latest, 0) + 1, n.owner, %(user)s::bigint, %(priority)s,
    %(start)s::timestamptz, n.due, n.look, 0, 1,
    'open', case when n.due <= clock.moment then clock.moment end, '', '', 0,
    clock.moment
from (select homeward_now() as moment) clock, unnest(
    %(rules)s::text[], %(titles)s::text[], %(terms)s::text[], %(kinds)s::text[],
    %(abouts)s::bigint[], %(refs)s::text[], %(owners)s::text[],
    %(dues)s::timestamptz[], %(looks)s::timestamptz[],
    %(repeats)s::boolean[]
) as n(rule, title, terms, kind, about, ref, owner, due, look, repeats)
left join lateral (
    select max(d.occurrence) latest, bool_or(d.state = 'open') is_open,
        max(d.closed_at) filter (where d.state = 'met') met_at
    from deadlines_deadline d
    where d.rule = n.rule and d.about_kind = n.kind and d.about_id = n.about
) past on true
where not coalesce(past.is_open, false)
    and (n.repeats or past.met_at is null or past.met_at < %(start)s::timestamptz)
on conflict (rule, about_kind, about_id, occurrence) do nothing
returning id, title, due_at, opened_at
"""


@dataclass(frozen=True)
class Subject:
    """What an event is about: the person, the episode, and the one thing where that is another."""

    person_id: int
    episode_id: int | None
    episode_ref: str
    kind: str
    id: int | None
    ref: str


@dataclass(frozen=True)
class Opened:
    id: int
    title: str
    due_at: datetime
    opened_at: datetime


def open_rules(
    event: str,
    subject: Subject,
    *,
    at: datetime,
    due_at: datetime | None,
    title: str,
    owner_user_id: int | None,
    priority: int,
) -> list[Opened]:
    """Open every rule that this event starts, by the terms that hold on the day of `at`."""
    rules = [rule for rule in pathway.started_by(event) if _fits(rule, subject, at)]
    if not rules:
        return []
    day = local(at).date()
    resolved = queries.resolve_rules(rules, day)
    asked = any(calendar.needs_holidays(rule.clock) for rule, _ in resolved.values())
    holidays = queries.holidays_after(day) if asked else frozenset()
    rows = []
    for rule, override in resolved.values():
        due = calendar.due(rule.clock, at, holidays, entered=due_at)
        terms = terms_of(rule, override, start=at, due=due)
        own = rule.about == "event"
        rows.append(
            (
                rule.key,
                title if own and title else rule.title,
                json.dumps(terms),
                subject.kind if own else "episode",
                subject.id if own else subject.episode_id,
                subject.ref if own else subject.episode_ref,
                rule.owner,
                due,
                first_look(terms, due),
                rule.repeats,
            )
        )
    names = [
        "rules",
        "titles",
        "terms",
        "kinds",
        "abouts",
        "refs",
        "owners",
        "dues",
        "looks",
        "repeats",
    ]
    values: dict[str, Any] = {
        name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)
    }
    values |= {
        "person": subject.person_id,
        "episode": subject.episode_id,
        "user": owner_user_id,
        "priority": priority,
        "start": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN, values)
        return [Opened(*row) for row in cursor.fetchall()]


def terms_of(rule: Rule, override: int | None, *, start: datetime, due: datetime) -> dict[str, Any]:
    """What is kept with the row, so that it stays under the rule it was opened under.

    A rung that would stand before the start (a warning 4 hours ahead of something due in 2) is
    left out.
    """
    length = (due - start).total_seconds() / 60
    ladder = tuple(step for step in rule.ladder if -step.minutes < length)
    return {
        "clock": calendar.to_data(rule.clock),
        "ladder": pathway.ladder_data(ladder),
        "kind": rule.kind,
        "source": rule.source,
        "override": override,
    }


def first_look(terms: dict[str, Any], due: datetime) -> datetime:
    """When the sweep must look at a new row: at its lowest rung, which may be in the past
    already."""
    minutes = terms["ladder"][0][0] if terms["ladder"] else 0
    return due + timedelta(minutes=min(minutes, 0))


def _fits(rule: Rule, subject: Subject, at: datetime) -> bool:
    """Whether this rule asks for anything here: some only after an episode that was ever
    missing."""
    if not rule.needs:
        return True
    since = missing_since(subject.episode_id)
    if since is None:
        return False
    return rule.within is None or (at - since).total_seconds() <= rule.within * 3600


def missing_since(episode_id: int | None) -> datetime | None:
    """When this episode last became missing; None for one that never was."""
    keys = [rule.key for rule in pathway.started_by(pathway.MISSING)]
    row = (
        Deadline.objects.filter(episode_id=episode_id, rule__in=keys).order_by("-starts_at").first()
    )
    return row.starts_at if row else None
