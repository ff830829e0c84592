"""What the page of an episode shows of the Missing Profile."""

from typing import Any

from accounts import policy
from accounts.models import User
from cases.models import Episode
from profiles.access import profile_and_person
from profiles.queries import latest_version, sendings_of


def on_episode(user: User, episode: Episode) -> dict[str, Any] | None:
    """Is there a profile, how fresh is it, has the police got it. None for who may not see it."""
    if not policy.may(user, "view_profile").ok:
        return None
    person, profile = profile_and_person(user, episode.person.reference)
    sendings = sendings_of(profile) if profile else []
    return {
        "person": person,
        "profile": profile,
        "version": latest_version(profile) if profile else None,
        "sent": [one for one in sendings if one.at >= episode.started_at],
        "may_edit": policy.may(user, "edit_profile").ok,
    }
