"""What is written down on an episode that is not a move: the log, risk, who was told, the
report put right.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Conflict, Invalid
from accounts.models import User
from cases import lifecycle, risk_rules, rules, steps
from cases.access import episode_for
from cases.models import Episode, LogEntry, RiskView
from cases.steps import current_spell
from deadlines.moving import set_priority
from deadlines.services import happened, move_start


def event(episode: Episode, name: str, *, at: datetime, by: User, **more: Any) -> None:
    """Tell the clockwork, in the caller's transaction."""
    about: dict[str, Any] = {
        "about_kind": "episode",
        "about_id": episode.pk,
        "about_ref": episode.reference,
    }
    happened(
        name,
        person_id=episode.person_id,
        episode_id=episode.pk,
        episode_ref=episode.reference,
        at=at,
        by=by,
        **(about | more),
    )


def past(at: datetime | None, *, name: str = "at") -> datetime:
    """The time that something happened: given, and not in the future."""
    if at is None:
        raise Invalid({name: "Enter the date and time"})
    if at > now():
        raise Invalid({name: "The date and time must be now or in the past"})
    if at < rules.EARLIEST:
        raise Invalid({name: rules.TOO_EARLY})
    return at


def said(text: str, name: str, sentence: str) -> str:
    if not text.strip():
        raise Invalid({name: sentence})
    return text.strip()


def add_log(
    *,
    ref: str,
    by: User,
    kind: str,
    at: datetime | None,
    text: str,
    place: str = "",
    source: str = "",
    confidence: str = "",
) -> LogEntry:
    """Write one thing into the log. It is never changed: a further entry corrects it.

    A sighting says where, who says so and how sure it is.
    """
    with transaction.atomic():
        episode = episode_for(by, ref, to="add_log", lock=True)
        if kind not in rules.LOG_KINDS:
            raise Invalid({"kind": "Select what it is"})
        entry = LogEntry.objects.create(
            episode=episode,
            kind=kind,
            at=past(at),
            text=said(text, "text", "Enter what happened"),
            **_sighting(kind, place, source, confidence),
            by=by,
            written_at=now(),
        )
        audit.record(
            "log.written",
            by=by,
            about=episode,
            person_id=episode.person_id,
            kind=rules.LOG_KINDS[kind],
        )
    return entry


def _sighting(kind: str, place: str, source: str, confidence: str) -> dict[str, str]:
    if kind != "sighting":
        return {}
    wrong = {}
    if not place.strip():
        wrong["place"] = "Enter where they were seen"
    if confidence not in risk_rules.CONFIDENCE:
        wrong["confidence"] = "Select how sure it is"
    if wrong:
        raise Invalid(wrong)
    return {"place": place.strip(), "source": source.strip(), "confidence": confidence}


def grade(
    *, ref: str, by: User, whose: str, grade: str, why: str = "", at: datetime | None = None
) -> RiskView:
    """A view of the risk from now on: the police's grade, or the council's own (S4)."""
    with transaction.atomic():
        episode = episode_for(by, ref, to="grade_risk", lock=True)
        if grade not in rules.GRADES:
            raise Invalid({"grade": "Select the grade"})
        if whose not in rules.WHOSE_GRADE:
            raise Invalid({"whose": "Select whose view it is"})
        view = RiskView.objects.create(
            episode=episode, whose=whose, grade=grade, why=why.strip(), at=at or now(), by=by
        )
        audit.record(
            "risk.graded",
            by=by,
            about=episode,
            person_id=episode.person_id,
            whose=rules.WHOSE_GRADE[whose],
            grade=rules.GRADES[grade],
        )
        set_priority(episode_id=episode.pk, priority=0 if steps.graded_high(episode) else 1)
    return view


def tell_parents(*, ref: str, by: User, who: str, at: datetime | None, why_not: str = "") -> None:
    """Those with parental responsibility told, when and who; or why they were not (S4)."""
    with transaction.atomic():
        episode = episode_for(by, ref, to="tell_parents", lock=True)
        if why_not.strip():
            moment, text = now(), f"Parents not told: {why_not.strip()}"
        else:
            moment = past(at)
            text = f"Told: {said(who, 'who', 'Enter who was told')}"
        LogEntry.objects.create(
            episode=episode, kind="told", at=moment, text=text, by=by, written_at=now()
        )
        audit.record("parents.told", by=by, about=episode, person_id=episode.person_id, who=text)
        event(episode, "parents_told", at=moment, by=by)


def ask_again(*, ref: str, by: User, answer: str) -> None:
    """At 24 hours: is the police's missing team on it, is a Need to Know due (S0, S4)."""
    with transaction.atomic():
        episode = episode_for(by, ref, to="add_log", lock=True)
        text = said(answer, "answer", "Enter what you were told")
        LogEntry.objects.create(
            episode=episode, kind="police_update", at=now(), text=text, by=by, written_at=now()
        )
        audit.record("asked.again", by=by, about=episode, person_id=episode.person_id)
        event(episode, "asked_again", at=now(), by=by)


