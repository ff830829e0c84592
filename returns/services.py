"""What happens to a return home interview: needed, given, tried, recorded, answered, analysed (S4).

Each is one transaction that locks the episode's person and episode before the interview. Times are
aware and stored in UTC; 72 hours are real hours, across a change of the clocks too.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import audit, clock
from accounts.errors import Conflict, Invalid, Refused
from accounts.models import User
from cases import alerts, policy as episodes, sections
from cases.models import Episode
from cases.rules import NOT_DUE_REASONS
from deadlines.services import explain_late, happened, settle_all
from notifications.outbox import post
from people import access as people_access
from people.hooks import AccessRow
from returns import queries, rules
from returns.access import interview_for
from returns.models import ContactAttempt, Disclosure, Interview, InterviewSection

ENDS = frozenset({"return_home", "end_where_they_are"})
CLOSES = frozenset({"finalise", "void"})


def when_an_episode_moved(move: str, episode: Episode, *, by: User, at: datetime) -> None:
    """In the transaction of the move: every missing episode that ends needs an interview (S4).

    Opened again, the interview stays: what was recorded is kept, an answer of none is taken back. The
    interviewer's sight of the child ends when the episode is closed for good.
    """
    interview = queries.of_episode(episode.pk, lock=True)
    if move in ENDS and episode.end_reason != "deceased" and queries.ever_missing(episode):
        if interview is None:
            interview = Interview.objects.create(episode=episode, created_at=clock.now())
            _record("interview.needed", interview, by=by)
        elif interview.state == "recorded":
            settle_all(
                episode_id=episode.pk,
                rules=["interview_held", "interview_recorded"],
                at=clock.now(),
                by=by,
                reason="The interview of this episode has been recorded already",
            )
    elif interview and move == "reopen" and interview.state in rules.ANSWERED:
        interview.state = "assigned" if interview.interviewer_id else "needed"
        interview.reason, interview.not_due_why = "", ""
        _save(interview)
        _record("interview.reopened", interview, by=by)
    elif interview and move in CLOSES and interview.interviewer_id:
        interview.access_ended_at = max(at, interview.assigned_at or at)
        _save(interview)
        people_access.end(
            source=source_of(interview), person_id=episode.person_id,
            at=interview.access_ended_at, by=by,
        )  # fmt: skip


def source_of(interview: Interview) -> str:
    """The reason under which the interviewer sees this child."""
    return f"interview:{interview.pk}"


def rows_of_interviews() -> Iterable[AccessRow]:
    """An interview opens what it needs of the record to the interviewer it was given to."""
    return [
        (
            row.episode.person_id,
            "user_id",
            int(row.interviewer_id or 0),
            "interview",
            source_of(row),
            row.assigned_at,
            row.access_ended_at,
        )
        for row in queries.with_interviewer()
    ]


def _locked(ref: str, *, by: User, to: str) -> Interview:
    """The interview with its person and episode locked before it (way 1)."""
    found = interview_for(by, ref, to=to)
    alerts.lock(found.episode)
    return interview_for(by, ref, to=to, lock=True)


def _save(interview: Interview) -> None:
    interview.version += 1
    interview.save()


def _record(verb: str, interview: Interview, *, by: User, **detail: Any) -> None:
    audit.record(verb, by=by, about=interview, person_id=interview.episode.person_id, **detail)


def _event(name: str, interview: Interview, *, at: datetime, by: User) -> None:
    happened(
        name,
        person_id=interview.episode.person_id,
        episode_id=interview.episode_id,
        episode_ref=interview.episode.reference,
        at=at,
        by=by,
    )


@transaction.atomic
def assign(*, ref: str, provider_id: int, interviewer_id: int, by: User) -> Interview:
    """Give the interview to somebody of a provider, whose age range must fit the child (S4)."""
    interview = _locked(ref, by=by, to="arrange_interview")
    chosen = [
        one
        for one in queries.interviewers()
        if (one.provider_id, one.user.pk) == (provider_id, interviewer_id)
    ]
    if not chosen:
        raise Invalid({"interviewer": "Select an interviewer from the list"})
    _check_age(interview, chosen[0])
    now, person_id = clock.now(), interview.episode.person_id
    if interview.interviewer_id == interviewer_id:
        return interview
    if interview.interviewer_id:
        people_access.end(source=source_of(interview), person_id=person_id, at=now, by=by)
    interview.provider_id, interview.interviewer = provider_id, chosen[0].user
    interview.state, interview.assigned_at = "assigned", now
    _save(interview)
    people_access.give(
        person_id=person_id, user_id=interviewer_id, level="interview",
        source=source_of(interview), valid_from=now, by=by,
    )  # fmt: skip
    _record("interview.assigned", interview, by=by, to=chosen[0].user.name)
    post(
        template="interview_assigned",
        recipients=[interviewer_id],
        key=f"interview_assigned:{interview.pk}:{interview.version}",
        ids={"reference": interview.reference},
        person_id=person_id,
    )
    return interview


def _check_age(interview: Interview, chosen: queries.Choice) -> None:
    age = interview.episode.person.age_on(clock.today())
    if age is None:
        return
    low, high = chosen.min_age, chosen.max_age
    if (low is not None and age < low) or (high is not None and age > high):
        span = f"from {low} to {high}" if low is not None and high is not None else (
            f"from {low}" if low is not None else f"up to {high}"
        )
        raise Invalid(
            {
                "interviewer": f"{chosen.provider} interviews children aged {span}, and this child "
                f"is {age}. Choose another provider."
            }
        )


@transaction.atomic
def log_contact(*, ref: str, at: datetime, how: str, outcome: str, by: User) -> ContactAttempt:
    """One attempt to offer or hold the interview."""
    interview = _locked(ref, by=by, to="log_contact")
    if at > clock.now():
        raise Invalid({"at": "The time of the attempt must be now or in the past"})
    attempt = ContactAttempt.objects.create(
        interview=interview, at=at, how=how, outcome=outcome, by=by
    )
    _record("interview.tried", interview, by=by)
    return attempt


@transaction.atomic
def finish(
    *, ref: str, held_at: datetime | None, late_reason: str, read: dict[str, int], by: User
) -> Interview:
    """Record the interview for good. Beyond 72 hours it needs a reason and the contact log (S4).

    `read` holds the version of each section as the page showed it: one changed since is a `Conflict`.
    """
    interview = _locked(ref, by=by, to="record_interview")
    begun = sections.all_of(table=InterviewSection, parent=interview)
    if {key: row.version for key, row in begun.items()} != read:
        raise Conflict("A section was changed while you were looking. Read it again first.")
    if sections.unfinished(table=InterviewSection, parent=interview, needed=rules.SECTIONS):
        raise Invalid({"__all__": "Complete every section before you record the interview."})
    held = _held_at(interview, held_at)
    why_late = _why_late(interview, held, late_reason)
    now = clock.now()
    interview.state, interview.held_at, interview.reason = "recorded", held, why_late
    interview.recorded_at, interview.recorded_by = now, by
    _save(interview)
    _record("interview.recorded", interview, by=by)
    _event("interview_held", interview, at=held, by=by)
    _event("interview_recorded", interview, at=now, by=by)
    if why_late and (deadline := queries.held_deadline(interview)):
        explain_late(deadline=deadline, why=why_late, by=by)
    post(
        template="interview_recorded",
        recipients=_told(interview) - {by.pk},
        key=f"interview_recorded:{interview.pk}",
        ids={"reference": interview.reference},
        person_id=interview.episode.person_id,
    )
    return interview


def _held_at(interview: Interview, held_at: datetime | None) -> datetime:
    episode = interview.episode
    found = episode.located_at or episode.ended_at
    if found is None or episode.is_open:
        raise Refused("The episode is open again, so the interview has to wait.")
    if held_at is None:
        raise Invalid({"__all__": "Say when the interview was held, under “The interview”."})
    if held_at > clock.now():
        raise Invalid({"__all__": "The interview cannot have been held in the future."})
    if held_at < found:
        raise Invalid({"__all__": "The interview cannot have been held before they were found."})
    return held_at


def is_late(interview: Interview, held_at: datetime | None) -> bool:
    limit = queries.to_be_held_by(interview)
    return bool(held_at and limit and held_at > limit)


def _why_late(interview: Interview, held_at: datetime, reason: str) -> str:
    if not is_late(interview, held_at):
        return ""
    if not reason.strip():
        raise Invalid({"late_reason": "Enter why it was not held within 72 hours"})
    if not queries.contacts_of(interview):
        raise Invalid(
            {"__all__": "Add to the contact log what was tried: it was held after 72 hours."}
        )
    return reason.strip()


def _told(interview: Interview) -> set[int]:
    """The child's own people, of those who may read an interview."""
    return alerts.people_to_tell(interview.episode)


