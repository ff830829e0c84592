"""The interview as a long form of sections, for the shared pages (way 11)."""

from typing import Any

from django.urls import reverse

from accounts.clock import local
from cases.section_views import LongForm
from people.queries import care_on
from returns.access import interview_for
from returns.interview_forms import parts_of
from returns.models import Interview, InterviewSection

FROM_PLACE = {"home": "home", "placement": "care", "school": "school", "other": "other"}


def prefill(interview: Interview, key: str) -> dict[str, Any]:
    """What the record knows already and nobody should have to type."""
    episode = interview.episode
    if key == "details":
        user = interview.interviewer
        held_by = ", ".join(part for part in (user.name, user.job_title) if part) if user else ""
        return {"missing_from": FROM_PLACE[episode.missing_from], "held_by": held_by}
    if key == "about_you":
        care = care_on(episode.person_id, local(episode.started_at).date())
        return {"care_status": care.status, "ethnicity": episode.person.ethnicity}
    return {}


LONG = LongForm(
    name="interview",
    table=InterviewSection,
    parts=parts_of,
    fetch=interview_for,
    to="record_interview",
    person_id=lambda interview: interview.episode.person_id,
    home=lambda interview: reverse("returns:interview", args=[interview.reference]),
    page=lambda interview, key: reverse("returns:section", args=[interview.reference, key]),
    caption=lambda interview: f"Return home interview {interview.reference}",
    prefill=prefill,
    aside="returns/urgent.html",
)
