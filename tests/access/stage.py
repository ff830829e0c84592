"""The stage of the sweep: one boy, missing now, with everything that an address can point at.

He has been away before: that time has an interview with an interviewer. Whoever is not
his must find nothing.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.core.management import call_command
from django.db import transaction
from django.test import Client

from accounts.clock import LONDON
from accounts.models import User
from cases import (
    drafts,
    leave_services,
    lifecycle,
    need_to_know,
    papers,
    reports,
    risk_services,
    view_services,
)
from cases.models import Episode, Leave, NeedIssue, Paper, Report
from cases.oversight_services import NewAction, give_action
from cases.papers import Pressed
from meetings import services as meetings
from notifications.models import Notice
from profiles import services as profiles
from profiles import versions
from profiles.models import MissingProfile, ProfileVersion
from returns import services as returns
from returns.models import Interview
from tests.access.gone import handed_over
from tests.access.kept import keep_and_share
from tests.access.opened import opened
from tests.access.record import on_record
from tests.cast import SINCE, Cast, make_cast, team_of, user
from tests.fixtures import move_clock

BACKEND = "accounts.backends.LimitedSignIn"


@dataclass
class Stage:
    """The cast, a client for each of them, and the values that fill in addresses."""

    cast: Cast
    clients: dict[str, Client]
    values: dict[str, object] = field(default_factory=dict)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def report(cast: Cast, *, by: User, started: str, **more: object) -> Report:
    """A report as the form would send it, through the product's own door."""
    payload = {
        "person": cast.boy.reference,
        "status": "missing_placement",
        "started_at": london(started).isoformat(),
        "missing_from": "placement",
        "reporter_name": by.name,
        "reporter_relation": "carer",
        "reporter_phone": "01632 960001",
        "last_seen_by": by.name,
        "circumstances": "Left by the back door after a quarrel",
        "police_told": False,
        "not_told_police_reason": "They are being rung now",
    } | more
    return reports.receive(by=by, channel="form", token=uuid.uuid4(), payload=payload)


def episode_of(one: Report) -> Episode:
    assert one.episode is not None
    return one.episode


def build() -> Stage:
    """Everything at half past eleven on Friday the sixth of March."""
    move_clock("2026-02-10 20:00")
    call_command("load_bank_holidays", verbosity=0)
    cast = make_cast()
    values = _before(cast) | _now(cast) | _on_leave(cast) | on_record(cast)
    return Stage(cast=cast, clients=_clients(cast), values=values)


def _before(cast: Cast) -> dict[str, object]:
    """Twice before, back the same evening: one interview is recorded, one with an interviewer."""
    answered = _away(cast, day="2026-02-10")
    recorded = _interview_of(cast, answered)
    Interview.objects.filter(reference=recorded).update(
        state="recorded", held_at=london("2026-02-12 10:00"), recorded_by=cast.interviewer,
        recorded_at=london("2026-02-12 12:00"),
    )  # fmt: skip
    ended = _away(cast, day="2026-02-20")
    return {
        "answered": answered,
        "recorded": recorded,
        "ended": ended,
        "interview": _interview_of(cast, ended),
        **opened(cast),
    }


def _away(cast: Cast, *, day: str) -> str:
    move_clock(f"{day} 20:00")
    episode = episode_of(report(cast, by=cast.carer, started=f"{day} 16:00"))
    move_clock(f"{day} 22:00")
    lifecycle.make(
        "return_home", ref=episode.reference, by=cast.carer, at=london(f"{day} 21:30"),
        end_reason="by_self", return_how="Walked in",
    )  # fmt: skip
    return episode.reference


def _interview_of(cast: Cast, episode: str) -> str:
    interview = Interview.objects.get(episode__reference=episode)
    returns.assign(
        ref=interview.reference, provider_id=cast.provider.pk, by=cast.coordinator,
        interviewer_id=cast.interviewer.pk,
    )  # fmt: skip
    return interview.reference