@transaction.atomic
def answer(*, ref: str, how: str, reason: str, by: User, not_due_why: str = "") -> Interview:
    """There is no interview: declined, could not be held, or not due; always with the reason."""
    interview = _locked(ref, by=by, to="arrange_interview" if how == "not_due" else "answer")
    if how not in rules.ANSWERED:
        raise Invalid({"how": "Select why there is no interview"})
    if not reason.strip():
        raise Invalid({"reason": "Enter the reason"})
    if how == "not_due":
        _check_not_due(interview, not_due_why)
    interview.state, interview.reason = how, reason.strip()
    interview.not_due_why = not_due_why if how == "not_due" else ""
    _save(interview)
    _record("interview.answered", interview, by=by, how=rules.STATES[how], reason=reason)
    _event("interview_answered", interview, at=clock.now(), by=by)
    return interview


def _check_not_due(interview: Interview, why: str) -> None:
    """Not due is for four situations, and the record must not say otherwise."""
    if why not in NOT_DUE_REASONS:
        raise Invalid({"not_due_why": "Select why no interview is due"})
    age = interview.episode.person.age_on(clock.today())
    if why == "adult" and age is not None and age < 18:
        raise Invalid({"not_due_why": f"They are {age}, so an interview is due"})
    if why == "absent_only" and queries.ever_missing(interview.episode):
        raise Invalid({"not_due_why": "They were missing, not only absent"})


