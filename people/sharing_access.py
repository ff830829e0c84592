"""Fetch a sharing and ask the policy: the council's side of it, and the side it was shared with."""

from django.http import Http404

from accounts.models import User
from accounts.policy import require
from people import sharing_queries
from people.access import person_for
from people.models import Sharing


def sharing_for(user: User, ref: str, *, to: str = "view_sharing") -> Sharing:
    """The sharing, for whoever sees the whole record of its person."""
    found = sharing_queries.sharing_by_reference(ref)
    if found is None:
        raise Http404("No such sharing")
    found.person = person_for(user, found.person.reference, to=to)
    return found


def reasons_for(user: User, ref: str) -> Sharing:
    """The sharing for information governance: why it went out, but not about whom nor what it was.

    Their question is whether it was right to share, which the reasons answer; what was in it is
    nobody's to read who does not work with the person.
    """
    require(user, "watch_sharing")
    found = sharing_queries.sharing_by_reference(ref)
    if found is None:
        raise Http404("No such sharing")
    return found


def shared_with(user: User, ref: str) -> Sharing:
    """What was shared with an organisation of this user, as long as it is shown to them."""
    require(user, "view_shared")
    found = sharing_queries.sharing_by_reference(ref)
    if found is None or not sharing_queries.shown_to(user).filter(pk=found.pk).exists():
        raise Http404("Nothing of this reference is shared with you")
    return found
