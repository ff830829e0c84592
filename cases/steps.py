"""What each move writes, and what follows from it: deadlines' events, the notice, words for the
audit.

Each takes the locked episode and answers a `Made`. All times are aware. Only `lifecycle.make`
calls these.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.errors import Invalid, Refused
from accounts.models import User
from cases import rules
from cases.models import Episode, RiskView, StatusSpell


@dataclass
class Made:
    """What a move did. `events` are (event of the pathway, the moment its clocks start)."""

    at: datetime | None = None
    events: list[tuple[str, datetime]] = field(default_factory=list)
    notice: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    priority: int = 1


def current_spell(episode: Episode) -> StatusSpell:
    """The status that stands now, or the last one the episode had."""
    spell = episode.spells.order_by("-starts_at", "-id").first()
    if spell is None:
        raise LookupError(f"{episode.reference} has no status")
    return spell


def ever_missing(episode: Episode) -> bool:
    """Whether it was a missing episode at any time: an absence alone brings no interview
    (domain).
    """
    return episode.spells.filter(status__in=rules.MISSING).exists()


def graded_high(episode: Episode) -> bool:
    """Whether either side's latest grade is high: such notices go first."""
    latest: dict[str, str] = {}
    for whose, grade in episode.risk_views.order_by("at", "id").values_list("whose", "grade"):
        latest[whose] = grade
    return "high" in latest.values()


def moment_of(
    at: datetime | None,
    *,
    now: datetime,
    after: datetime | None,
    name: str = "at",
    what: str = "The time",
) -> datetime:
    """The time of a move: given, not in the future, and after what came before it."""
    if at is None:
        raise Invalid({name: ["Enter the date and time"]})
    if at > now:
        raise Invalid({name: [f"{what} must be now or in the past"]})
    if at < rules.EARLIEST:
        raise Invalid({name: [rules.TOO_EARLY]})
    if after and at <= after:
        raise Invalid({name: [f"{what} must be after the episode started"]})
    return at


def needs(value: str, name: str, sentence: str) -> str:
    """The text, or a refusal at its field."""
    if not value.strip():
        raise Invalid({name: [sentence]})
    return value.strip()


def report(
    episode: Episode,
    *,
    by: User,
    at: datetime | None,
    now: datetime,
    to_state: str,
    status: str,
    police_grade: str = "",
    again: bool | None = None,
    over: dict[str, Any] | None = None,
    **fields: Any,
) -> Made:
    """Open an episode. Clocks that run from going missing start at the true start, however late
    the report.

    What starts with the report itself (parents told, profile sent, an absence confirmed again)
    starts now: a duty cannot fall due before anybody knew of it (domain: Deadlines, "clock
    starts").

    Beside an open one a report waits (`AlreadyOpen`), unless it tells of another time away
    (rules.another_time): then it counts by itself, and the older one is to be closed. `over`: it
    tells of a time that has ended already; only the database's own rule stands against it.
    """
    for name, value in fields.items():
        setattr(episode, name, value)
    episode.started_at = moment_of(at, now=now, after=None, name="started_at")
    episode.state = to_state
    if over:
        _ended_already(episode, **over)
    else:
        episode.beside = _older(episode, missing=status in rules.MISSING, again=again)
    episode.save(force_insert=True)
    StatusSpell.objects.create(
        episode=episode, status=status, starts_at=episode.started_at, ends_at=episode.ended_at,
        by=by,
    )  # fmt: skip
    if police_grade:
        RiskView.objects.create(episode=episode, whose="police", grade=police_grade, at=now, by=by)
    missing = status in rules.MISSING
    started = ("missing_identified", episode.started_at) if missing else ("absent_identified", now)
    events = [("reported", now), started]
    if episode.beside_id:
        events.append(("older_unclosed", now))
    return Made(
        at=episode.started_at,
        events=events,
        notice="" if over else "missing_reported" if missing else "absent_reported",
        detail={"status": rules.STATUSES[status], "from": episode.get_missing_from_display()},
        priority=0 if police_grade == "high" else 1,
    )


