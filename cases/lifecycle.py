"""The moves of an episode: one table of moves, one function that makes them (way 1).

A move, in one transaction: locks the person and then the episode, asks the policy, checks the
state, writes, records the audit event, opens and settles deadlines, posts notices, and tells the
rooms above. What each move writes is in `steps.py`, `found_steps.py` and `closing.py`; who is
told is in `alerts.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit, clock
from accounts.errors import Invalid, Refused
from accounts.models import User
from cases import alerts, closing, found_steps, hooks, policy, steps
from cases.access import episode_for
from cases.models import Episode
from cases.steps import Made
from deadlines.services import happened
from people.access import person_to_report

OPEN = frozenset({"open", "located"})


@dataclass(frozen=True)
class Move:
    """One row of the table. `to_state` is empty where the move leaves the state as it is or chooses
    it.
    """

    label: str  # the words of the button; {name} is the person's
    from_states: frozenset[str]
    to_state: str
    permission: str
    verb: str  # of the audit event
    write: Callable[..., Made]
    # Some are for certain episodes only: whether this is one.
    applies: Callable[[Episode], bool] = lambda episode: True


MOVES: dict[str, Move] = {
    "report": Move(
        "Report {name} as missing", frozenset(), "open", "report", "episode.reported", steps.report
    ),
    "change_status": Move(
        "Change the status", OPEN, "", "report", "episode.status_changed", steps.change_status
    ),
    "locate": Move(
        "Record that {name} has been located",
        OPEN,
        "located",
        "record_located",
        "episode.located",
        found_steps.locate,
    ),
    "return_home": Move(
        "Record that {name} is back",
        OPEN,
        "ended",
        "record_returned",
        "episode.returned",
        found_steps.return_home,
    ),
    "end_where_they_are": Move(
        "End the episode where {name} is",
        OPEN,
        "ended",
        "record_returned",
        "episode.ended",
        found_steps.end_where_they_are,
    ),
    "reopen": Move(
        "Reopen: {name} is not found",
        frozenset({"ended"}),
        "open",
        "undo_found",
        "episode.reopened",
        found_steps.reopen,
    ),
    "finalise": Move(
        "Finalise the episode",
        frozenset({"ended"}),
        "finalised",
        "finalise",
        "episode.finalised",
        closing.finalise,
    ),
    "void": Move(
        "Void: entered by mistake",
        frozenset({"open", "located", "ended"}),
        "void",
        "void",
        "episode.voided",
        steps.void,
    ),
    "same_time": Move(
        "It tells of the same time as the older episode",
        OPEN,
        "void",
        "report",
        "episode.same_time",
        steps.same_time,
        lambda episode: episode.beside_id is not None,
    ),
}


def offered(user: User, episode: Episode) -> dict[str, Move]:
    """The moves that this user may make with this episode now: the buttons of its page."""
    return {
        name: move
        for name, move in MOVES.items()
        if episode.state in move.from_states
        and move.applies(episode)
        and policy.may(user, move.permission, episode).ok
    }


def make(
    move: str,
    *,
    by: User,
    episode: Episode | None = None,
    ref: str = "",
    person_ref: str = "",
    at: datetime | None = None,
    **fields: Any,
) -> Episode:
    """Make a move and answer the episode as it is afterwards.

    `report` takes `person_ref`; every other move takes the episode or its `ref`. `at` is the time
    the move is about (aware; when they were located, came back, changed status). Raises `Refused`
    where the policy or the state says no, `Invalid` with a sentence for each field, 404 outside
    the user's reach.
    """
    rule = MOVES[move]
    try:
        with transaction.atomic():
            now = clock.now()
            if rule.from_states:
                row = episode_for(by, ref or _reference(episode), to=rule.permission, lock=True)
                check_state(row, rule)
            else:
                person = person_to_report(by, person_ref, lock=True)
                row = Episode(
                    person=person,
                    responsible_authority=person.responsible_authority,
                    reported_by=by,
                    reported_at=now,
                )
            made = rule.write(row, by=by, at=at, now=now, to_state=rule.to_state, **fields)
            _tell(move, rule, row, made, by=by, now=now)
            if move == "report" and row.ended_at:
                back = found_steps.back_already(row)
                _tell("return_home", MOVES["return_home"], row, back, by=by, now=now)
    except IntegrityError as error:
        raise in_words(error) from error
    return row


def _reference(episode: Episode | None) -> str:
    if episode is None:
        raise TypeError("this move needs an episode or its reference")
    return episode.reference


def check_state(episode: Episode, rule: Move) -> None:
    """A move that does not fit the state is refused with what the state is."""
    if episode.state not in rule.from_states:
        said = policy.state_allows(episode)
        raise Refused(
            said.reason
            or f"{episode.reference} is “{episode.get_state_display()}”: this cannot be recorded."
        )


def _tell(move: str, rule: Move, row: Episode, made: Made, *, by: User, now: datetime) -> None:
    """Audit, deadlines, notices and the rooms above, in the transaction of the move."""
    audit.record(rule.verb, by=by, about=row, person_id=row.person_id, **made.detail)
    for event, moment in made.events:
        happened(
            event,
            person_id=row.person_id,
            episode_id=row.pk,
            episode_ref=row.reference,
            about_kind="episode",
            about_id=row.pk,
            about_ref=row.reference,
            at=moment,
            by=by,
            priority=made.priority,
        )
    if made.notice:
        urgent = made.priority == 0 or steps.graded_high(row)
        alerts.tell(row, template=made.notice, move=move, by=by, priority=0 if urgent else 1)
    for told in hooks.MOVED:
        told(move, row, by=by, at=made.at or now)


# A refusal of the database in plain words: what the forms should have said before it (way 13).
SENTENCES = {
    "episodes_of_a_person_never_overlap": (
        "started_at",
        "This overlaps another episode of the same person, and two cannot cover the same time.",
    ),
    "pending_episodes_never_overlap": (
        "started_at",
        (
            "This overlaps another episode of the same person that waits for an older one to be "
            "closed."
        ),
    ),
    "start_is_the_later_of_the_two": (
        "started_at",
        "The start must be when they left or were last seen, whichever is later.",
    ),
    "finalised_once_the_older_is_closed": (
        "__all__",
        "An older episode was never closed: close it first.",
    ),
    "one_status_at_a_time": ("at", "The episode already has another status at that time."),
    "end_after_start": ("at", "The time they were found must be after the episode started."),
    "located_after_start": ("at", "The time they were located must be after the episode started."),
    "returned_after_start": ("at", "The time they came back must be after the episode started."),
    "returned_not_before_located": (
        "at",
        "They cannot have been back before they were located.",
    ),
    "status_ends_after_start": ("at", "This is before the time of the last change of status."),
}


def check_writable(episode: Episode) -> None:
    """A closed episode is for reading only."""
    said = policy.state_allows(episode)
    if not said.ok:
        raise Refused(said.reason)


def in_words(error: IntegrityError, *, start: str = "at") -> Exception:
    """The database's refusal as a sentence at its field; one that we do not know stays what it
    is.
    """
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if name not in SENTENCES:
        return error
    field, sentence = SENTENCES[name]
    field = start if field == "at" else field
    return Invalid({field: [sentence]})
