"""What the moves write that say somebody is found: located, back, ended, and taken back again.

Two times are kept: *located*, when the whereabouts became known, and *returned*, when they were
back where they should be (domain: Rules).
"""

from datetime import datetime
from typing import Any

from accounts.errors import Invalid
from accounts.models import User
from cases import rules
from cases.models import Episode
from cases.steps import Made, current_spell, moment_of, needs, turn
from deadlines.queries import all_for_episode
from deadlines.services import settle_all


def locate(
    episode: Episode,
    *,
    by: User,
    at: datetime | None,
    now: datetime,
    to_state: str,
    located_way: str,
    located_where: str,
    located_by: str,
    located_with: str = "",
) -> Made:
    """Their whereabouts became known. Three ways on (domain: Rules); ending there is a move of
    its own.

    Not safely seen: they stay missing for every deadline, and no located time is set.
    """
    if located_way not in rules.LOCATED_WAYS or located_way == "stays":
        raise Invalid({"located_way": ["Select what happens next"]})
    moment = moment_of(at, now=now, after=episode.started_at, what="The time they were located")
    episode.located_where = needs(located_where, "located_where", "Enter where they are")
    episode.located_by = needs(located_by, "located_by", "Enter who located them")
    episode.located_with, episode.located_way = located_with, located_way
    episode.version += 1
    detail: dict[str, Any] = {
        "where": episode.located_where,
        "located_by": episode.located_by,
        "time": moment.isoformat(),
    }
    if located_way == "not_safely_seen":
        episode.save()
        return Made(at=moment, notice="status_changed", detail=detail | {"safe": False}, priority=0)
    episode.located_at, episode.state = moment, to_state
    events = [("located", moment)]
    if located_way == "absent":
        spell = current_spell(episode)
        if spell.status in rules.MISSING:
            absent = spell.status.replace("missing", "absent")
            events += turn(
                episode, spell, status=absent, moment=moment, why="Located, not back", by=by
            )
    episode.save()
    return Made(at=moment, events=events, notice="located", detail=detail)


def return_home(episode: Episode, **fields: Any) -> Made:
    """Back where they should be. Located then too, where nobody had recorded it before: both times
    are kept.
    """
    if fields.get("end_reason") == "deceased":
        raise Invalid({"end_reason": ["Use “End the episode where they are” to record a death"]})
    episode.return_how = str(fields.pop("return_how", ""))
    made = _end(episode, **fields)
    episode.returned_at = made.at
    episode.save()
    made.events.append(("returned", made.events[-1][1]))
    return made


def end_where_they_are(
    episode: Episode,
    *,
    located_where: str = "",
    located_by: str = "",
    located_with: str = "",
    **fields: Any,
) -> Made:
    """The episode ends though they are not back: a right place to stay, or they have died.

    Deceased: no found notice of the usual kind, the clocks stop, the head of service is told
    (domain: Found).
    """
    episode.located_where = needs(
        located_where or episode.located_where, "located_where", "Enter where they are"
    )
    episode.located_by = needs(
        located_by or episode.located_by, "located_by", "Enter who located them"
    )
    episode.located_with = located_with or episode.located_with
    died = fields.get("end_reason") == "deceased"
    episode.located_way = "" if died else "stays"
    made = _end(episode, **fields)
    if died:
        made.events, made.notice, made.priority = [("deceased", made.events[-1][1])], "deceased", 0
    return made


def _end(
    episode: Episode,
    *,
    by: User,
    at: datetime | None,
    now: datetime,
    to_state: str,
    end_reason: str,
    end_approximate: bool = False,
    arrested: bool | None = None,
    harmed: bool | None = None,
    prevention_interview: bool | None = None,
    outcomes: str = "",
) -> Made:
    if end_reason not in rules.END_REASONS:
        raise Invalid({"end_reason": ["Select how they were found or came back"]})
    moment = moment_of(at, now=now, after=episode.started_at, what="The time")
    if episode.located_at and moment < episode.located_at:
        raise Invalid({"at": ["This must not be before they were located"]})
    spell = current_spell(episode)
    if moment < spell.starts_at:
        raise Invalid({"at": ["This must not be before the status last changed"]})
    first_known = episode.located_at is None
    episode.located_at = episode.located_at or moment
    episode.ended_at, episode.end_reason, episode.state = moment, end_reason, to_state
    episode.end_approximate, episode.outcomes = end_approximate, outcomes
    episode.arrested, episode.harmed = arrested, harmed
    episode.prevention_interview = prevention_interview
    episode.version += 1
    spell.ends_at = moment
    spell.save(update_fields=["ends_at"])
    episode.save()
    events = [("located", moment)] if first_known else []
    return Made(
        at=moment,
        events=[*events, ("ended", moment)],
        # Of an older episode that was never closed: they are not found, they are missing again.
        notice="older_closed" if _missing_again(episode) else "found",
        detail={"how": rules.END_REASONS[end_reason], "time": moment.isoformat()},
    )


FOUND = {
    "located_at": None,
    "located_where": "",
    "located_by": "",
    "located_with": "",
    "located_way": "",
    "returned_at": None,
    "return_how": "",
    "ended_at": None,
    "end_approximate": False,
    "end_reason": "",
    "arrested": None,
    "harmed": None,
    "prevention_interview": None,
    "outcomes": "",
}


# What the end of an episode asked for, and a reopened one does not.
AFTER_THE_END = ("back_within_4", "interview_held", "interview_recorded", "profile_reviewed")


def _clocks_again(episode: Episode, *, missing: bool, now: datetime) -> list[tuple[str, datetime]]:
    """The clocks that the end had stopped run on from where they began, the chain of reviews
    too.
    """
    if not missing:
        return [("absent_identified", now)]
    reviews = [row for row in all_for_episode(episode.pk) if row.rule == "review"]
    events = [("missing_identified", episode.started_at)]
    if reviews and all(row.state != "open" for row in reviews):
        events.append(("meeting_held", max(row.starts_at for row in reviews)))
    return events


def reopen(
    episode: Episode, *, by: User, at: datetime | None, now: datetime, to_state: str, reason: str
) -> Made:
    """Marked found by mistake: open again, with a reason. What was undone stays in the audit and
    history.
    """
    why = needs(reason, "reason", "Enter why this was not right")
    undone = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in ((name, getattr(episode, name)) for name in FOUND)
        if value
    }
    for name, value in FOUND.items():
        setattr(episode, name, value)
    episode.state = to_state
    episode.version += 1
    spell = current_spell(episode)
    spell.ends_at = None
    episode.save()
    spell.save(update_fields=["ends_at"])
    settle_all(
        episode_id=episode.pk, rules=AFTER_THE_END, at=now, by=by, reason="Reopened: not found"
    )
    return Made(
        at=now,
        events=_clocks_again(episode, missing=spell.status in rules.MISSING, now=now),
        notice="status_changed",
        detail={"reason": why, "undone": undone},
        priority=0,
    )


def _missing_again(episode: Episode) -> bool:
    return episode.newer.filter(state__in=["open", "located"]).exists()


def back_already(episode: Episode) -> Made:
    """What follows from the end of a time away that was over when it was reported."""
    if episode.ended_at is None:
        raise LookupError(f"{episode.reference} has not ended")
    end = episode.ended_at
    return Made(
        at=end,
        events=[("located", end), ("ended", end), ("returned", end)],
        notice="found",
        detail={"how": rules.END_REASONS[episode.end_reason], "time": end.isoformat()},
    )