def _ended_already(
    episode: Episode, *, ended_at: datetime, end_reason: str, end_approximate: bool
) -> None:
    """Written with its end from the start, so that the database judges the time it really took."""
    episode.state = "ended"
    episode.located_at = episode.returned_at = episode.ended_at = ended_at
    episode.end_reason, episode.end_approximate = end_reason, end_approximate


def _older(episode: Episode, *, missing: bool, again: bool | None) -> Episode | None:
    """The open episode that a new one counts beside; none where none is open."""
    rows = Episode.objects.filter(person_id=episode.person_id, state__in=["open", "located"])
    already = rows.order_by("-started_at", "-id").first()
    if already is None:
        return None
    another = not already.beside_id and rules.another_time(
        again=again,
        start=episode.started_at,
        missing=missing,
        open_start=already.started_at,
        open_missing=current_spell(already).status in rules.MISSING,
        open_located=already.located_at,
    )
    if not another:
        raise AlreadyOpen(already)
    return already


class AlreadyOpen(Invalid):
    """Somebody has reported this person already; the report is kept beside that episode."""

    def __init__(self, episode: Episode) -> None:
        self.episode = episode
        super().__init__(
            {"__all__": [f"{episode.reference} is open already. Your report is kept beside it."]}
        )


def change_status(
    episode: Episode,
    *,
    by: User,
    at: datetime | None,
    now: datetime,
    to_state: str,
    status: str,
    why: str = "",
) -> Made:
    """Absent becomes missing or the other way round; both spells are kept with their times."""
    spell = current_spell(episode)
    if status == spell.status:
        raise Invalid({"status": ["This is the status already"]})
    moment = moment_of(at, now=now, after=spell.starts_at, what="The time of the change")
    turned = turn(episode, spell, status=status, moment=moment, why=why, by=by)
    episode.version += 1
    if status in rules.MISSING and episode.state == "located":
        episode.state = "open"
        episode.located_at = None
        episode.located_way = ""
    episode.save()
    return Made(
        at=moment,
        events=turned,
        notice="status_changed",
        detail={"from": rules.STATUSES[spell.status], "to": rules.STATUSES[status], "why": why},
        priority=0 if status in rules.MISSING else 1,
    )


def turn(
    episode: Episode, spell: StatusSpell, *, status: str, moment: datetime, why: str, by: User
) -> list[tuple[str, datetime]]:
    spell.ends_at = moment
    spell.save(update_fields=["ends_at"])
    StatusSpell.objects.create(episode=episode, status=status, starts_at=moment, why=why, by=by)
    if (status in rules.MISSING) == (spell.status in rules.MISSING):
        return []
    return [("missing_identified" if status in rules.MISSING else "absent_identified", moment)]


def same_time(
    episode: Episode, *, by: User, at: datetime | None, now: datetime, to_state: str
) -> Made:
    """It told of the same time as the older episode, which goes on; this one is void.

    The older one's status is for `pending.same` to see to.
    """
    older = episode.beside
    if older is None:
        raise Refused("No older episode is open beside this one.")
    reason = f"It told of the same time as {older.reference}"
    made = void(episode, by=by, at=at, now=now, to_state=to_state, reason=reason)
    made.detail = {"older": older.reference}
    return made


def void(
    episode: Episode, *, by: User, at: datetime | None, now: datetime, to_state: str, reason: str
) -> Made:
    """Entered by mistake: kept, marked void, with the reason. It is never deleted."""
    episode.closed_reason = needs(reason, "reason", "Enter why it was a mistake")
    episode.state = to_state
    episode.version += 1
    episode.save()
    return Made(
        at=now, events=[("voided", now)], notice="status_changed", detail={"reason": reason}
    )
