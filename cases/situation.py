"""The situation report (SITREP): made anew from what is known, on one page where that is possible
(S4).

Everything is words already, so that the paper says tomorrow what it said when it was asked for,
and so that the next report can say what changed since.
"""

from datetime import datetime, timedelta
from typing import Any

from accounts import clock
from accounts.models import User
from cases import missing_history
from cases.access import episode_for
from cases.hooks import PREFILL
from cases.models import Action, Episode, LogEntry
from cases.paper_queries import last_made
from cases.rules import LOG_KINDS
from cases.situation_parts import FACTS, NOT_RECORDED
from deadlines.queries import open_for_episode
from govuk import words
from people.file_queries import named
from people.models import Person
from people.queries import allocations_of, current_placement

KIND = "situation_report"
LAST_TRIES, LAST_ENTRIES, NEXT_DEADLINES = 5, 6, 5  # what one page holds
Content = dict[str, Any]


def gather(user: User, ref: str) -> tuple[Person, Content]:
    """What the report says now; the policy is asked first."""
    episode = episode_for(user, ref, to="make_paper")
    return episode.person, content_of(episode, before=last_made(KIND, ref))


def check(user: User, ref: str) -> None:
    episode_for(user, ref)


def content_of(episode: Episode, *, before: Any = None) -> Content:
    now = clock.now()
    log = list(episode.log.select_related("by").order_by("-at", "-id")[:200])
    tries = [entry for entry in log if entry.kind == "contact_attempt"]
    others = [entry for entry in log if entry.kind != "contact_attempt"]
    content: Content = {
        "at": now.isoformat(),
        "person": {"name": episode.person.name, "reference": episode.person.reference},
        "photo": named(episode.person_id),
        "headline": headline(episode, now),
        "facts": facts(episode, now),
        "tried": [_line(entry) for entry in tries[:LAST_TRIES]],
        "tried_count": len(tries),
        "log": [_line(entry) for entry in others[:LAST_ENTRIES]],
        "log_count": len(others),
        "actions": [_action(row) for row in episode.actions.select_related("owner")],
        "deadlines": [
            {
                "title": row.title,
                "due": words.when(row.due_at),
                "how": words.due_in(row.due_at, now),
            }
            for row in open_for_episode(episode.pk).order_by("due_at")[:NEXT_DEADLINES]
        ],
        "contacts": contacts(episode),
    }
    content["since"] = since(content, before.content if before else {}, log)
    return content


def headline(episode: Episode, now: datetime) -> str:
    """Missing from Placement for 23 hours, say; or how it ended."""
    spell = episode.spells.order_by("-starts_at").first()
    status = spell.get_status_display() if spell else "Missing"
    length = words.duration(timedelta(seconds=episode.length_until(now)))
    if episode.is_open:
        located = ", located but not back yet" if episode.state == "located" else ""
        return f"{status} for {length}{located}"
    return f"{episode.get_state_display()}: was {status} for {length}"


def facts(episode: Episode, now: datetime) -> list[dict[str, str]]:
    """Labels and words; what nobody has recorded says so, for a gap is news too."""
    person = episode.person
    age = person.age_on(clock.local(now).date())
    looks = [
        person.get_gender_display(),
        f"{age} years old" if age is not None else "age not known",
    ]
    known: dict[str, str] = {}
    for fill in PREFILL:
        known = fill(person) | known
    spell = episode.spells.order_by("-starts_at").first()
    lines = {
        "Description": ". ".join(
            filter(
                None, [", ".join([*looks, person.ethnicity]).strip(", "), known.get("description")]
            )
        ),
        "Status": spell.get_status_display() if spell else "",
        "Since": words.when(episode.started_at) + (" (about)" if episode.start_approximate else ""),
        "From": ": ".join(filter(None, [episode.get_missing_from_display(), episode.from_detail])),
        "Last seen by": episode.last_seen_by,
        "Circumstances": episode.circumstances,
        "Clothing": episode.clothing,
        "With them": episode.belongings,
        "Medication": known.get("medication", ""),
        "Missing before": missing_history.before(episode, now=now),
        "Police grade": _grade(episode, "police"),
        "Council’s view of risk": _grade(episode, "council"),
        "Police": ", ".join(
            filter(
                None,
                [
                    episode.police_force.name if episode.police_force else "",
                    f"reference {episode.police_reference}" if episode.police_reference else "",
                    f"told {words.when(episode.police_told_at)}" if episode.police_told_at else "",
                    episode.not_told_police_reason,
                ],
            )
        ),
    }
    if episode.located_at:
        lines["Located"] = ", ".join(
            filter(
                None, [words.when(episode.located_at), episode.located_where, episode.located_by]
            )
        )
    if episode.returned_at:
        lines["Back"] = words.when(episode.returned_at)
    return [{"label": label, "text": text or NOT_RECORDED} for label, text in lines.items()]


