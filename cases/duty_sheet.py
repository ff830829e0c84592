"""The hand-over sheets: evening, day team to emergency duty team; morning, the other way round.

Everything is words already, as in the situation report, so that the paper says what was so when it
was asked for. Only people whom the asker sees stand in it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404

from accounts.clock import now
from accounts.models import User
from accounts.policy import require
from cases import duty_queries, duty_rules, queries, rules
from cases import policy as episodes
from cases.models import Episode, LogEntry
from govuk import words
from people import policy as people_policy

KIND = "hand_over_sheet"
Content = dict[str, Any]


def gather(user: User, ref: str) -> tuple[None, Content]:
    """The sheet as things stand now. `ref` is evening or morning, with the day it is of."""
    which = check(user, ref)
    return None, content_of(user, which, moment=now())


def check(user: User, ref: str) -> str:
    """evening/2026-03-06: which sheet of which day; 404 for anything else."""
    which, _, day = ref.partition("/")
    require(user, "out_of_hours")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise Http404("No such sheet") from None
    if which not in duty_rules.SHEETS:
        raise Http404("No such sheet")
    return which


def content_of(user: User, which: str, *, moment: datetime) -> Content:
    closed, opens = duty_queries.night_of(moment)
    among = episodes.visible_to(user)
    people = people_policy.visible_to(user)
    open_now = queries.open_now(among=among)
    until = opens if which == "evening" else opens + timedelta(hours=8)
    due = duty_queries.due_tonight(
        closed, until, missing={row.person_id for row in open_now}, people=people
    )
    known = duty_queries.names_of({row.person_id for row in due}, people=people)
    leaves = duty_queries.leaves_until(opens, people=people)
    waiting = queries.waiting_reports(among=among)
    content: Content = {
        "which": which,
        "title": duty_rules.SHEETS[which],
        "at": words.when(moment),
        "closed": words.when(closed),
        "opens": words.when(opens),
        "open": _open(open_now, moment),
        "due": [
            {
                "what": row.title,
                "who": known[row.person_id].name,
                "due": words.when(row.due_at),
                "how": words.due_in(row.due_at, moment),
            }
            for row in due
            if row.person_id in known
        ],
        "leave": [
            {
                "who": row.person.name,
                "where": ", ".join(filter(None, [row.where, row.adult, row.adult_phone])),
                "until": words.when(row.until),
            }
            for row in leaves
        ],
        "waiting": [
            f"{report.episode.person.name}: reported by {report.by.name}, {words.when(report.at)}"
            for report in waiting
            if report.episode is not None
        ],
    }
    named = {row.person for row in open_now} | {row.person for row in leaves} | set(known.values())
    named |= {report.episode.person for report in waiting if report.episode is not None}
    if which == "morning":
        content |= _since(closed, among=among, open_now=open_now)
        named |= content.pop("since")
    return content | {"people": sorted(person.reference for person in named)}


def _open(rows: list[Episode], moment: datetime) -> list[Content]:
    workers = duty_queries.workers_of({row.person_id for row in rows}, on=moment)
    latest = duty_queries.latest_log(rows)
    return [
        {
            "who": row.person.name,
            "reference": row.reference,
            "status": duty_queries.status_words(row),
            "length": words.duration(moment - row.started_at),
            "since": words.when(row.started_at),
            "grades": f"Police: {_grade(row.police_grade)}. Council: {_grade(row.council_grade)}",
            "known": row.circumstances,
            "police": ", ".join(filter(None, [str(row.police_force or ""), row.police_reference])),
            "log": [_line(entry) for entry in latest[row.pk]],
            "workers": ", ".join(
                f"{one.user.name} {one.user.phone}".strip() for one in workers[row.person_id]
            ),
        }
        for row in rows
    ]


def _grade(key: str | None) -> str:
    return rules.GRADES[key].lower() if key else "not graded"


def _line(entry: LogEntry) -> str:
    return f"{words.when(entry.at)}, {entry.get_kind_display().lower()}: {entry.words}"


def _since(closed: datetime, *, among: Any, open_now: list[Episode]) -> Content:
    begun = duty_queries.begun_since(closed, among=among)
    found = duty_queries.found_since(closed, among=among)
    every = {row.pk: row for row in [*begun, *found, *open_now]}
    written = duty_queries.written_since(closed, episodes=list(every.values()))
    return {
        "since": {row.person for row in every.values()},
        "begun": [
            f"{row.person.name}, {row.reference}: {duty_queries.status_words(row)}, since "
            f"{words.when(row.started_at)}"
            for row in begun
        ],
        "found": [
            f"{row.person.name}, {row.reference}: {row.get_end_reason_display().lower()}, "
            f"{words.when(row.ended_at)}"
            for row in found
        ],
        "written": [
            {"who": every[number].person.name, "lines": [_line(one) for one in entries]}
            for number, entries in written.items()
        ],
    }
