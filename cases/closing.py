"""Finalising: what must be answered before an episode is closed for good (S4, domain:
Finalised).
"""

from collections.abc import Mapping
from datetime import datetime

from accounts.errors import Invalid, Refused
from accounts.models import User
from cases import hooks
from cases.models import Episode
from cases.steps import Made
from deadlines import queries as deadlines
from deadlines.models import Deadline
from deadlines.services import settle


def missing_for(episode: Episode) -> list[str]:
    """What is still asked for, in plain sentences: an older episode to be closed, and what the
    rooms above ask, the return interview above all.
    """
    older = episode.beside
    first = [f"{older.reference} was never closed: say when and how it ended."] if older else []
    return first + [said for check in hooks.FINALISE_CHECKS if (said := check(episode))]


def unanswered(episode: Episode) -> list[Deadline]:
    """Deadlines that are open still: each is done first, or answered for with a reason."""
    return list(deadlines.open_for_episode(episode.pk))


def finalise(
    episode: Episode,
    *,
    by: User,
    at: datetime | None,
    now: datetime,
    to_state: str,
    reason: str = "",
    reasons: Mapping[int, str] | None = None,
) -> Made:
    """Close for good. `reasons` answers for open deadlines by their number, `reason` for all the
    others.
    """
    if lacking := missing_for(episode):
        raise Refused(" ".join(lacking))
    given = reasons or {}
    wrong: dict[str, list[str]] = {}
    for row in unanswered(episode):
        why = (given.get(row.pk) or reason).strip()
        if not why:
            wrong[f"deadline-{row.pk}"] = [f"Say why “{row.title}” was not done"]
            continue
        settle(
            rule=row.rule,
            about_kind=row.about_kind,
            about_id=row.about_id,
            at=now,
            by=by,
            reason=why,
        )
    if wrong:
        raise Invalid(wrong)
    episode.state, episode.finalised_at = to_state, now
    episode.version += 1
    episode.save()
    return Made(at=now, events=[("finalised", now)], notice="finalised")
