"""Risks by type, the challenge of the police's grade, and legal steps: one transaction each (S4).

Every row that is edited has a version: the second editor is shown what the first saved
(`Conflict`). Days are London's; times are aware.
"""

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404

from accounts import audit
from accounts.clock import LONDON, now, today
from accounts.errors import Conflict, Invalid
from accounts.models import User
from cases import lifecycle, risk_rules, rules
from cases.access import episode_for
from cases.models import Episode, GradeChallenge, LegalStep, Risk, RiskView
from cases.services import event, past, said

CLOSE_OF_DAY = time(17)


def record_risk(
    *,
    ref: str,
    by: User,
    kind: str,
    level: str,
    version: int,
    last_seen_on: date | None = None,
    detail: str = "",
) -> Risk:
    """A type of risk, known or potential, and when it was last a concern. 0 is the version of one
    that was not recorded before; recording one that had ended brings it back.
    """
    if kind not in risk_rules.RISKS:
        raise Http404("No such type of risk")
    with transaction.atomic():
        episode = episode_for(by, ref, to="grade_risk", lock=True)
        wrong = {}
        if level not in risk_rules.LEVELS:
            wrong["level"] = "Select whether the risk is known or potential"
        if last_seen_on and last_seen_on > today():
            wrong["last_seen_on"] = "The day it was last seen must be today or in the past"
        if kind == "other" and not detail.strip():
            wrong["detail"] = "Enter what the risk is"
        if wrong:
            raise Invalid(wrong)
        row = Risk.objects.filter(episode=episode, kind=kind).first()
        if row is None:
            row = Risk(episode=episode, kind=kind, version=0)
        elif row.version != version:
            raise Conflict(theirs=row)
        row.level, row.last_seen_on, row.detail = level, last_seen_on, detail.strip()
        row.by, row.at, row.ended_at, row.ended_why = by, now(), None, ""
        row.version += 1
        row.save()
        audit.record(
            "risk.recorded", by=by, about=episode, kind=row.get_kind_display(),
            level=row.get_level_display().lower(),
        )  # fmt: skip
    return row


def end_risk(*, ref: str, by: User, kind: str, why: str) -> None:
    """It is no longer a concern, or was recorded by mistake; the row stays, with why."""
    with transaction.atomic():
        episode = episode_for(by, ref, to="grade_risk", lock=True)
        row = Risk.objects.filter(episode=episode, kind=kind, ended_at__isnull=True).first()
        if row is None:
            raise Invalid({"__all__": "This risk has been ended already"})
        row.ended_why = said(why, "why", "Enter why it is no longer a risk")
        row.ended_at, row.version = now(), row.version + 1
        row.save(update_fields=["ended_at", "ended_why", "version"])
        audit.record(
            "risk.ended", by=by, about=episode, kind=row.get_kind_display(), why=row.ended_why
        )


def challenge(
    *, ref: str, by: User, wanted_grade: str, why: str, to_whom: str, reply_due_at: datetime | None
) -> GradeChallenge:
    """The head of service asks the police's inspector for another grade (S4). One at a time."""
    try:
        with transaction.atomic():
            episode = episode_for(by, ref, to="challenge_grade", lock=True)
            grade = latest_police_grade(episode)
            wrong = {}
            if not grade:
                raise Invalid({"__all__": "The police have not graded the risk: record it first"})
            if wanted_grade not in rules.GRADES:
                wrong["wanted_grade"] = "Select the grade that you ask for"
            elif wanted_grade == grade:
                wrong["wanted_grade"] = "This is the police’s grade already"
            if reply_due_at is None or reply_due_at <= now():
                wrong["reply_due_at"] = "The time for the answer must be in the future"
            if wrong:
                raise Invalid(wrong)
            row = GradeChallenge.objects.create(
                episode=episode, police_grade=grade, wanted_grade=wanted_grade, sent_at=now(),
                why=said(why, "why", "Enter why the grade is wrong"), sent_by=by,
                to_whom=said(to_whom, "to_whom", "Enter the officer it went to"),
                reply_due_at=reply_due_at,
            )  # fmt: skip
            audit.record(
                "challenge.sent", by=by, about=episode, to=row.to_whom,
                grade=row.get_police_grade_display(), wanted=row.get_wanted_grade_display(),
            )  # fmt: skip
            _tell(episode, "challenge_sent", row, by=by, due_at=reply_due_at)
    except IntegrityError as error:
        raise _one_open(error) from error
    return row


def latest_police_grade(episode: Episode) -> str:
    view = episode.risk_views.filter(whose="police").order_by("-at", "-id").first()
    return view.grade if view else ""


def _open_challenge(ref: str, by: User, version: int) -> tuple[Episode, GradeChallenge]:
    episode = episode_for(by, ref, to="challenge_grade", lock=True)
    row = GradeChallenge.objects.filter(episode=episode, closed_at__isnull=True).first()
    if row is None:
        raise Invalid({"__all__": "The challenge has been closed already"})
    if row.version != version:
        raise Conflict("Somebody has written to this challenge since you opened it.", theirs=row)
    row.version += 1
    return episode, row


