"""300 past episodes and five people missing now, told through the product's own moves.

The clock stands where the story is, so deadlines, notices and histories are what they would have
been.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from accounts.clock import local
from accounts.models import User
from cases import lifecycle, oversight_services, reports
from cases import services as cases
from cases.models import Episode
from config.seed import names
from config.seed.clock import move_to
from config.seed.interviews import answer_interview
from config.seed.meetings import hold_meeting
from config.seed.staff import Staff
from people.models import Person
from people.queries import allocated, current_placement

HOUR = timedelta(hours=1)
# How long episodes last, in hours, and how many of a hundred: most are back by the next morning.
LENGTHS = [(3, 30), (7, 25), (12, 18), (26, 12), (50, 8), (110, 5), (220, 2)]


@dataclass(frozen=True)
class Told:
    """One spell to tell: whose, from when, for how long, and whether it is over."""

    person: Person
    start: datetime
    length: timedelta
    over: bool = True
    status: str = ""


def plan(people: list[Person], *, chance: Random, now: datetime, count: int) -> list[Told]:
    """Spread over eighteen months, a few people going again and again; nobody twice at once."""
    weights = [1 + (20 if number % 11 == 0 else 0) for number in range(len(people))]
    hours = [hours for hours, weight in LENGTHS for _ in range(weight)]
    busy: dict[int, list[tuple[datetime, datetime]]] = {}
    for before in Episode.objects.exclude(state="void"):  # told by a run that was stopped
        busy.setdefault(before.person_id, []).append((before.started_at, before.ended_at or now))
    told: list[Told] = []
    while len(told) < count:
        person = chance.choices(people, weights)[0]
        start = now - timedelta(days=chance.uniform(25, 540))
        start = start.replace(minute=chance.choice([0, 10, 20, 30, 45]), second=0, microsecond=0)
        length = timedelta(hours=chance.choice(hours) * chance.uniform(0.6, 1.3))
        spans = busy.setdefault(person.pk, [])
        if any(start < end and first < start + length for first, end in spans):
            continue
        spans.append((start - timedelta(days=12), start + length + timedelta(days=12)))
        told.append(Told(person, start, length))
    return sorted(told, key=lambda one: one.start)


def tell(one: Told, staff: Staff, *, chance: Random, now: datetime) -> Episode:
    """Everything that happened in one episode, up to now."""
    known = one.start + HOUR * chance.choice([0.5, 1, 2])
    move_to(min(known, now))
    reporter, payload = report_of(one, staff, chance=chance)
    report = reports.receive(by=reporter, channel="form", token=uuid.uuid4(), payload=payload)
    episode = report.episode
    if episode is None:
        raise ValueError(f"a made-up report was refused: {report.said}")
    missing = payload["status"].startswith("missing")
    workers = allocated(one.person.pk)
    end = min(one.start + one.length, now)
    if missing:
        _while_missing(episode, one, workers, staff, chance=chance, end=end)
    if not one.over:
        return episode
    episode = _return(episode, one, reporter, chance=chance, now=now)
    if missing:
        answer_interview(episode, staff, chance=chance, now=now)
    _close(episode, workers, staff, chance=chance, now=now)
    return episode


def report_of(one: Told, staff: Staff, *, chance: Random) -> tuple[User, dict[str, object]]:
    """Who reports, and what: the home's own staff where there is a home, else the duty team."""
    placed = current_placement(one.person.pk)
    home = placed.home if placed else None
    reporter = staff.carers_of[home.pk][0] if home else staff.first("edt_officer")
    where = "placement" if placed else "home"
    status = one.status or ("absent" if chance.random() < 0.12 else "missing")
    force = staff.forces[0]
    return reporter, {
        "person": one.person.reference,
        "status": f"{status}_{where}",
        "started_at": local(one.start).isoformat(),
        "missing_from": where,
        "from_detail": str(placed) if placed else "",
        "located_where": "" if status == "missing" else chance.choice(names.PLACES_FOUND),
        "last_seen_by": chance.choice(["Night staff", "Day staff", "A teacher", "A parent"]),
        "circumstances": f"{chance.choice(names.WHY)}.",
        "clothing": chance.choice(names.CLOTHES),
        "belongings": chance.choice(
            ["Phone, switched off", "Phone and a bus pass", "Nothing known"]
        ),
        "reporter_name": reporter.name,
        "reporter_relation": "carer" if home else "social_worker",
        "reporter_phone": reporter.phone,
        "police_told": status == "missing",
        "police_force": force.name if status == "missing" else "",
        "police_reference": f"MP{chance.randint(1000, 9999)}/{one.start:%y}"
        if status == "missing"
        else "",
        "police_told_at": local(one.start + HOUR / 2).isoformat() if status == "missing" else None,
        "not_told_police_reason": "" if status == "missing" else "Their whereabouts are known",
        "police_grade": chance.choice(["low", "medium", "medium", "high"])
        if status == "missing"
        else "",
    }


