"""Changes to a Missing Profile that are not its sections: started, likelihood, sent; and what a
report takes from it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from cases.models import LogEntry
from deadlines.services import happened
from govuk import words
from people.models import Person, Sharing
from people.sharing import record_sharing
from profiles import rules
from profiles.models import MissingProfile, ProfileSending, ProfileVersion
from profiles.queries import latest_content, open_episode, paper_of


@transaction.atomic
def start(*, person: Person, by: User) -> MissingProfile:
    """Begin the pack, ideally before it is needed (S4). Begun already: that one, no more."""
    profile, fresh = MissingProfile.objects.get_or_create(
        person=person, defaults={"created_at": now(), "created_by": by}
    )
    if fresh:
        audit.record("profile.started", by=by, about=profile, person_id=person.pk)
    return profile


@transaction.atomic
def say_likelihood(
    *, profile: MissingProfile, likelihood: str, why: str, by: User
) -> MissingProfile:
    """How likely they are to go missing: by whom and when is kept with it (domain: Missing
    Profiles).
    """
    profile.likelihood, profile.likelihood_why = likelihood, why
    profile.likelihood_by, profile.likelihood_at = by, now()
    profile.version += 1
    profile.save(
        update_fields=[
            "likelihood", "likelihood_why", "likelihood_by", "likelihood_at", "version",
        ]
    )  # fmt: skip
    audit.record(
        "profile.likelihood", by=by, about=profile, person_id=profile.person_id,
        likelihood=profile.get_likelihood_display().lower(),
    )  # fmt: skip
    return profile


@transaction.atomic
def record_sent(
    *, profile: MissingProfile, to_whom: str, way: str, at: datetime, note: str = "", by: User,
    **why: Any,
) -> ProfileSending:  # fmt: skip
    """That it went to the police missing team or another force without Homeward; on the sharing
    record too, with the PDF of that version where one was made. `why`: as record_sharing takes it.

    The version meant is the last agreed by then; where none was, the draft went, and that is kept
    too.
    """
    if at > now():
        raise Invalid({"at": "The time it was sent must be now or in the past"})
    version = profile.versions.filter(agreed_at__lte=at).first()
    paper = paper_of(profile, version, at=at)
    sharing = record_sharing(
        by=by, person=profile.person, kind=rules.WAY_OF_SHARING[way], at=at, to_whom=to_whom,
        what=f"Missing Profile, {name_of(version)}",
        copy=bytes(paper.pdf or b"") if paper else None,
        media_type="application/pdf" if paper else "",
        source=paper.reference if paper else "", **why,
    )  # fmt: skip
    return keep_sending(
        profile=profile, version=version, to_whom=to_whom, way=way, at=at, note=note, by=by,
        sharing=sharing,
    )  # fmt: skip


def name_of(version: ProfileVersion | None) -> str:
    return f"version {version.number}" if version else "the draft"


@transaction.atomic
def keep_sending(
    *, profile: MissingProfile, version: ProfileVersion | None, to_whom: str, way: str,
    at: datetime, note: str, by: User, sharing: Sharing,
) -> ProfileSending:  # fmt: skip
    """The profile went out, as its sharing says: a line in the log, and the answer to the 4-hour
    duty of an open episode.
    """
    sending = ProfileSending.objects.create(
        profile=profile, version=version, to_whom=to_whom, way=way, note=note, at=at, by=by,
        sharing=sharing,
    )  # fmt: skip
    what = name_of(version)
    audit.record(
        "profile.sent", by=by, about=profile, person_id=profile.person_id,
        to=to_whom, what=what, way=sending.get_way_display().lower(), when=words.when(at),
    )  # fmt: skip
    episode = open_episode(profile.person_id)
    if episode is not None and at >= episode.started_at:
        LogEntry.objects.create(
            episode=episode, kind="told", at=at, by=by, written_at=now(),
            text=f"Missing Profile ({what}) sent to {to_whom}. {note}".strip(),
        )  # fmt: skip
        happened(
            "profile_sent", person_id=profile.person_id, episode_id=episode.pk,
            episode_ref=episode.reference, at=at, by=by,
        )  # fmt: skip
    return sending


def prefill_report(person: Person) -> dict[str, Any]:
    """What a report need not ask again: how they look, whom to call, medication. From the last
    agreed version.

    Clothing and belongings are of that night, so they are never filled in from the profile.
    """
    agreed = latest_content(person.pk).get("sections", [])
    typed: dict[str, dict[str, Any]] = {section["key"]: section["data"] for section in agreed}

    def line(section: str, *names: str) -> str:
        data = typed.get(section, {})
        return ", ".join(data[name] for name in names if data.get(name))

    medical = typed.get("health", {})
    fields = {
        "description": line("identity", "height", "build", "hair", "eyes", "marks"),
        "contact": line("plan", "people_first"),
        "medication": medical.get("medication_detail", "")
        if medical.get("medication") == "yes"
        else "",
    }
    return {name: text for name, text in fields.items() if text}
