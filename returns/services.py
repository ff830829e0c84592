"""What happens to a return home interview before it is recorded: needed, given, tried (S4).

Each is one transaction that locks the episode's person and episode before the interview. Times are
aware and stored in UTC; 72 hours are real hours, across a change of the clocks too.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import audit, clock
from accounts.errors import Invalid
from accounts.models import User
from cases import alerts
from cases.models import Episode
from deadlines.services import happened, settle_all
from notifications.outbox import post
from people import access as people_access
from people.hooks import AccessRow
from people.models import Person
from returns import policy, queries, rules
from returns.access import interview_for, lock_above
from returns.models import ContactAttempt, Disclosure, Interview

ENDS = frozenset({"return_home", "end_where_they_are"})
CLOSES = frozenset({"finalise", "void"})


def when_an_episode_moved(move: str, episode: Episode, *, by: User, at: datetime) -> None:
    """In the transaction of the move: every missing episode that ends needs an interview (S4).

    Opened again, the interview stays: what was recorded is kept, an answer of none is taken back.
    The interviewer's sight of the child ends when the episode is closed for good.
    """
    interview = queries.of_episode(episode.pk, lock=True)
    if move in ENDS and episode.end_reason != "deceased" and queries.ever_missing(episode):
        if interview is None:
            interview = Interview.objects.create(episode=episode, created_at=clock.now())
            record("interview.needed", interview, by=by)
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
        save(interview)
        record("interview.reopened", interview, by=by)
    elif interview and move in CLOSES and interview.interviewer_id:
        interview.access_ended_at = max(at, interview.assigned_at or at)
        save(interview)
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
            row.interviewer_id,
            "interview",
            source_of(row),
            row.assigned_at,
            row.access_ended_at,
        )
        for row in queries.with_interviewer()
        if row.interviewer_id and row.assigned_at
    ]


def locked(ref: str, *, by: User, to: str) -> Interview:
    """The interview with its person and episode locked before it (way 1)."""
    found = interview_for(by, ref, to=to)
    lock_above(found)
    return interview_for(by, ref, to=to, lock=True)


def save(interview: Interview) -> None:
    interview.version += 1
    interview.save()


def record(verb: str, interview: Interview, *, by: User, **detail: Any) -> None:
    audit.record(verb, by=by, about=interview, person_id=interview.episode.person_id, **detail)


def tell_clocks(name: str, interview: Interview, *, at: datetime, by: User) -> None:
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
    interview = locked(ref, by=by, to="arrange_interview")
    chosen = [
        one
        for one in queries.interviewers()
        if (one.provider_id, one.user.pk) == (provider_id, interviewer_id)
    ]
    if not chosen:
        raise Invalid({"interviewer": "Select an interviewer from the list"})
    if why := why_not_of_age(interview.episode.person, chosen[0]):
        raise Invalid({"interviewer": why})
    now, person_id = clock.now(), interview.episode.person_id
    if interview.interviewer_id == interviewer_id:
        return interview
    if interview.interviewer_id:
        people_access.end(source=source_of(interview), person_id=person_id, at=now, by=by)
    interview.provider_id, interview.interviewer = provider_id, chosen[0].user
    interview.state, interview.assigned_at = "assigned", now
    save(interview)
    people_access.give(
        person_id=person_id, user_id=interviewer_id, level="interview",
        source=source_of(interview), valid_from=now, by=by,
    )  # fmt: skip
    record("interview.assigned", interview, by=by, to=chosen[0].user.name)
    post(
        template="interview_assigned",
        recipients=[interviewer_id],
        key=f"interview_assigned:{interview.pk}:{interview.version}",
        ids={"reference": interview.reference},
        person_id=person_id,
    )
    return interview


def why_not_of_age(person: Person, chosen: queries.Choice) -> str:
    """Why this provider does not interview a child of this age; empty where it does."""
    age = person.age_on(clock.today())
    if age is None:
        return ""
    low, high = chosen.min_age, chosen.max_age
    if (low is None or age >= low) and (high is None or age <= high):
        return ""
    span = (
        f"from {low} to {high}"
        if low is not None and high is not None
        else (f"from {low}" if low is not None else f"up to {high}")
    )
    return (
        f"{chosen.provider} interviews children aged {span}, and this child is {age}. "
        "Choose another provider."
    )


@transaction.atomic
def log_contact(*, ref: str, at: datetime, how: str, outcome: str, by: User) -> ContactAttempt:
    """One attempt to offer or hold the interview."""
    interview = locked(ref, by=by, to="log_contact")
    if at > clock.now():
        raise Invalid({"at": "The time of the attempt must be now or in the past"})
    attempt = ContactAttempt.objects.create(
        interview=interview, at=at, how=how, outcome=outcome, by=by
    )
    record("interview.tried", interview, by=by)
    return attempt


def people_told(interview: Interview) -> set[int]:
    """The child's own people, of those who may read an interview."""
    return alerts.people_to_tell(interview.episode) & policy.people_who_may_see(interview)


@transaction.atomic
def disclose(
    *, ref: str, what: str, police_told: bool, police_reference: str, by: User
) -> Disclosure:
    """A crime or an immediate danger came up: worker, manager and duty team know at once."""
    interview = locked(ref, by=by, to="disclose")
    if not what.strip():
        raise Invalid({"what": "Enter what came up"})
    row = Disclosure.objects.create(
        interview=interview, at=clock.now(), what=what.strip(), by=by,
        police_told=police_told,
        police_reference=police_reference.strip(),
    )  # fmt: skip
    record("interview.disclosed", interview, by=by)
    able = policy.people_who_may_see(interview)
    post(
        template="interview_disclosed",
        recipients=(people_told(interview) | (queries.duty_team() & able)) - {by.pk},
        key=f"disclosure:{row.pk}",
        ids={"reference": interview.reference},
        person_id=interview.episode.person_id,
        priority=0,
    )
    out = alerts.kept_out(interview.episode, more=queries.duty_team()) - {by.pk}
    alerts.call_in(interview.episode, users=out, key=f"disclosure:{row.pk}")
    return row
