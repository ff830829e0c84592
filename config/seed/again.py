"""Tonight: somebody whose last episode nobody ever closed is missing again, and took another child
of the home along.
"""

import uuid
from datetime import datetime, timedelta

from accounts.clock import local
from cases import together, told_services
from cases.models import Episode
from config.seed.staff import Staff
from people.models import Person
from people.queries import current_placement


def missing_again(person: Person, others: list[Person], staff: Staff, *, now: datetime) -> None:
    """Reported by the home, with a companion; the older episode waits to be closed."""
    if Episode.objects.filter(person=person, beside__isnull=False).exists():
        return
    placed = current_placement(person.pk)
    if placed is None or placed.home_id is None:
        return
    carer = staff.carers_of[placed.home_id][0]
    along = [
        one
        for one in others
        if (there := current_placement(one.pk)) and there.home_id == placed.home_id
        and not one.episodes.filter(state__in=["open", "located"]).exists()
    ]  # fmt: skip
    start = (now - timedelta(hours=2)).replace(second=0, microsecond=0)
    report = together.receive(
        by=carer,
        channel="form",
        token=uuid.uuid4(),
        payload={
            "person": person.reference,
            "status": "missing_placement",
            "started_at": local(start).isoformat(),
            "missing_from": "placement",
            "from_detail": str(placed),
            "last_seen_by": "Night staff",
            "circumstances": "Gone from their room at the midnight check; the window was open.",
            "clothing": "Dark tracksuit",
            "again": True,
            "reporter_name": carer.name,
            "reporter_relation": "carer",
            "reporter_phone": carer.phone,
            "police_told": False,
            "not_told_police_reason": "They are being rung now",
        },
        others=[one.reference for one in along[:1]],
    )
    if report.episode is not None:
        told_services.tell(
            ref=report.episode.reference, by=carer, whom="parents", name="Their mother",
            at=now - timedelta(hours=1), told_by=carer.name,
        )  # fmt: skip
