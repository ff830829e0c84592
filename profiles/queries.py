"""Reads of profiles, and of what the record already knows about the person."""

from datetime import datetime, timedelta
from typing import Any

from accounts import clock
from cases.models import Episode, Paper
from cases.paper_queries import made_by
from govuk import words
from people.file_queries import named
from people.models import Person
from people.queries import allocations_of, care_on, current_placement, legal_on
from profiles.models import MissingProfile, ProfileSending, ProfileVersion

Lines = list[dict[str, str]]


def record_of(person: Person) -> Lines:
    """What the person's record says, as labels and words: shown beside the form and frozen with
    it.
    """
    today = clock.local(clock.now()).date()
    age = person.age_on(today)
    placed = current_placement(person.pk, today)
    lines = {
        "Name": person.name,
        "Date of birth": words.day(person.date_of_birth),
        "Age": "" if age is None else f"{'' if person.date_of_birth else 'About '}{age}",
        "Gender": person.get_gender_display(),
        "Ethnicity": person.ethnicity,
        "First language": person.first_language,
        "Communication needs": person.communication_needs,
        "Home address": ", ".join(filter(None, [person.home_address, person.home_postcode])),
        "Placed at": _placed_at(placed),
        "Social care status": str(care_on(person.pk, today)),
        "Legal status": str(legal_on(person.pk, today)),
        "Responsible authority": person.responsible_authority.name,
        "Family contact": person.family_contact,
        "Photo taken": named(person.pk).get("day", ""),
    }
    for part in allocations_of(person.pk, today):
        ways = filter(None, [part.user.name, part.user.phone, part.user.email])
        lines[part.get_role_display()] = ", ".join(ways)
    return [{"label": label, "text": text} for label, text in lines.items() if text]


def _placed_at(placed: Any) -> str:
    if placed is None:
        return ""
    home = placed.home
    where = [str(placed), placed.address or (home.address if home else "")]
    where += [placed.postcode or (home.postcode if home else ""), home.phone if home else ""]
    return ", ".join(filter(None, (part.replace("\n", ", ") for part in where)))


def chronology_of(person_id: int) -> list[dict[str, str]]:
    """Every episode that stands, newest first, as the profile tells it (S4, Appendix 2)."""
    rows = Episode.objects.filter(person_id=person_id).exclude(state="void")
    return [
        {
            "reference": row.reference,
            "missing": words.when(row.started_at),
            "returned": words.when(row.returned_at or row.ended_at) or "Not yet",
            "where": row.located_where,
            "with": row.located_with,
            "arrested": {True: "Yes", False: "No", None: "Not known"}[row.arrested],
            "outcomes": row.outcomes,
        }
        for row in rows.order_by("-started_at", "-id")[:50]
    ]


def open_episode(person_id: int) -> Episode | None:
    """The episode they are missing or absent in now."""
    rows = Episode.objects.filter(person_id=person_id, state__in=["open", "located"])
    return rows.order_by("-started_at").first()


def ended_unreviewed(person_id: int, *, before: ProfileVersion) -> list[Episode]:
    """Episodes that ended since the version before this was agreed: this one answers for them."""
    rows = Episode.objects.filter(person_id=person_id, state__in=["ended", "finalised"])
    earlier = ProfileVersion.objects.filter(profile=before.profile_id, number__lt=before.number)
    last = earlier.defer("content").first()
    # An end can be written down late, so a month's margin asks about one too many rather than one
    # too few.
    return list(rows.filter(ended_at__gt=last.agreed_at - timedelta(days=31)) if last else rows)


def versions_of(profile: MissingProfile) -> list[ProfileVersion]:
    """Newest first, without what they say."""
    return list(profile.versions.select_related("agreed_by").defer("content"))


def latest_version(profile: MissingProfile) -> ProfileVersion | None:
    return profile.versions.first()


def version_numbered(profile: MissingProfile, number: int) -> ProfileVersion | None:
    return profile.versions.select_related("agreed_by").filter(number=number).first()


def sendings_of(profile: MissingProfile) -> list[ProfileSending]:
    return list(
        profile.sendings.select_related("by", "version", "sharing").defer("version__content")[:20]
    )


def paper_of(
    profile: MissingProfile, version: ProfileVersion | None, *, at: datetime
) -> Paper | None:
    """The PDF of this version, or of the draft, that was the latest one at that moment."""
    ref = profile.person.reference
    about = f"{ref}/{version.number}" if version else ref
    return made_by("missing_profile", about, at=at)


def latest_content(person_id: int) -> dict[str, Any]:
    """What the last agreed version says; empty where there is none."""
    last = ProfileVersion.objects.filter(profile__person_id=person_id).first()
    return last.content if last else {}