def _grade(episode: Episode, whose: str) -> str:
    """The latest view of this side, and since when it stands."""
    view = episode.risk_views.filter(whose=whose).order_by("-at", "-id").first()
    return f"{view.get_grade_display()}, since {words.when(view.at)}" if view else ""


def _line(entry: LogEntry) -> dict[str, str]:
    return {
        "at": words.when(entry.at),
        "kind": LOG_KINDS[entry.kind],
        "text": entry.words,
        "by": str(entry.by),
    }


def _action(row: Action) -> dict[str, str]:
    done = f"Done {words.when(row.done_at)}. {row.finding}".strip() if row.done_at else "Open"
    who = row.owner.name if row.owner else row.owner_name
    return {"what": row.what, "who": who, "due": words.when(row.due_at), "state": done}


def contacts(episode: Episode) -> list[dict[str, str]]:
    """Who can be asked: the home, those allocated today, whom the report named, the family."""
    person = episode.person
    found = [
        {
            "who": part.get_role_display(),
            "how": ", ".join(filter(None, [part.user.name, part.user.phone, part.user.email])),
        }
        for part in allocations_of(person.pk)
    ]
    placed = current_placement(person.pk)
    if placed is not None:
        phone = placed.home.phone if placed.home else ""
        found.insert(0, {"who": "Placed at", "how": ", ".join(filter(None, [str(placed), phone]))})
    reporter = ", ".join(filter(None, [episode.reporter_name, episode.reporter_phone]))
    found.append({"who": "Reported by", "how": reporter})
    if episode.contact:
        found.append({"who": "Named in the report", "how": episode.contact})
    if person.family_contact:
        found.append({"who": "Family", "how": person.family_contact})
    return found


def since(now: Content, then: Content, log: list[LogEntry]) -> list[dict[str, str]]:
    """What is new since the last report that was made: plain lines, each with the part of the
    report that it is about. Empty for the first.
    """
    if not then:
        return []
    old = {line["label"]: line["text"] for line in then["facts"]}
    found = [
        (
            FACTS.get(line["label"], ""),
            f"{line['label']}: {old.get(line['label'], NOT_RECORDED)} → {line['text']}",
        )
        for line in now["facts"]
        if line["text"] != old.get(line["label"], NOT_RECORDED)
    ]
    moment = datetime.fromisoformat(then["at"])
    entries = sum(entry.written_at > moment for entry in log)
    if entries:
        found.append(("log", f"{words.count(entries, 'new entry', 'new entries')} in the log"))
    done = {row["what"] for row in then["actions"] if row["state"] != "Open"}
    found += [
        ("actions", f"Action done: {row['what']}")
        for row in now["actions"]
        if row["state"] != "Open" and row["what"] not in done
    ]
    before = {row["what"] for row in then["actions"]}
    found += [
        ("actions", f"New action: {row['what']}")
        for row in now["actions"]
        if row["what"] not in before
    ]
    found = found or [("", f"Nothing since the report of {words.when(moment)}")]
    return [{"part": part, "text": text} for part, text in found]
