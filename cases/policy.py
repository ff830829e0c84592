"""May this user do this to this episode: the people room's answer, then the episode's own state
(way 3).
"""

from django.db.models import QuerySet

from accounts.models import User
from accounts.policy import Verdict
from cases.models import Episode
from people import policy as people_policy

# What may still be done once an episode is finalised or void. All else would change what is closed.
AFTER_CLOSING = frozenset(
    {
        "view",
        "view_profile",
        "view_meeting",
        "view_interview",
        "make_paper",
        "edit_profile",
        "analyse_interview",
        "reassign",
        "report",
        "need_to_know",
    }
)


def visible_to(user: User, *, by_key: bool = False) -> QuerySet[Episode]:
    """Every episode of a person whose whole record this user sees; the void ones too, marked as
    such.
    """
    scope = people_policy.scope_of(user, person="person_id", by_key=by_key)
    return Episode.objects.filter(scope)


def may(user: User, act: str, episode: Episode) -> Verdict:
    """Scope and role, as for the person; a closed episode is for reading only (S4)."""
    verdict = people_policy.may(user, act, episode.person)
    if not verdict.ok or act in AFTER_CLOSING:
        return verdict
    return state_allows(episode)


def state_allows(episode: Episode) -> Verdict:
    """Whether the episode can still be written to."""
    if episode.state == "finalised":
        return Verdict(False, f"{episode.reference} is finalised, so it can only be read.")
    if episode.state == "void":
        return Verdict(False, f"{episode.reference} was entered by mistake and is void.")
    return Verdict(True, "")


def people_who_may_see(episode: Episode) -> set[int]:
    """The ids of the users who see it: the third side of the same policy."""
    return people_policy.people_who_may_see(episode.person)