def escalate(
    *, ref: str, by: User, version: int, escalated_to: str, reply_due_at: datetime | None
) -> GradeChallenge:
    """Nobody answers, or the answer is no: it goes higher, with a new time for the reply."""
    with transaction.atomic():
        episode, row = _open_challenge(ref, by, version)
        if reply_due_at is None or reply_due_at <= now():
            raise Invalid({"reply_due_at": "The time for the answer must be in the future"})
        row.escalated_to = said(escalated_to, "escalated_to", "Enter whom it was taken to")
        row.escalated_at, row.reply_due_at = now(), reply_due_at
        row.save()
        audit.record("challenge.escalated", by=by, about=episode, to=row.escalated_to)
        _tell(episode, "challenge_escalated", row, by=by, due_at=reply_due_at)
    return row


def record_answer(
    *,
    ref: str,
    by: User,
    version: int,
    answered_grade: str,
    answer: str,
    answered_by: str,
    at: datetime | None,
) -> GradeChallenge:
    """What the police said. A grade that changed stands from then on as theirs."""
    with transaction.atomic():
        episode, row = _open_challenge(ref, by, version)
        if answered_grade not in rules.GRADES:
            raise Invalid({"answered_grade": "Select the police’s grade after the challenge"})
        row.answered_at, row.answered_grade = past(at), answered_grade
        row.answer = said(answer, "answer", "Enter what the police answered")
        row.answered_by = said(answered_by, "answered_by", "Enter who answered")
        row.save()
        if answered_grade != latest_police_grade(episode):
            RiskView.objects.create(
                episode=episode, whose="police", grade=answered_grade, why=row.answer,
                at=row.answered_at, by=by,
            )  # fmt: skip
        audit.record(
            "challenge.answered", by=by, about=episode, grade=row.get_answered_grade_display()
        )
        _tell(episode, "challenge_answered", row, by=by)
    return row


def close_challenge(*, ref: str, by: User, version: int, note: str) -> GradeChallenge:
    """The end of it: what was agreed, or why it was given up."""
    with transaction.atomic():
        episode, row = _open_challenge(ref, by, version)
        row.closed_note, row.closed_at = said(note, "note", "Enter how it ended"), now()
        row.save()
        audit.record("challenge.closed", by=by, about=episode, note=row.closed_note)
        _tell(episode, "challenge_closed", row, by=by)
    return row


def _one_open(error: IntegrityError) -> Exception:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if name == "one_challenge_open":
        return Invalid({"__all__": "A challenge is open already: record its answer, or close it"})
    return error


def _tell(
    episode: Episode, name: str, row: Any, *, by: User, due_at: datetime | None = None
) -> None:
    event(
        episode, name, at=now(), by=by, about_kind=row._meta.model_name, about_id=row.pk,
        about_ref=episode.reference, due_at=due_at,
    )  # fmt: skip


def record_legal(
    *, ref: str, by: User, number: int | None, version: int, **fields: Any
) -> LegalStep:
    """A legal step, new or as it stands now. What is in force and runs out has a deadline."""
    try:
        with transaction.atomic():
            episode = episode_for(by, ref, to="record_legal", lock=True)
            if number is None:
                row = LegalStep(episode=episode, version=0)
            else:
                found = episode.legal_steps.filter(pk=number).first()
                if found is None:
                    raise Http404("No such legal step")
                if found.version != version:
                    raise Conflict(theirs=found)
                row = found
            _check_legal(fields)
            for name, value in fields.items():
                setattr(row, name, value)
            row.by, row.at, row.version = by, now(), row.version + 1
            row.save()
            audit.record(
                "legal.recorded", by=by, about=episode, kind=row.get_kind_display(),
                state=row.get_state_display().lower(),
            )  # fmt: skip
            _watch(episode, row, by=by)
    except IntegrityError as error:
        raise lifecycle.in_words(error) from error
    return row


def _watch(episode: Episode, row: LegalStep, *, by: User) -> None:
    if row.state == "in_force" and row.expires_on and row.expires_on >= today():
        due = datetime.combine(row.expires_on, CLOSE_OF_DAY, tzinfo=LONDON)
        _tell(episode, "legal_step_in_force", row, by=by, due_at=max(due, now()))
    else:
        _tell(episode, "legal_step_ended", row, by=by)


def _check_legal(fields: dict[str, Any]) -> None:
    wrong = {}
    starts, expires = fields.get("starts_on"), fields.get("expires_on")
    if fields["kind"] not in risk_rules.LEGAL_STEPS:
        wrong["kind"] = "Select the step"
    if fields["state"] not in risk_rules.LEGAL_STATES:
        wrong["state"] = "Select how it stands"
    if fields["state"] == "in_force" and not starts:
        wrong["starts_on"] = "Enter the day it was made, served or begun"
    if expires and not starts:
        wrong["starts_on"] = "Enter the day it began, beside the day it runs out"
    if starts and expires and expires < starts:
        wrong["expires_on"] = "The day it runs out must not be before it began"
    if fields["kind"] == "abduction_warning" and not fields.get("against", "").strip():
        wrong["against"] = "Enter whom the notice is against"
    if wrong:
        raise Invalid(wrong)
