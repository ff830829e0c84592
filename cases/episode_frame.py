"""What every page of an episode carries: who, how it stands, the parts of the record, the moves."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.clock import now
from cases import lifecycle, queries, rules
from cases.models import Episode
from cases.steps import current_spell
from govuk import words

PARTS = [
    ("Episode", "cases:episode"),
    ("What needs doing", "cases:doing"),
    ("Report", "cases:rest"),
    ("Log", "cases:log"),
    ("Risk", "cases:risks"),
    ("Phases", "cases:phases"),
    ("Papers", "cases:papers"),
    ("History", "cases:history"),
]
# The move's page, and whether it is the one thing most come for: a button, not a link.
PAGES = {
    "return_home": ("cases:return_home", True),
    "locate": ("cases:locate", True),
    "change_status": ("cases:change_status", False),
    "end_where_they_are": ("cases:end", False),
    "finalise": ("cases:finalise", True),
    "reopen": ("cases:reopen", False),
    "void": ("cases:void", False),
}


def standing(state: str, status: str | None) -> tuple[str, str]:
    """The words of the tag and its meaning."""
    if state == "open":
        missing = status in rules.MISSING
        return ("Missing now", "problem") if missing else ("Absent now", "soon")
    return {
        "located": ("Located, not back yet", "active"),
        "ended": ("Found", "good"),
        "finalised": ("Finalised", "quiet"),
    }.get(state, ("Entered by mistake", "quiet"))


def flag_of(episode: Episode) -> str:
    """MISP, or MISPE for a child of another authority (domain: Words)."""
    return "MISP" if episode.responsible_authority.kind == "council" else "MISPE"


def flags_of(person_id: int) -> dict[str, Any]:
    """What stands beside the name on every tab of a person: away now, or crossed out once found."""
    latest = next((one for one in queries.episodes_of(person_id) if one.state != "void"), None)
    current = latest if latest and latest.is_open else None
    return {
        "current": current,
        "current_standing": standing(current.state, current.status) if current else None,
        "flag": flag_of(latest) if latest else "",
    }


def moves_for(request: HttpRequest, episode: Episode) -> list[dict[str, Any]]:
    """The moves this user may make now, from the same table that makes them."""
    name = episode.person.known_as or episode.person.given_name
    offered = lifecycle.offered(request.user, episode)
    return [
        {
            "name": move,
            "text": offered[move].label.format(name=name),
            "href": reverse(page, args=[episode.reference]),
            "button": button,
        }
        for move, (page, button) in PAGES.items()
        if move in offered
    ]


def frame(request: HttpRequest, episode: Episode, here: str, **more: Any) -> dict[str, Any]:
    """The context of one part of the record."""
    spell = current_spell(episode)
    moment = now()
    text, meaning = standing(episode.state, spell.status)
    length = timedelta(seconds=episode.length_until(moment))
    return {
        "episode": episode,
        "person": episode.person,
        "name": episode.person.known_as or episode.person.given_name,
        "spell": spell,
        "now": moment,
        "length": words.duration(length),
        "standing": {"text": text, "meaning": meaning},
        "flag": flag_of(episode),
        "title": str(episode.person),
        "caption": f"Episode {episode.reference}",
        "navigation": [
            {"text": label, "href": reverse(page, args=[episode.reference]), "active": page == here}
            for label, page in PARTS
        ],
    } | more


def form_frame(episode: Episode, title: str, button: str, **more: Any) -> dict[str, Any]:
    """The context of a page with one form on an episode."""
    back = reverse("cases:episode", args=[episode.reference])
    return {
        "title": title,
        "caption": f"{episode.person}, {episode.reference}",
        "button_text": button,
        "back": back,
        "cancel": back,
    } | more
