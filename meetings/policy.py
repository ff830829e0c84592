"""Who may see and record meetings, and which kind an episode can have now.

A meeting is seen by those who see the whole of its episode and whose role may see meetings.
"""

from django.db.models import QuerySet

from accounts import policy as roles
from accounts.models import User
from accounts.policy import Verdict
from accounts.rules import ROLES
from cases import policy as episodes
from cases.models import Episode
from meetings import queries, rules
from meetings.models import Meeting


def visible_to(user: User, *, by_key: bool = False) -> QuerySet[Meeting]:
    """The meetings that this user may see now."""
    if "view_meeting" not in roles.acts_of(user):
        return queries.none()
    return queries.of_episodes(episodes.visible_to(user, by_key=by_key))


def may(user: User, act: str, meeting: Meeting) -> Verdict:
    """May this user do this with this meeting; finalised minutes are changed by nobody."""
    if not visible_to(user, by_key=True).filter(pk=meeting.pk).exists():
        return Verdict(False, "You cannot see this meeting.")
    if act == "hold_meeting" and meeting.state != "draft":
        return Verdict(False, rules.LOCKED[meeting.state])
    return roles.may(user, act)


def people_who_may_see(meeting: Meeting) -> set[int]:
    """The ids of everyone whom `visible_to` would show this meeting."""
    able = queries.holders(roles_that_may("view_meeting"))
    return episodes.people_who_may_see(meeting.episode) & able


def roles_that_may(act: str) -> set[str]:
    return {key for key, role in ROLES.items() if act in role.acts}


def may_start(user: User, episode: Episode, kind: str) -> Verdict:
    """Can a meeting of this kind be recorded for this episode, and by this user.

    One strategy meeting and one first multi-agency meeting an episode, then reviews (S4). A meeting
    held in time may be written up after the end; one held later is a professionals' meeting.
    """
    allowed = roles.may(user, "hold_meeting")
    if not allowed.ok:
        return allowed
    if episode.state in {"finalised", "void"}:
        return Verdict(False, "This episode is closed, so no more meetings can be recorded.")
    if kind == "professionals":
        return Verdict(True, "")
    if not queries.was_missing(episode.pk):
        return Verdict(False, "This episode was never missing, so it needs no such meeting.")
    first = queries.first_of_chain(episode.pk)
    if kind == "review":
        why = "" if first else "A review follows the multi-agency meeting. Record that one first."
    elif kind == "multi_agency":
        why = "The multi-agency meeting has been held. Record a review." if first else ""
    else:
        held = queries.held_of_kind(episode.pk, "strategy")
        why = "The strategy meeting has been held. Record a review." if held else ""
    return Verdict(not why, why)


def kinds_to_start(user: User, episode: Episode) -> list[tuple[str, str]]:
    """The kinds that can be recorded now, with their labels: what the pages offer."""
    return [
        (kind, label) for kind, label in rules.KINDS.items() if may_start(user, episode, kind).ok
    ]
