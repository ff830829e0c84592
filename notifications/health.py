"""How the post office is doing: what waits, how far behind it is, what could not be sent."""

from django.db import connection

from notifications.models import Delivery

COUNTS = """
select count(*) filter (where state in ('waiting', 'leased')),
    coalesce(extract(epoch from homeward_now() - min(next_at) filter (
        where state in ('waiting', 'leased') and next_at <= homeward_now())), 0)::float,
    count(*) filter (where state = 'sent'), count(*) filter (where state = 'failed')
from notifications_delivery
"""


def of_outbox() -> dict[str, float]:
    """Counts of deliveries; `behind` is how many seconds ago the oldest unsent one should have
    gone."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        row = cursor.fetchone()
    return dict(zip(("waiting", "behind", "sent", "failed"), row, strict=True))


def latest_failures(limit: int = 20) -> list[Delivery]:
    """Deliveries given up, latest first."""
    return list(Delivery.objects.filter(state="failed").order_by("-next_at")[:limit])
