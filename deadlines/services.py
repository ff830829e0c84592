"""Opening, settling and moving deadlines, in the transaction of the event that does it (way 5).

Every function works in sets, takes `by=`, refuses to run outside a transaction, and records what
it did.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from deadlines import opening, pathway
from deadlines.models import Deadline
from deadlines.moving import move_start
from deadlines.reassigning import reassign, reassign_many
from govuk import words
from notifications import outbox

__all__ = [
    "explain_late",
    "happened",
    "move_start",
    "reassign",
    "reassign_many",
    "settle",
    "settle_all",
]
CLOSE = """
with chosen as (
    select id from deadlines_deadline
    where state = 'open' and {which} order by id for update
)
update deadlines_deadline d
set state = %(state)s, closed_at = greatest(%(at)s, d.starts_at), closed_reason = %(reason)s,
    look_at = null
from chosen where d.id = chosen.id
returning d.id, d.rule, d.title, d.version, d.step
"""
EVENT_WORDS = {
    "ended": "The episode is over",
    "returned": "They are back",
    "absent_identified": "Absent now, no longer missing",
    "missing_identified": "Missing now",
    "voided": "Entered by mistake",
    "deceased": "The person has died",
    "interview_answered": "The interview will not be held",
    "reopened": "Reopened: found had been recorded by mistake",
    "placement_over": "They live there no more",
}


def happened(
    event: str,
    *,
    person_id: int,
    episode_id: int | None,
    episode_ref: str,
    about_kind: str = "episode",
    about_id: int | None = None,
    about_ref: str = "",
    at: datetime,
    by: User | None,
    due_at: datetime | None = None,
    title: str = "",
    owner_user_id: int | None = None,
    priority: int = 1,
) -> list[int]:
    """Something happened at `at`: settle what it settles, then open what it starts. Answers the
    ids opened.

    `about_…` names the one thing the event is about where that is not the episode (an action, a
    meeting); `due_at`, `title` and `owner_user_id` belong to deadlines whose time somebody entered.
    ValueError for an event the pathway does not know.
    """
    if event not in pathway.known_events():
        raise ValueError(f"The pathway knows no event {event!r}.")
    subject = opening.Subject(
        person_id=person_id,
        episode_id=episode_id,
        episode_ref=episode_ref,
        kind=about_kind,
        id=about_id if about_id is not None else episode_id,
        ref=about_ref or episode_ref,
    )
    _settle_by(event, subject, at=at, by=by)
    opened = opening.open_rules(
        event,
        subject,
        at=at,
        due_at=due_at,
        title=title,
        owner_user_id=owner_user_id,
        priority=priority,
    )
    if opened:
        audit.record(
            "deadline.opened",
            by=by,
            person_id=person_id,
            titles="; ".join(f"{row.title}, due {words.when(row.due_at)}" for row in opened),
            deadlines=[row.id for row in opened],
            reference=subject.episode_ref,
        )
    return [row.id for row in opened]


def _settle_by(event: str, subject: opening.Subject, *, at: datetime, by: User | None) -> None:
    for state, rules, reason in (
        ("met", pathway.met_by(event), ""),
        ("settled", pathway.dropped_by(event), EVENT_WORDS.get(event, event)),
    ):
        if not rules:
            continue
        own = [rule.key for rule in rules if rule.about == "event"]
        shared = [rule.key for rule in rules if rule.about == "episode"]
        everything = (
            state == "settled"
        )  # what ends an episode's clocks ends those of its actions too
        which = """(
            episode_id = %(episode)s and rule = any(%(shared)s)
            or about_kind = %(kind)s and about_id = %(id)s and rule = any(%(own)s)
            or %(everywhere)s and person_id = %(whom)s and episode_id is null
                and rule = any(%(own)s)
        )"""
        _close(
            which,
            state=state,
            at=at,
            by=by,
            reason=reason,
            person_id=subject.person_id,
            episode=subject.episode_id,
            shared=shared + own if everything else shared,
            kind=subject.kind,
            id=subject.id,
            own=own,
            # A death ends what hangs on no episode too: leave, what a placement asked for.
            everywhere=event == "deceased",
            whom=subject.person_id,
        )


def settle(
    *,
    rule: str | None = None,
    about_kind: str,
    about_id: int,
    at: datetime,
    by: User | None,
    reason: str,
    state: str = "settled",
    person_id: int | None = None,
) -> int:
    """The open deadlines of one thing are answered for, with a reason. Answers how many there
    were."""
    which = "about_kind = %(kind)s and about_id = %(id)s and (%(rule)s is null or rule = %(rule)s)"
    return _close(
        which,
        state=state,
        at=at,
        by=by,
        reason=_given(reason),
        person_id=person_id,
        kind=about_kind,
        id=about_id,
        rule=rule,
    )


def settle_all(
    *,
    episode_id: int,
    rules: Iterable[str] | None = None,
    at: datetime,
    by: User | None,
    reason: str,
) -> int:
    """Every open deadline of an episode (or those of these rules) is answered for, with a
    reason."""
    which = "episode_id = %(episode)s and (%(rules)s::text[] is null or rule = any(%(rules)s))"
    return _close(
        which,
        state="settled",
        at=at,
        by=by,
        reason=_given(reason),
        episode=episode_id,
        rules=None if rules is None else list(rules),
    )


def _given(reason: str) -> str:
    if not reason.strip():
        raise Invalid({"reason": ["Say why this is no longer needed."]})
    return reason.strip()


def _close(
    which: str,
    *,
    state: str,
    at: datetime,
    by: User | None,
    reason: str,
    person_id: int | None = None,
    **values: Any,
) -> int:
    """Close the open ones among `which`, withdraw mails about them not sent yet, record it."""
    _in_transaction()
    with connection.cursor() as cursor:
        cursor.execute(
            CLOSE.format(which=which), {**values, "state": state, "at": at, "reason": reason}
        )
        closed = cursor.fetchall()
    if not closed:
        return 0
    outbox.withdraw(
        f"deadline:{row_id}:{version}:{step}"
        for row_id, _, _, version, steps in closed
        for step in range(steps)
    )
    audit.record(
        "deadline.met" if state == "met" else "deadline.settled",
        by=by,
        person_id=person_id,
        titles="; ".join(row[2] for row in closed),
        reason=reason,
        deadlines=[row[0] for row in closed],
    )
    return len(closed)


def explain_late(*, deadline: Deadline, why: str, by: User) -> None:
    """Keep the reason why a deadline was missed. It stays missed."""
    _in_transaction()
    if not why.strip():
        raise Invalid({"why": ["Say why it was late."]})
    row = Deadline.objects.select_for_update().get(pk=deadline.pk)
    if not row.late and row.due_at > now():
        raise Invalid({"why": ["This is not late."]})
    row.late_reason = why.strip()
    row.save(update_fields=["late_reason"])
    audit.record(
        "deadline.explained",
        by=by,
        person_id=row.person_id,
        titles=row.title,
        why=why.strip(),
        deadlines=[row.pk],
    )


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Deadlines change in the transaction of the event that changes them.")
