"""The form of one page of a report, with what that page has to know."""

from typing import Any

from accounts.models import User
from cases import queries
from cases.report_forms import PAGES
from govuk import words
from govuk.forms import GovukForm
from people import queries as people
from people.models import Person
from people.policy import may


def form_of(
    name: str,
    person: Person,
    *,
    user: User,
    data: Any = None,
    initial: dict[str, Any] | None = None,
) -> GovukForm:
    """The page's form. Beside an open episode it asks whether this is another time away; a time
    that is over is offered to those who may record that somebody is back.
    """
    extra: dict[str, Any] = {}
    if name == "where":
        extra["placed"] = people.current_placement(person.pk) is not None
        extra["may_end"] = may(user, "record_returned", person).ok
        # Of a record that is closed to this user nothing is told, nor that they are away.
        beside = queries.open_episode_of(person.pk) if may(user, "view", person).ok else None
        if beside is not None:
            extra["open_since"] = f"away since {words.when(beside.started_at)}"
    if name == "police":
        extra["forces"] = [str(row) for row in people.organisations("police")]
    return PAGES[name][1](data, initial=initial, **extra)


def button_of(payload: dict[str, Any], name: str, *, others: int = 0) -> str:
    """The button names the act."""
    who = f"{name} and {words.count(others, 'other')}" if others else name
    if payload.get("ended_at"):
        return f"Record that {who} {'were' if others else 'was'} missing"
    missing = payload["status"].startswith("missing")
    return f"Report {who} as {'missing' if missing else 'absent'}"