def decide_profile(
    *, ref: str, by: User, factors: list[str], discussed_with: str, needed: bool | None, why: str
) -> None:
    """Back within 4 hours: worker and manager decide whether a profile is needed; the reason is
    kept (S4).
    """
    with transaction.atomic():
        episode = episode_for(by, ref, to="decide_profile", lock=True)
        if needed is None:
            raise Invalid({"needed": "Select whether a Missing Profile is needed"})
        if unknown := set(factors) - {*rules.PROFILE_FACTORS, "none"}:
            raise ValueError(f"not factors: {sorted(unknown)}")
        what = "needed" if needed else "not needed"
        so = [text for key, text in rules.PROFILE_FACTORS.items() if key in factors]
        whom = said(discussed_with, "discussed_with", "Enter the manager you discussed it with")
        lines = [
            f"Missing Profile {what}: {said(why, 'why', 'Enter why')}",
            f"Discussed with {whom}.",
            "What is so: " + ("; ".join(so) or "none of the usual reasons") + ".",
        ]
        moment = now()
        LogEntry.objects.create(
            episode=episode, kind="note", at=moment, text="\n".join(lines), by=by, written_at=moment
        )
        audit.record(
            "profile.decided", by=by, about=episode, person_id=episode.person_id, what=what
        )
        event(episode, "profile_decided", at=moment, by=by)


def confirm_absent(*, ref: str, by: User, who: str, at: datetime | None) -> None:
    """Absent, and somebody has confirmed again where they are and that it is safe; the next
    look is due anew.
    """
    with transaction.atomic():
        episode = episode_for(by, ref, to="add_log", lock=True)
        moment = past(at)
        text = f"Whereabouts and safety confirmed: {said(who, 'who', 'Enter who confirmed it')}"
        if current_spell(episode).status in rules.MISSING:
            raise Invalid({"__all__": "They are missing now, not absent"})
        LogEntry.objects.create(
            episode=episode, kind="contact_attempt", at=moment, text=text, by=by, written_at=now()
        )
        audit.record("absence.confirmed", by=by, about=episode, person_id=episode.person_id)
        event(episode, "absent_identified", at=moment, by=by)


CORRECTABLE = frozenset(
    [
        "started_at",
        "left_at",
        "last_seen_at",
        "responsible_authority",
        "start_approximate",
        "missing_from",
        "from_detail",
        "last_seen_by",
        "circumstances",
        "clothing",
        "belongings",
        "contact",
        "police_force",
        "police_reference",
        "police_told_at",
        "not_told_police_reason",
        "risks_not_known_reason",
    ]
)


def correct(*, ref: str, by: User, version: int, **fields: Any) -> Episode:
    """Put the report right. Two editors: the second is shown what the first saved (`Conflict`).

    A corrected start moves every deadline that hangs on it, and the first status with it.
    """
    if unknown := set(fields) - CORRECTABLE:
        raise ValueError(f"not correctable: {sorted(unknown)}")
    try:
        with transaction.atomic():
            episode = episode_for(by, ref, to="report", lock=True)
            lifecycle.check_writable(episode)
            fields = _start_worked_out(episode, fields)
            changed = {key for key, value in fields.items() if getattr(episode, key) != value}
            if version != episode.version and changed:
                raise Conflict(theirs=episode)
            if not changed:
                return episode
            if "started_at" in changed:
                _move_start(episode, past(fields["started_at"], name="started_at"), by=by)
            for key in changed:
                setattr(episode, key, fields[key])
            if {"police_reference", "police_told_at"} & changed:  # told after all
                episode.not_told_police_reason = ""
            episode.version += 1
            episode.save()
            labels = sorted(key.replace("_", " ") for key in changed)
            audit.record(
                "episode.corrected",
                by=by,
                about=episode,
                person_id=episode.person_id,
                fields=", ".join(labels),
            )
    except IntegrityError as error:
        raise lifecycle.in_words(error, start="started_at") from error
    return episode


def _start_worked_out(episode: Episode, fields: dict[str, Any]) -> dict[str, Any]:
    """Where it is known when they left or were last seen, the start is the later of the two."""
    for name in ("left_at", "last_seen_at"):
        if fields.get(name):
            past(fields[name], name=name)
    known = {name: fields.get(name, getattr(episode, name)) for name in ("left_at", "last_seen_at")}
    start = rules.start_of(known["left_at"], known["last_seen_at"])
    if start is None or start == fields.get("started_at", episode.started_at):
        return fields
    if any(known[name] != getattr(episode, name) for name in known):
        return fields | {"started_at": start}
    raise Invalid({"started_at": "This is worked out from when they left and were last seen"})


def _move_start(episode: Episode, start: datetime, *, by: User) -> None:
    first = episode.spells.order_by("starts_at", "id").first()
    if first is None:
        return
    limit = first.ends_at or episode.located_at or episode.ended_at
    if limit and start >= limit:
        raise Invalid({"started_at": "The start must be before what happened next"})
    first.starts_at = start
    first.save(update_fields=["starts_at"])
    if first.status in rules.MISSING:
        move_start(episode_id=episode.pk, event="missing_identified", new_start=start, by=by)
