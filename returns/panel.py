"""The interview's part of an episode's page."""

from typing import Any

from accounts.models import User
from accounts.policy import may
from cases.hooks import Panel
from cases.models import Episode
from returns import policy, queries


def panel_of(user: User, episode: Episode) -> dict[str, Any] | None:
    """Where the interview stands; nothing before a missing episode has ended."""
    interview = queries.of_episode(episode.pk)
    if interview is None or not may(user, "view_interview").ok:
        return None
    return {
        "interview": interview,
        "held_by": queries.to_be_held_by(interview),
        "may_assign": policy.may(user, "arrange_interview", interview).ok,
        "may_record": policy.may(user, "record_interview", interview).ok,
        "may_analyse": policy.may(user, "analyse_interview", interview).ok,
    }


PANEL = Panel(
    key="interview", title="Return home interview", template="returns/panel.html", load=panel_of
)
