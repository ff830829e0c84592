"""What those see who may know the name and no more: the authority in whose area a child is placed.

Name, age, where they are placed, whom to call by day and by night, and whether they are missing.
"""

from datetime import datetime
from typing import Any

from accounts.clock import local
from accounts.queries import out_of_hours_phone
from cases import queries
from cases.rules import STATUSES
from people.models import Person
from people.queries import allocated, council, current_placement


def facts_by_name(person: Person, *, now: datetime) -> dict[str, Any]:
    """In words, for the short page and for the API."""
    day = local(now).date()
    placement = current_placement(person.pk, day)
    worker = allocated(person.pk, day).get("social_worker")
    episode = queries.open_with_status(person.pk)
    return {
        "reference": person.reference,
        "name": person.name,
        "age": person.age_on(day),
        "placed": str(placement) if placement else "",
        "placed_address": " ".join(f"{placement.address} {placement.postcode}".split())
        if placement
        else "",
        "authority": str(person.responsible_authority),
        "worker": worker.name if worker else "",
        "worker_phone": worker.phone if worker else "",
        "office": council().phone,
        "out_of_hours": out_of_hours_phone() or council().phone,
        "now": STATUSES.get(episode.status, "") if episode else "",
        "since": episode.started_at if episode else None,
    }
