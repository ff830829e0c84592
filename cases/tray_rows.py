"""The rows of the tray in words: each duty, whom it is about, and the way to where it is done."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cases import next_steps, tray_queries
from deadlines import pathway
from deadlines.models import Deadline
from govuk import words
from people.models import Person


def rows(
    found: list[Deadline],
    *,
    names: dict[int, Person],
    acts: frozenset[str],
    moment: datetime,
) -> list[dict[str, Any]]:
    """One for each deadline. Of whom the user may not see (not in `names`) nothing is said but a
    reference, and the duty by its rule's own title: an action's own words could name somebody.
    """
    hidden = [row for row in found if row.person_id not in names]
    references = tray_queries.references_of(hidden) if hidden else {}
    made = []
    for row, episode in tray_queries.with_references(found):
        person = names.get(row.person_id)
        said = (
            _seen(row, episode, person, acts)
            if person is not None
            else _unseen(row, references.get(row.person_id, ""))
        )
        due, meaning = words.due_in(row.due_at, moment), next_steps.meaning(row.due_at, moment)
        made.append({"row": row, "due": due, "meaning": meaning, **said})
    return made


def _seen(row: Deadline, episode: str, person: Person, acts: frozenset[str]) -> dict[str, str]:
    ref = person.reference
    return {
        "name": person.name,
        "under": episode or ref,
        "link": reverse("cases:episode", args=[episode])
        if episode
        else reverse("cases:person", args=[ref]),
        "title": row.title,
        "href": next_steps.address(row, episode_ref=episode, person_ref=ref, acts=acts),
    }


def _unseen(row: Deadline, person: str) -> dict[str, str]:
    if row.about_kind == "emergency":
        link = reverse("cases:emergency", args=[row.about_ref])
        name, under = "Emergency access", row.about_ref
    else:
        link = reverse("cases:person", args=[person])
        name, under = "Restricted record", person
    return {
        "name": name,
        "under": under,
        "link": link,
        "title": pathway.title_of(row.rule) if row.rule in pathway.RULES else "A duty",
        "href": link,
    }
