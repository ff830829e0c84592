"""Two children of two teams: somebody tries to reach one through what is theirs of the other."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts.clock import now
from accounts.models import User
from cases import drafts, reports
from cases.oversight_services import NewAction, give_action
from meetings import services as meetings
from profiles import services as profiles
from tests.access.stage import BACKEND, Stage, london
from tests.cast import Cast


@dataclass
class Theirs:
    """The stage of the boy, and the same things of another child, who is an outsider's own."""

    stage: Stage
    own: dict[str, object]

    @property
    def cast(self) -> Cast:
        return self.stage.cast

    @property
    def boy(self) -> dict[str, object]:
        return self.stage.values

    def client(self, user: User) -> Client:
        made = Client(raise_request_exception=False)
        made.force_login(user, backend=BACKEND)
        return made

    def outsider(self) -> Client:
        return self.client(self.cast.outsider)


def own_child(cast: Cast) -> dict[str, object]:
    """The outsider's child is missing too, with a meeting, a profile, a draft and an action."""
    payload = {
        "person": cast.other_child.reference, "status": "missing_placement",
        "started_at": london("2026-03-06 09:00").isoformat(), "missing_from": "placement",
        "reporter_name": "Otis", "reporter_relation": "social_worker", "reporter_phone": "01632",
        "last_seen_by": "Otis", "circumstances": "Not back", "police_told": False,
        "not_told_police_reason": "Being rung",
    }  # fmt: skip
    kept = reports.receive(by=cast.outsider, channel="form", token=uuid.uuid4(), payload=payload)
    assert kept.episode is not None, kept.said
    episode = kept.episode
    meeting = meetings.start(episode_ref=episode.reference, kind="multi_agency", by=cast.outsider)
    profiles.start(person=cast.other_child, by=cast.outsider)
    with transaction.atomic():
        action = give_action(
            episode=episode, source="oversight", by=cast.outside_manager,
            action=NewAction("Ring round", london("2026-03-06 16:00"), owner=cast.outsider),
        )  # fmt: skip
    return {
        "person": cast.other_child.reference,
        "episode": episode.reference,
        "meeting": meeting.reference,
        "action": action.pk,
        "report": kept.token,
        "draft": drafts.start(by=cast.outsider, person=cast.other_child).token,
        "at": now(),
    }


def text_of(got: HttpResponse) -> str:
    return (b"".join(got) if got.streaming else got.content).decode(errors="replace")


def gives_away(got: HttpResponse, theirs: Theirs, *, typed: str = "") -> list[str]:
    """What of the boy stands in an answer, but for what was typed into the request itself."""
    boy, refs = theirs.cast.boy, ("person", "episode", "meeting", "interview", "paper", "need")
    traces = [boy.given_name, boy.family_name, "Invented Row", "back door after a quarrel"]
    traces += [str(theirs.boy[ref]) for ref in refs if ref in theirs.boy]
    said = text_of(got) + str(got.headers.get("Location", ""))
    asked = typed + urlsplit(got.request.get("PATH_INFO", "")).path
    return [one for one in traces if one in said and one.lower() not in asked.lower()]
