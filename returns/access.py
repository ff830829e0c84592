"""Fetch, scope, authorise and lock an interview in one call (way 2)."""

from django.http import Http404

from accounts import looking
from accounts.errors import Refused
from accounts.models import User
from cases.models import Episode
from people.models import Person
from returns import policy, queries
from returns.models import Interview


def interview_for(
    user: User, ref: str, *, to: str = "view_interview", lock: bool = False
) -> Interview:
    """The interview of this reference. Out of reach: 404. In reach and refused: why, in words."""
    rows = queries.with_names(policy.visible_to(user, by_key=True))
    if lock:
        rows = rows.select_for_update(of=("self",))
    interview = rows.filter(reference=ref).first()
    if interview is None:
        raise Http404("No such interview")
    looking.opened(interview, person_id=interview.episode.person_id)
    verdict = policy.may(user, to, interview)
    if not verdict.ok:
        raise Refused(verdict.reason, act=to)
    return interview


def lock_above(interview: Interview) -> None:
    """The person, then the episode, before the interview itself: the order of every lock (way 1).

    By number and not through their own access: an interviewer sees neither.
    """
    Person.objects.select_for_update().get(pk=interview.episode.person_id)
    Episode.objects.select_for_update().get(pk=interview.episode_id)
