"""Agreeing a version: the whole frozen, the duty of review answered, what it says as JSON (way 11).

A version is an insert and nothing else ever; the database's rights refuse the product any change
to it.
"""

from typing import Any

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from cases import missing_history, section_forms, sections
from cases.models import LogEntry
from deadlines.services import happened
from govuk import words
from people.file_queries import named
from people.models import Person
from profiles.models import MissingProfile, ProfileSection, ProfileVersion
from profiles.parts import PARTS
from profiles.queries import chronology_of, ended_unreviewed, open_episode, record_of


def whole(person: Person, profile: MissingProfile) -> dict[str, Any]:
    """Everything the profile says now: the record, the times missing, every section, the
    likelihood.
    """
    begun = sections.all_of(table=ProfileSection, parent=profile)
    return {
        "person": {"name": person.name, "reference": person.reference},
        "record": record_of(person),
        "chronology": chronology_of(person.pk),
        "so_far": missing_history.in_a_line(missing_history.read(person.pk, now=now())),
        "sections": section_forms.frozen(parts=PARTS, parent=profile, sections=begun),
        "likelihood": likelihood_of(profile),
        "photo": named(person.pk),
    }


def likelihood_of(profile: MissingProfile) -> dict[str, str]:
    """The likelihood in words; empty where nobody has said."""
    if not profile.likelihood:
        return {}
    by, at = profile.likelihood_by, words.day(profile.likelihood_at)
    grade = profile.get_likelihood_display()
    return {"grade": grade, "text": f"{grade}. {profile.likelihood_why} ({by}, {at})"}


def not_ready(profile: MissingProfile) -> list[str]:
    """Titles of the needed sections that nobody has marked as completed."""
    needed = [key for key, part in PARTS.items() if part.needed]
    missing = sections.unfinished(table=ProfileSection, parent=profile, needed=needed)
    return [PARTS[key].title for key in missing]


@transaction.atomic
def agree(*, profile: MissingProfile, note: str, by: User) -> ProfileVersion:
    """Freeze what stands. The profile's row is locked by the caller, as it is by every save of a
    section.
    """
    missing = not_ready(profile)
    if missing:
        raise Invalid({"__all__": f"Complete these sections first: {'; '.join(missing)}"})
    last = profile.versions.first()
    version = ProfileVersion.objects.create(
        profile=profile,
        number=last.number + 1 if last else 1,
        content=whole(profile.person, profile),
        note=note,
        agreed_by=by,
        agreed_at=now(),
    )
    audit.record(
        "profile.agreed", by=by, about=profile, person_id=profile.person_id, number=version.number
    )
    _say_so(profile, version, by)
    return version


def _say_so(profile: MissingProfile, version: ProfileVersion, by: User) -> None:
    """A case note on the open episode, and the answer to every review that an end asked for (S4,
    S1).
    """
    current = open_episode(profile.person_id)
    if current is not None:
        done = "agreed" if version.number == 1 else "brought up to date"
        LogEntry.objects.create(
            episode=current, kind="note", at=version.agreed_at, by=by,
            text=f"Missing Profile {done}: version {version.number}. {version.note}".strip(),
            written_at=version.agreed_at,
        )  # fmt: skip
    for episode in [*ended_unreviewed(profile.person_id, before=version), current]:
        if episode is not None:
            happened(
                "profile_agreed", person_id=profile.person_id, episode_id=episode.pk,
                episode_ref=episode.reference, at=version.agreed_at, by=by,
            )  # fmt: skip
