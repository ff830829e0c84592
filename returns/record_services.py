"""How a return home interview ends: recorded, answered by none, and then analysed (S4).

Each is one transaction that locks the person and the episode before the interview.
"""

from datetime import datetime

from django.db import transaction

from accounts import clock
from accounts.errors import Conflict, Invalid, Refused
from accounts.models import User
from cases import sections
from cases.rules import NOT_DUE_REASONS
from deadlines.services import explain_late
from notifications.outbox import post
from returns import queries, rules
from returns.models import Interview, InterviewSection
from returns.services import locked, people_told, record, save, tell_clocks


@transaction.atomic
def finish(
    *, ref: str, held_at: datetime | None, late_reason: str, read: dict[str, int], by: User
) -> Interview:
    """Record the interview for good. Beyond 72 hours it needs a reason and the contact log (S4).

    `read` holds the version of each section as the page showed it; one changed since conflicts.
    """
    interview = locked(ref, by=by, to="record_interview")
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
    save(interview)
    record("interview.recorded", interview, by=by)
    tell_clocks("interview_held", interview, at=held, by=by)
    tell_clocks("interview_recorded", interview, at=now, by=by)
    if why_late and (deadline := queries.held_deadline(interview)):
        explain_late(deadline=deadline, why=why_late, by=by)
    post(
        template="interview_recorded",
        recipients=people_told(interview) - {by.pk},
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


@transaction.atomic
def answer(*, ref: str, how: str, reason: str, by: User, not_due_why: str = "") -> Interview:
    """There is no interview: declined, could not be held, or not due; always with the reason."""
    interview = locked(ref, by=by, to="arrange_interview" if how == "not_due" else "answer")
    if how not in rules.ANSWERED:
        raise Invalid({"how": "Select why there is no interview"})
    if not reason.strip():
        raise Invalid({"reason": "Enter the reason"})
    if how == "not_due":
        _check_not_due(interview, not_due_why)
    interview.state, interview.reason = how, reason.strip()
    interview.not_due_why = not_due_why if how == "not_due" else ""
    save(interview)
    record("interview.answered", interview, by=by, how=rules.STATES[how], reason=reason)
    tell_clocks("interview_answered", interview, at=clock.now(), by=by)
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
    """The social worker's analysis of what was said, which goes into the child's plan (S4)."""
    interview = locked(ref, by=by, to="analyse_interview")
    if not analysis.strip():
        raise Invalid({"analysis": "Enter your analysis"})
    now = clock.now()
    interview.analysis, interview.analysed_at, interview.analysed_by = analysis.strip(), now, by
    save(interview)
    record("interview.analysed", interview, by=by)
    tell_clocks("analysed", interview, at=now, by=by)
    return interview