@transaction.atomic
def analyse(*, ref: str, analysis: str, by: User) -> Interview:
    """The social worker's analysis of what was said, which goes into the plan for the child (S4)."""
    interview = _locked(ref, by=by, to="analyse_interview")
    if not analysis.strip():
        raise Invalid({"analysis": "Enter your analysis"})
    now = clock.now()
    interview.analysis, interview.analysed_at, interview.analysed_by = analysis.strip(), now, by
    _save(interview)
    _record("interview.analysed", interview, by=by)
    _event("analysed", interview, at=now, by=by)
    return interview


@transaction.atomic
def disclose(*, ref: str, what: str, police_reference: str, by: User) -> Disclosure:
    """A crime or an immediate danger came up: the worker, the manager and the duty team know at once."""
    interview = _locked(ref, by=by, to="disclose")
    if not what.strip():
        raise Invalid({"what": "Enter what came up"})
    row = Disclosure.objects.create(
        interview=interview, at=clock.now(), what=what.strip(), by=by,
        police_reference=police_reference.strip(),
    )  # fmt: skip
    _record("interview.disclosed", interview, by=by)
    able = episodes.people_who_may_see(interview.episode)
    post(
        template="interview_disclosed",
        recipients=(_told(interview) | (queries.duty_team() & able)) - {by.pk},
        key=f"disclosure:{row.pk}",
        ids={"reference": interview.reference},
        person_id=interview.episode.person_id,
        priority=0,
    )
    return row
