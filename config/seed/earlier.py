"""Episodes from before this product: brought over from an earlier system, closed and read-only.

They have no deadlines and no notices, for nobody was asked or told by us; an audit event says where
they come from.
"""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from accounts import audit
from cases.models import Episode, StatusSpell
from config.seed.episodes import Told, how_it_ended, report_of
from config.seed.staff import Staff
from returns.models import Interview

TEXTS = (
    "missing_from", "from_detail", "last_seen_by", "circumstances", "clothing", "belongings",
    "reporter_name", "reporter_relation", "reporter_phone", "police_reference",
)  # fmt: skip
WHY = "Brought over from the earlier system; the interview is on the paper file."


@transaction.atomic
def bring_over(told: list[Told], staff: Staff, *, chance: Random, now: datetime) -> None:
    """Write them at once: the episode, its one status, and what became of its interview."""
    episodes, spells, interviews = [], [], []
    for one in told:
        reporter, said = report_of(one, staff, chance=chance)
        end = one.start + one.length
        episode = Episode(
            person=one.person, state="finalised", started_at=one.start, reported_by=reporter,
            reported_at=one.start + timedelta(hours=1), responsible_authority=staff.council,
            police_force=staff.forces[0] if said["police_told"] else None,
            ended_at=end, located_at=end, returned_at=end, end_reason=how_it_ended(chance),
            finalised_at=end + timedelta(days=20), **{name: said[name] for name in TEXTS},
        )  # fmt: skip
        episodes.append(episode)
        spells.append(
            StatusSpell(
                episode=episode,
                status=said["status"],
                starts_at=one.start,
                ends_at=end,
                by=reporter,
            )
        )
        if str(said["status"]).startswith("missing"):
            interviews.append(
                Interview(episode=episode, state="not_held", reason=WHY, created_at=end)
            )
    Episode.objects.bulk_create(episodes)
    StatusSpell.objects.bulk_create(spells)
    Interview.objects.bulk_create(interviews)
    for episode in episodes:
        audit.record("episode.brought_over", by=None, about=episode, person_id=episode.person_id)
