"""Fetch, scope, authorise and lock a Missing Profile in one call (way 2)."""

from django.http import Http404

from accounts import looking
from accounts.models import User
from people.access import person_for
from people.models import Person
from profiles.models import MissingProfile, ProfileVersion


def profile_and_person(
    user: User, ref: str, *, to: str = "view_profile", lock: bool = False
) -> tuple[Person, MissingProfile | None]:
    """The person of this reference and their profile, if one was started. Locks person, then
    profile.
    """
    person = person_for(user, ref, to=to, lock=lock)
    rows = MissingProfile.objects.select_related("likelihood_by", "created_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    profile = rows.filter(person=person).first()
    if profile is not None:
        profile.person = person
        looking.opened(profile, person_id=person.pk)
    return person, profile


def profile_for(
    user: User, ref: str, *, to: str = "view_profile", lock: bool = False
) -> MissingProfile:
    """The profile; 404 where there is none, as where it is out of reach."""
    _, profile = profile_and_person(user, ref, to=to, lock=lock)
    if profile is None:
        raise Http404("No Missing Profile yet")
    return profile


def version_for(user: User, ref: str, number: int) -> ProfileVersion:
    profile = profile_for(user, ref)
    version = profile.versions.select_related("agreed_by").filter(number=number).first()
    if version is None:
        raise Http404("No such version")
    version.profile = profile
    return version
