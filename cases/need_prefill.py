"""What a Need to Know does not ask again: the first answers of each page, from the record."""

from collections.abc import Callable
from typing import Any

from accounts.clock import local, now
from accounts.queries import memberships_of
from cases import risk_queries, situation
from cases.models import Episode, NeedToKnow
from govuk import words
from people.queries import allocated, allocations_of, care_on, current_placement, legal_on


def first_answers(need: NeedToKnow, key: str) -> dict[str, Any]:
    """Only what the record holds; the page says the rest is to be written."""
    fill = FILL.get(key)
    return fill(need) if fill else {}


def _notifier(need: NeedToKnow) -> dict[str, Any]:
    user = need.created_by or allocated(need.episode.person_id).get("social_worker")
    if user is None:
        return {}
    held = memberships_of(user).first()
    manager = allocated(need.episode.person_id).get("team_manager")
    return {
        "name": user.name,
        "job": user.job_title,
        "team": held.team.name if held else "",
        "phone": user.phone,
        "manager": manager.name if manager else "",
    }


def _subject(need: NeedToKnow) -> dict[str, Any]:
    person = need.episode.person
    today = local(now()).date()
    age = person.age_on(today)
    born = f", born {words.day(person.date_of_birth)}" if person.date_of_birth else ""
    placed = current_placement(person.pk)
    home = ", ".join(filter(None, [person.home_address, person.home_postcode]))
    where = (
        ", ".join(filter(None, [str(placed), placed.address, placed.postcode])) if placed else ""
    )
    return {
        "name": person.name,
        "born": f"{age} years old{born}" if age is not None else "",
        "home": home,
        "placement": f"{where}, since {words.day(placed.starts_on)}" if placed else "",
        "family": person.family_contact,
    }


def _incident(need: NeedToKnow) -> dict[str, Any]:
    episode = need.episode
    lines = [f"{situation.headline(episode, now())}.", episode.circumstances]
    return {"incident": "\n".join(filter(None, lines))}


def _background(need: NeedToKnow) -> dict[str, Any]:
    person_id = need.episode.person_id
    staff = [f"{one.get_role_display()}: {one.user.name}" for one in allocations_of(person_id)]
    return {
        "legal": f"{care_on(person_id)}. {legal_on(person_id)}",
        "staff": "\n".join(staff),
    }


def _now(need: NeedToKnow) -> dict[str, Any]:
    return {"situation": situation.headline(need.episode, now())}


def _risks(need: NeedToKnow) -> dict[str, Any]:
    rows = [one for one in risk_queries.risks_of(need.episode) if one.ended_at is None]
    return {"risks": "\n".join(f"{row}. {row.detail}".strip() for row in rows)}


def _next(need: NeedToKnow) -> dict[str, Any]:
    rows = _open_actions(need.episode)
    return {"steps": "\n".join(rows)}


def _open_actions(episode: Episode) -> list[str]:
    return [
        f"{row.what}: {row.owner.name if row.owner else row.owner_name}, {words.when(row.due_at)}"
        for row in episode.actions.select_related("owner").filter(done_at__isnull=True)
    ]


FILL: dict[str, Callable[[NeedToKnow], dict[str, Any]]] = {
    "notifier": _notifier,
    "subject": _subject,
    "incident": _incident,
    "background": _background,
    "now": _now,
    "risks": _risks,
    "next": _next,
}
