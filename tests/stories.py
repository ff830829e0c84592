"""Steps that stories of several rooms share: the boy goes missing, and comes back."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client

from accounts.models import User
from cases.lifecycle import make
from cases.models import Episode
from tests.cast import Cast

LONDON = ZoneInfo("Europe/London")


def moment(text: str) -> datetime:
    """`2026-03-06 11:30` as a wall in London shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def went_missing(cast: Cast, *, when: str = "2026-03-06 11:00", **fields: Any) -> Episode:
    """The carer reports the boy missing from placement."""
    return make(
        "report",
        by=cast.carer,
        person_ref=cast.boy.reference,
        at=moment(when),
        status=fields.pop("status", "missing_placement"),
        **{
            "missing_from": "placement",
            "responsible_authority": cast.council,
            "reporter_name": cast.carer.name,
            "reporter_relation": "carer",
            "circumstances": "Left after a phone call and did not say where he was going.",
            **fields,
        },
    )


def came_back(cast: Cast, episode: Episode, *, when: str) -> Episode:
    return make(
        "return_home",
        by=cast.carer,
        ref=episode.reference,
        at=moment(when),
        end_reason="by_family",
        return_how="His aunt brought him back.",
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def send(client: Client, address: str, data: dict[str, Any], *, token: str = "") -> Any:
    """A form as a browser sends it, with the token of its page."""
    return client.post(address, {"submission_token": token or str(uuid.uuid4()), **data})


def boxes(name: str, text: str) -> dict[str, str]:
    """The boxes of a date and time: `2026-03-06 11:30`."""
    day, _, time = text.partition(" ")
    year, month, number = day.split("-")
    typed = {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}
    return typed | ({f"{name}-choice": "other", f"{name}-time": time} if time else {})
