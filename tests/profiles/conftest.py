"""A boy with a Missing Profile, filled in as his worker would."""

from typing import Any

import pytest

from cases.models import Episode
from cases.sections import save_section
from profiles import services
from profiles.models import MissingProfile, ProfileSection
from profiles.parts import PARTS
from profiles.rules import AROUND, HARM, HEALTH
from tests.cases.conftest import receive
from tests.cast import Cast

ANSWERS: dict[str, dict[str, Any]] = {
    "identity": {"height": "5 foot 9", "hair": "Short, black", "marks": "Scar on the left hand"},
    "contact": {
        "location_sharing": "A map app, shared with his sister",
        "rows": [
            {"kind": "phone", "value": "07700 900123", "notes": "Often flat"},
            {"kind": "social", "value": "@invented.name", "notes": ""},
        ],
    },
    "triggers": {"known": "yes", "detail": "Calls from an older friend", "signs": "Goes quiet"},
    "friends": {
        "groups": "None known",
        "rows": [{"relation": "friend", "name": "Kit Invented", "born": "about 17"}],
    },
    "places": {"rows": [{"place": "The bus station", "why": "Meets Kit there"}]},
    "health": dict.fromkeys(HEALTH, "not_known")
    | {
        "medication": "yes",
        "medication_detail": "Inhaler",
        "medication_often": "Twice a day",
        "medication_next": "8pm",
        "medication_missed": "Short of breath within a day",
        "medication_seen": {"day": "1", "month": "2", "year": "2026"},
    },
    "harm": dict.fromkeys(HARM, "not_applicable"),
    "around": dict.fromkeys(AROUND, "not_known"),
    "response": {"response": "His aunt collects him; no sirens"},
    "plan": {"first_actions": "Ring his phone, then his sister", "people_first": "His aunt"},
}

# Why it may be sent: what the sharing record asks.
WHY = {
    "why": "To find him",
    "basis": "vital_interests",
    "consent": "not_sought",
    "consent_why": "He is missing",
}


def write(profile: MissingProfile, key: str, data: dict[str, Any], *, by: Any, done: bool = True):
    held = ProfileSection.objects.filter(parent=profile, key=key).first()
    return save_section(
        table=ProfileSection, parent=profile, key=key, data=data, by=by, complete=done,
        version=held.version if held else 0, title=PARTS[key].title, person_id=profile.person_id,
    )  # fmt: skip


@pytest.fixture
def profile(cast: Cast) -> MissingProfile:
    return services.start(person=cast.boy, by=cast.worker)


@pytest.fixture
def full(cast: Cast, profile: MissingProfile) -> MissingProfile:
    """Every needed section completed."""
    for key, data in ANSWERS.items():
        write(profile, key, data, by=cast.worker)
    return profile


@pytest.fixture
def missing(cast: Cast) -> Episode:
    return receive(cast).episode
