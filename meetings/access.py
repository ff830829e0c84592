"""Fetch, scope, authorise and lock a meeting in one call (way 2)."""

from django.http import Http404

from accounts import looking
from accounts.errors import Refused
from accounts.models import User
from accounts.policy import require
from meetings import policy, queries, rules
from meetings.models import Meeting


def meeting_for(user: User, ref: str, *, to: str = "view_meeting", lock: bool = False) -> Meeting:
    """The meeting of this reference. Out of reach: 404. Refused or locked: why."""
    rows = queries.with_names(policy.visible_to(user, by_key=True))
    if lock:
        rows = rows.select_for_update(of=("self",))
    meeting = rows.filter(reference=ref).first()
    if meeting is None:
        raise Http404("No such meeting")
    looking.opened(meeting, person_id=meeting.episode.person_id)
    require(user, to)
    if to == "hold_meeting" and meeting.state != "draft":
        raise Refused(rules.LOCKED[meeting.state], who_can_help="Record a further meeting instead.")
    return meeting