def _while_missing(
    episode: Episode,
    one: Told,
    workers: dict[str, User],
    staff: Staff,
    *,
    chance: Random,
    end: datetime,
) -> None:
    reported = episode.reported_at
    worker = workers.get("social_worker", staff.first("mash_officer"))
    manager = workers.get("team_manager", staff.first("mash_manager"))
    if reported + HOUR < end:
        move_to(reported + HOUR)
        cases.add_log(
            ref=episode.reference, by=episode.reported_by, kind="contact_attempt",
            at=reported + HOUR / 2, text="Rang their phone three times: it goes to voicemail.",
        )  # fmt: skip
        cases.tell_parents(
            ref=episode.reference,
            by=episode.reported_by,
            who="Mother, by phone",
            at=reported + HOUR,
        )
    if chance.random() < 0.5 and reported + 3 * HOUR < end:
        move_to(reported + 3 * HOUR)
        oversight_services.oversee(
            ref=episode.reference, by=manager,
            considered="Age, earlier episodes and contacts looked at; checks agreed with police.",
            actions=[
                oversight_services.NewAction(
                    what="Ring family and friends, and keep trying their phone",
                    due_at=reported + 12 * HOUR, owner=worker,
                )
            ],
        )  # fmt: skip
    if one.length > 28 * HOUR and chance.random() < 0.5:
        held = min(reported + 27 * HOUR, end - HOUR)
        if held > reported + 3 * HOUR:
            hold_meeting(episode, by=worker, held_at=held)


def how_it_ended(chance: Random) -> str:
    reasons = ["by_self", "by_police", "by_family", "by_social_care", "by_school"]
    return chance.choices(reasons, [45, 30, 12, 8, 5])[0]


def _return(
    episode: Episode, one: Told, reporter: User, *, chance: Random, now: datetime
) -> Episode:
    end = one.start + one.length
    reason = how_it_ended(chance)
    located = max(end - HOUR * chance.choice([0.5, 1, 3]), episode.started_at + HOUR / 4)
    if reason != "by_self" and episode.reported_at < located < end:
        move_to(located)
        lifecycle.make(
            "locate", by=reporter, episode=episode, at=located, located_way="on_the_way",
            located_where=chance.choice(names.PLACES_FOUND).capitalize(), located_by="Police",
        )  # fmt: skip
    back = max(end, episode.reported_at + timedelta(minutes=5))
    move_to(min(back + HOUR / 4, now))
    return lifecycle.make(
        "return_home", by=reporter, episode=episode, at=back, end_reason=reason,
        return_how="Brought back by car" if reason != "by_self" else "Walked in",
        arrested=chance.random() < 0.06, harmed=chance.random() < 0.08, prevention_interview=True,
        outcomes="Spoken to on return; settled.",
    )  # fmt: skip


def _close(
    episode: Episode, workers: dict[str, User], staff: Staff, *, chance: Random, now: datetime
) -> None:
    """Most are finalised a fortnight on; what was not done by then is answered for."""
    later = episode.reported_at + timedelta(days=14) + timedelta(hours=240)
    if later > now or chance.random() < 0.04:
        return
    move_to(later)
    by = workers.get("social_worker", staff.first("mash_officer"))
    lifecycle.make(
        "finalise", by=by, episode=episode, at=later,
        reason="Looked at in supervision: done in practice, not recorded at the time.",
    )  # fmt: skip


def missing_now(people: list[Person], *, now: datetime) -> list[Told]:
    """Five people missing at this moment, from an hour to nine days: some duties are late."""
    hours = [1.5, 6, 27, 80, 216]
    return [
        Told(
            person,
            (now - HOUR * ago).replace(second=0, microsecond=0),
            HOUR * ago,
            over=False,
            status="missing",
        )
        for person, ago in zip(people, hours, strict=True)
    ]
