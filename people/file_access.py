"""Fetch a stored file and ask the policy, at every look and at every download (way 15)."""

from django.http import Http404

from accounts.models import User
from people import file_queries
from people.access import person_for
from people.models import StoredFile


def file_for(user: User, ref: str, *, to: str = "view") -> StoredFile:
    """The file, for whoever may do this with its person. Out of reach: 404. Refused: why."""
    found = file_queries.file_by_reference(ref)
    if found is None:
        raise Http404("No such file")
    found.person = person_for(user, found.person.reference, to=to)
    return found
