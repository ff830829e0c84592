"""Recording meetings: started, finalised, cancelled, kept, or decided against (S4).

Each is one transaction that locks the person and the episode first and then the meeting. Times are
aware and stored in UTC; "at most 5 working days on" counts days of London's calendar.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import audit, clock
from accounts.errors import Conflict, Invalid, Refused
from accounts.models import User
from cases import alerts, sections
from cases.access import episode_for
from cases.models import Episode
from cases.oversight_services import NewAction, complete_action, give_action
from deadlines.calendar import add_working_days
from deadlines.queries import holidays_after
from deadlines.services import happened, settle_all
from govuk import words
from meetings import policy, queries, rules
from meetings.access import meeting_for
from meetings.models import Attendee, Meeting, MeetingSection
from notifications.outbox import post


@dataclass(frozen=True)
class Given:
    """One action: what, who (a user, or the name of somebody without an account), by when."""

    what: str
    owner_id: int | None
    owner_name: str
    due_at: datetime


@dataclass(frozen=True)
class Minutes:
    """What finalising takes from the sections. `findings`: action id to (what came of it, done)."""

    held_at: datetime | None
    place: str = ""
    also_multi_agency: bool = False
    attendees: list[dict[str, object]] = field(default_factory=list)
    actions: list[Given] = field(default_factory=list)
    findings: dict[int, tuple[str, bool]] = field(default_factory=dict)
    next_meeting_at: datetime | None = None
    next_place: str = ""


@transaction.atomic
def start(*, episode_ref: str, kind: str, by: User, planned_for: datetime | None = None) -> Meeting:
    """Begin the minutes of a meeting. A draft of this kind that is there already is the answer."""
    episode = episode_for(by, episode_ref, to="hold_meeting", lock=True)
    for draft in queries.drafts_of(episode.pk):
        if draft.kind == kind:
            return draft
    verdict = policy.may_start(by, episode, kind)
    if not verdict.ok:
        raise Refused(verdict.reason)
    previous = queries.last_of_chain(episode.pk) if kind == "review" else None
    if planned_for is None and previous is not None:
        planned_for = previous.next_meeting_at
    meeting = Meeting.objects.create(
        episode=episode,
        kind=kind,
        previous=previous,
        planned_for=planned_for,
        created_by=by,
        created_at=clock.now(),
    )
    _record("meeting.started", meeting, by=by)
    return meeting


@transaction.atomic
def finalise(*, meeting_ref: str, minutes: Minutes, read: dict[str, int], by: User) -> Meeting:
    """Lock the minutes, and let follow what follows: deadlines met, actions given, notices posted.

    `read` holds the version of each section that `minutes` was read from: a section changed since
    is a `Conflict`, for nobody finalises what they have not seen.
    """
    meeting = _locked(meeting_ref, by=by)
    episode = meeting.episode
    begun = sections.all_of(table=MeetingSection, parent=meeting)
    if {key: row.version for key, row in begun.items()} != read:
        raise Conflict("A section was changed while you were looking. Read it again first.")
    needed = rules.sections_of(meeting.kind)
    if sections.unfinished(table=MeetingSection, parent=meeting, needed=needed):
        raise Invalid({"__all__": "Complete every section before you finalise the minutes."})
    held_at = _held_at(meeting, minutes)
    _check_next(meeting, minutes, held_at)
    meeting.held_at, meeting.place = held_at, minutes.place
    meeting.also_multi_agency = meeting.kind == "strategy" and minutes.also_multi_agency
    meeting.next_meeting_at = minutes.next_meeting_at
    meeting.next_place = minutes.next_place
    meeting.state, meeting.finalised_at, meeting.finalised_by = "held", clock.now(), by
    meeting.version += 1
    meeting.save()
    known = queries.users_by_name(episode.person_id)
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, user=known.get(str(row["name"])), **row)
        for row in minutes.attendees
    )
    _record("meeting.finalised", meeting, by=by)
    _settle_deadlines(meeting, by=by)
    _take_findings(meeting, minutes, by=by)
    for given in minutes.actions:
        _give(meeting, given, by=by)
    post(
        template="meeting_held",
        recipients=_told(episode) - {by.pk},
        key=f"meeting_held:{meeting.pk}",
        ids={"reference": meeting.reference, "meeting": meeting.reference},
        person_id=episode.person_id,
    )
    return meeting


def _locked(meeting_ref: str, *, by: User) -> Meeting:
    """The draft, its person and episode locked before it (way 1)."""
    found = meeting_for(by, meeting_ref, to="hold_meeting")
    episode = episode_for(by, found.episode.reference, to="hold_meeting", lock=True)
    meeting = meeting_for(by, meeting_ref, to="hold_meeting", lock=True)
    meeting.episode = episode
    return meeting


def _held_at(meeting: Meeting, minutes: Minutes) -> datetime:
    episode, held_at = meeting.episode, minutes.held_at
    if held_at is None:
        raise Invalid({"__all__": "Say when the meeting was held."})
    if held_at > clock.now():
        raise Invalid({"__all__": "The meeting cannot have been held in the future."})
    if held_at <= episode.started_at:
        raise Invalid({"__all__": "The meeting must have been held after they went missing."})
    if meeting.kind in rules.WHILE_MISSING and episode.ended_at and held_at > episode.ended_at:
        raise Invalid(
            {
                "__all__": "They had been found by then. Keep this as a professionals’ meeting, "
                "or cancel it."
            }
        )
    if meeting.previous and meeting.previous.held_at and held_at <= meeting.previous.held_at:
        raise Invalid({"__all__": "A review must be held after the meeting that it reviews."})
    return held_at


def last_day_for_next(held_at: datetime) -> datetime:
    """The end of the last day on which a further meeting may be: 5 working days on (S4)."""
    day = clock.local(held_at).date()
    last = add_working_days(day, rules.WORKING_DAYS_TO_NEXT, holidays_after(day))
    return datetime.combine(last, datetime.max.time(), tzinfo=clock.LONDON)


def _check_next(meeting: Meeting, minutes: Minutes, held_at: datetime) -> None:
    after = minutes.next_meeting_at
    if after is None:
        return
    if after <= held_at:
        raise Invalid({"__all__": "The next meeting must be after this one."})
    last = last_day_for_next(held_at)
    if meeting.kind in rules.WHILE_MISSING and after > last:
        raise Invalid(
            {
                "__all__": "The next meeting can be no more than 5 working days after this one: "
                f"{words.day(last, weekday=True)} at the latest."
            }
        )


def _settle_deadlines(meeting: Meeting, *, by: User) -> None:
    """What this meeting meets. The chain of reviews goes on only while they are missing."""
    events = {"strategy": ["strategy_held"], "multi_agency": ["multi_agency_held"]}.get(
        meeting.kind, []
    )
    in_chain = meeting.kind in rules.CHAIN or meeting.also_multi_agency
    if meeting.also_multi_agency:
        events = [*events, "multi_agency_held"]
    if in_chain and meeting.episode.is_open:
        events = [*events, "meeting_held"]
    for event in events:
        assert meeting.held_at is not None  # the database refuses a held meeting without it
        happened(
            event,
            person_id=meeting.episode.person_id,
            episode_id=meeting.episode_id,
            episode_ref=meeting.episode.reference,
            at=meeting.held_at,
            by=by,
        )


def _take_findings(meeting: Meeting, minutes: Minutes, *, by: User) -> None:
    """What came of each action that the review looked back on; one that is done is met."""
    for action in queries.actions_to_review(meeting):
        text, done = minutes.findings.get(action.pk, ("", False))
        if not text:
            continue
        if done and action.done_at is None:
            complete_action(ref=meeting.episode.reference, action_id=action.pk, by=by, finding=text)
        else:
            action.finding = text
            action.save(update_fields=["finding"])


def _give(meeting: Meeting, given: Given, *, by: User) -> None:
    """One action of the meeting: a deadline of its owner, who is told."""
    owners = {user.pk: user for user in queries.possible_owners(meeting)}
    if given.owner_id and given.owner_id not in owners:
        raise Invalid({"__all__": f"Choose again who is to do “{given.what}”"})
    give_action(
        episode=meeting.episode,
        source="meeting",
        source_ref=meeting.reference,
        by=by,
        action=NewAction(
            what=given.what,
            due_at=given.due_at,
            owner=owners.get(given.owner_id) if given.owner_id else None,
            owner_name=given.owner_name,
        ),
    )


def _told(episode: Episode) -> set[int]:
    able = queries.holders(policy.roles_that_may("view_meeting"))
    return alerts.people_to_tell(episode) & able


@transaction.atomic
def cancel(*, meeting_ref: str, reason: str, by: User) -> Meeting:
    """It will not take place. What it should have settled stays open while they are missing."""
    meeting = _locked(meeting_ref, by=by)
    meeting.state, meeting.cancelled_reason = "cancelled", _why(reason)
    meeting.version += 1
    meeting.save()
    _record("meeting.cancelled", meeting, by=by, reason=meeting.cancelled_reason)
    return meeting


@transaction.atomic
def keep_as_professionals(*, meeting_ref: str, by: User) -> Meeting:
    """Found before the meeting: still held, among professionals (repeat concerns, high risk)."""
    meeting = _locked(meeting_ref, by=by)
    if meeting.episode.is_open:
        raise Refused("They are still missing, so this meeting is held as it was planned.")
    other = [row for row in queries.drafts_of(meeting.episode_id) if row.kind == "professionals"]
    if other:
        raise Refused("A professionals’ meeting of this episode is being written already.")
    meeting.kind, meeting.previous = "professionals", None
    meeting.version += 1
    meeting.save()
    _record("meeting.kept", meeting, by=by)
    return meeting


@transaction.atomic
def not_convene(*, episode_ref: str, kind: str, reason: str, by: User) -> Meeting:
    """Not to hold a meeting is a decision: kept with its reason, and the deadline answered."""
    episode = episode_for(by, episode_ref, to="hold_meeting", lock=True)
    verdict = policy.may_start(by, episode, kind)
    if not verdict.ok:
        raise Refused(verdict.reason)
    if kind not in rules.WHILE_MISSING:
        raise Invalid({"kind": "Select a meeting that has to be held"})
    if any(draft.kind == kind for draft in queries.drafts_of(episode.pk)):
        raise Refused("The minutes of this meeting have been begun. Cancel them first.")
    now, why = clock.now(), _why(reason)
    meeting = Meeting.objects.create(
        episode=episode,
        kind=kind,
        state="not_convened",
        cancelled_reason=why,
        created_by=by,
        created_at=now,
    )
    _record("meeting.not_convened", meeting, by=by, reason=why)
    settle_all(episode_id=episode.pk, rules=rules.RULES_OF_KIND[kind], at=now, by=by, reason=why)
    return meeting


def _why(reason: str) -> str:
    if not reason.strip():
        raise Invalid({"reason": "Enter why"})
    return reason.strip()


def _record(verb: str, meeting: Meeting, *, by: User, **detail: Any) -> None:
    audit.record(
        verb,
        by=by,
        about=meeting,
        person_id=meeting.episode.person_id,
        kind=rules.KINDS[meeting.kind],
        **detail,
    )
