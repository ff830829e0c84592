"""The Missing Profile as a paper: an agreed version, or the draft marked as one."""

from typing import Any

from accounts.models import User
from govuk import words
from people.models import Person
from profiles.access import profile_for, version_for
from profiles.versions import whole


def about(person_ref: str, number: int | None) -> str:
    """What a paper of this profile is about: P-7K3M2Q9X/2, or the reference alone for the draft."""
    return f"{person_ref}/{number}" if number else person_ref


def gather(user: User, ref: str) -> tuple[Person, dict[str, Any]]:
    """Who may see the profile may have it on paper: a home hands it to the police at night (S4)."""
    person_ref, _, number = ref.partition("/")
    if number.isdecimal():
        version = version_for(user, person_ref, int(number))
        agreed = f"agreed {words.day(version.agreed_at)} by {version.agreed_by}"
        state = f"Version {version.number}, {agreed}"
        content = version.content | {"draft": False, "state": state, "note": version.note}
        return version.profile.person, content
    profile = profile_for(user, person_ref)
    content = whole(profile.person, profile)
    state = "Draft: nobody has agreed this text yet"
    return profile.person, content | {"draft": True, "state": state, "note": ""}


def check(user: User, ref: str) -> None:
    profile_for(user, ref.partition("/")[0])