def _now(cast: Cast) -> dict[str, object]:
    """The second time, still going on."""
    move_clock("2026-03-06 11:30")
    first = report(cast, by=cast.carer, started="2026-03-06 10:00")
    episode = episode_of(first)
    second = report(cast, by=cast.carer, started="2026-03-06 10:30")
    meeting = meetings.start(
        episode_ref=episode.reference, kind="multi_agency", by=cast.worker,
        planned_for=london("2026-03-09 10:00"),
    )  # fmt: skip
    profile = profiles.start(person=cast.boy, by=cast.worker)
    _two_versions(profile, by=cast.worker)
    draft = drafts.start(by=cast.coordinator, person=cast.sister)
    drafts.keep(draft=draft, page="where", typed={}, said=None)
    paper = papers.ask(kind="situation_report", ref=episode.reference, by=cast.worker)
    papers.make_due(press=lambda _: Pressed(pdf=b"%PDF-1.7 for the sweep", pages=1))
    with transaction.atomic():
        action = give_action(
            episode=episode, source="oversight", by=cast.manager,
            action=NewAction(
                what="Ring his aunt", due_at=london("2026-03-06 15:00"), owner=cast.worker
            ),
        )  # fmt: skip
    assert Paper.objects.get(pk=paper.pk).state == "made"
    risk_services.record_risk(
        ref=episode.reference, by=cast.worker, kind="county_lines", level="potential", version=0
    )
    need = need_to_know.start(ref=episode.reference, by=cast.worker)
    NeedIssue.objects.create(
        need=need, number=1, content={"parts": []}, agreed_with="Morgan Pellew",
        sent_at=london("2026-03-06 11:00"), sent_by=cast.worker,
    )  # fmt: skip
    legal = risk_services.record_legal(
        ref=episode.reference, by=cast.worker, number=None, version=0, kind="recovery_order",
        state="considered",
    )  # fmt: skip
    view = view_services.save(
        by=cast.worker, page="list", name="Open", filters={"state": "open"}, is_default=False
    )
    return handed_over(cast) | {
        **keep_and_share(cast),
        "view": view.pk,
        "legal": legal.pk,
        "need": need.reference,
        "person": cast.boy.reference,
        "sister": cast.sister.reference,
        "episode": episode.reference,
        "meeting": meeting.reference,
        "draft": draft.token,
        "report": first.token,
        "waiting": second.pk,
        "paper": paper.reference,
        "action": action.pk,
        "notice": Notice.objects.filter(recipient=cast.worker).latest("pk").pk,
    }


def _on_leave(cast: Cast) -> dict[str, object]:
    """A place agreed for him, where he was on leave once; it is over."""
    stay = leave_services.agree_stay(
        person_ref=cast.boy.reference, by=cast.worker, where="His aunt’s",
        address="2 Invented Row", adult="Aunt Exemplar", adult_phone="01632 960009",
        times="Saturdays",
    )  # fmt: skip
    leave = Leave.objects.create(
        person=cast.boy, stay=stay, where=stay.where, address=stay.address, adult=stay.adult,
        adult_phone=stay.adult_phone, starts_at=london("2026-02-14 12:00"),
        until=london("2026-02-15 18:00"), authorised_by="Wren Ashdown", confirmed_by="His aunt",
        confirmed_at=london("2026-02-14 12:00"), logged_by=cast.carer,
        logged_at=london("2026-02-14 12:00"), ended_at=london("2026-02-15 17:30"),
        ended_how="back",
    )  # fmt: skip
    return {"stay": stay.pk, "leave": leave.reference}


def _two_versions(profile: MissingProfile, *, by: User) -> None:
    content = versions.whole(profile.person, profile)
    for number in (1, 2):
        ProfileVersion.objects.create(
            profile=profile, number=number, content=content, note="", agreed_by=by,
            agreed_at=london(f"2026-03-0{number} 12:00"),
        )  # fmt: skip


def _clients(cast: Cast) -> dict[str, Client]:
    """A signed-in client for everybody, one for nobody, one for somebody suspended since."""
    suspended = user("Sorrel Gone", team_of(cast.council, "Former staff"), "edt_manager")
    everybody = {**cast.staff(), "suspended": suspended}
    clients = {}
    for part, one in everybody.items():
        clients[part] = Client(raise_request_exception=False)
        clients[part].force_login(one, backend=BACKEND)
    User.objects.filter(pk=suspended.pk).update(is_active=False)
    clients["anonymous"] = Client(raise_request_exception=False)
    assert SINCE.year < 2026
    return clients
