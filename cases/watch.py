"""The nightly look at what must never be: an open episode that nothing will ever remind anybody
of (way 5).
"""

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import audit
from accounts.clock import local, now
from accounts.queries import holders_of
from cases.models import Episode
from deadlines.models import Deadline
from notifications.outbox import post


def unwatched() -> list[Episode]:
    """Open episodes without an open deadline that the sweep will look at."""
    alive = Deadline.objects.filter(episode_id=OuterRef("pk"), state="open", look_at__isnull=False)
    rows = Episode.objects.filter(~Exists(alive), state__in=["open", "located"])
    return list(rows.select_related("person").order_by("pk"))


def nightly_check() -> int:
    """Record each, and tell the missing co-ordinator once a day. Answers how many there were."""
    found = unwatched()
    day = local(now()).date().isoformat()
    for episode in found:
        with transaction.atomic():
            audit.record("episode.unwatched", by=None, about=episode, person_id=episode.person_id)
            post(
                template="unwatched",
                recipients=holders_of("missing_coordinator"),
                key=f"episode:{episode.pk}:unwatched:{day}",
                ids={"episode": episode.reference, "person": episode.person_id},
                person_id=episode.person_id,
                priority=0,
            )
    return len(found)
