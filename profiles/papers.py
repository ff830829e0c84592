"""The Missing Profile as a paper: an agreed version, or the draft marked as one."""

from typing import Any

from accounts.models import User
from govuk import words
from govuk.typed import whole_number
from people.models import Person, Sharing
from profiles import rules, services
from profiles.access import profile_for, version_for
from profiles.models import MissingProfile
from profiles.queries import version_numbered
from profiles.versions import whole

# Whoever reads it at night needs these first; the rest follows in the form's order.
FIRST_ON_PAPER = ["plan", "response"]


def about(person_ref: str, number: int | None) -> str:
    """What a paper of this profile is about: P-7K3M2Q9X/2, or the reference alone for the draft."""
    return f"{person_ref}/{number}" if number else person_ref


def gather(user: User, ref: str) -> tuple[Person, dict[str, Any]]:
    """Who may see the profile may have it on paper: a home hands it to the police at night (S4)."""
    person_ref, _, number = ref.partition("/")
    if number:
        version = version_for(user, person_ref, whole_number(number) or 0)
        agreed = f"agreed {words.day(version.agreed_at)} by {version.agreed_by}"
        state = f"Version {version.number}, {agreed}"
        content = _for_paper(version.content)
        content |= {"draft": False, "state": state, "note": version.note}
        return version.profile.person, content
    profile = profile_for(user, person_ref)
    content = _for_paper(whole(profile.person, profile))
    state = "Draft: nobody has agreed this text yet"
    return profile.person, content | {"draft": True, "state": state, "note": ""}


def _for_paper(content: dict[str, Any]) -> dict[str, Any]:
    def place(section: dict[str, Any]) -> int:
        key = section["key"]
        return FIRST_ON_PAPER.index(key) if key in FIRST_ON_PAPER else len(FIRST_ON_PAPER)

    return content | {"sections": sorted(content["sections"], key=place)}


def given(*, ref: str, sharing: Sharing, by: User) -> None:
    """The paper was given to somebody outside. To a police force: the profile is sent (S4)."""
    if sharing.to_organisation is None or sharing.to_organisation.kind != "police":
        return
    number = whole_number(ref.partition("/")[2])
    profile = MissingProfile.objects.select_related("person").get(person=sharing.person)
    services.keep_sending(
        profile=profile,
        version=version_numbered(profile, number) if number else None,
        to_whom=f"{sharing.to_whom}, {sharing.to_organisation}"[:300],
        way=rules.WAY_OF_SENDING.get(sharing.kind, "other"),
        at=sharing.at,
        note="",
        by=by,
        sharing=sharing,
    )


def check(user: User, ref: str) -> None:
    profile_for(user, ref.partition("/")[0])
