"""Fetch, scope, authorise and lock an episode in one call (way 2)."""

from django.http import Http404

from accounts.errors import Refused
from accounts.models import User
from cases import policy
from cases.models import Episode
from people.access import person_for


def episode_for(user: User, ref: str, *, to: str = "view", lock: bool = False) -> Episode:
    """The episode, if this user may do `to` with it.

    Out of scope: 404. In scope and refused: `Refused` with the reason in words. With `lock` the
    person is locked first, then the episode, and both are read anew under the lock (way 1).
    """
    found = Episode.objects.select_related("person", "beside").filter(reference=ref).first()
    if found is None:
        raise Http404("No such episode")
    person = person_for(user, found.person.reference, to=to, lock=lock, follow=True, about=found)
    if lock:
        found = Episode.objects.select_for_update(of=("self",)).get(pk=found.pk)
    found.person = person
    verdict = policy.may(user, to, found)
    if not verdict.ok:
        raise Refused(verdict.reason)
    return found
