"""What stands in the service navigation, as data: the words, where they lead, whom they concern."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from accounts.models import User
from accounts.policy import acts_of


@dataclass(frozen=True)
class Entry:
    """One entry. `acts`: any of them opens it; none means everybody."""

    text: str
    url_name: str
    acts: frozenset[str] = frozenset()
    counts: bool = False  # what waits to be read is counted beside it


NAVIGATION = [
    Entry("Your work", "work:tray"),
    Entry("Notices", "work:notices", counts=True),
    Entry("Missing now", "cases:board", frozenset({"see_board"})),
    Entry("Who is back", "cases:home_list", frozenset({"log_presence"})),
    Entry("Out of hours", "cases:tonight", frozenset({"out_of_hours"})),
    Entry("Episodes", "cases:list", frozenset({"view"})),
    Entry("People", "people:list", frozenset({"view", "find_people"})),
    Entry("Meetings", "meetings:list", frozenset({"view_meeting"})),
    Entry("Interviews", "returns:list", frozenset({"view_interview"})),
    Entry("Shared with you", "shared:list", frozenset({"view_shared"})),
    Entry("Sharing", "sharing:everybody", frozenset({"watch_sharing"})),
    Entry("Audit trail", "audit:list", frozenset({"read_audit"})),
    Entry("Emergency access", "cases:emergencies", frozenset({"review_emergency"})),
]


def navigation_for(user: User, path: str, *, unread: int = 0) -> list[dict[str, object]]:
    """The entries this user's roles may open; a page that is not there yet is left out."""
    acts = acts_of(user)
    shown: list[dict[str, object]] = []
    for entry in NAVIGATION:
        if entry.acts and not entry.acts & acts:
            continue
        try:
            href = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        here = path == href if href == "/" else path.startswith(href)
        count = {"count": unread} if entry.counts else {}
        shown.append({"text": entry.text, "href": href, "active": here} | count)
    return shown
