"""Back within 4 hours: worker and manager decide whether a Missing Profile is needed (S4)."""

import pytest

from cases.models import Episode
from deadlines.queries import open_for_episode
from tests.cast import Cast
from tests.stories import came_back, send, signed_in, went_missing

ANSWERS = {
    "factors": ["repeated", "school"],
    "discussed_with": "The team manager",
    "needed": "no",
    "why": "His profile was agreed last week and nothing has changed.",
}


@pytest.fixture
def soon_back(cast: Cast, at) -> Episode:
    at("2026-03-06 11:30")
    episode = went_missing(cast)
    at("2026-03-06 14:00")
    return came_back(cast, episode, when="2026-03-06 13:30")


def duties(episode: Episode) -> set[str]:
    return {row.rule for row in open_for_episode(episode.pk)}


def test_the_duty_leads_to_the_decision(cast: Cast, soon_back: Episode):
    assert "back_within_4" in duties(soon_back)
    page = signed_in(cast.worker).get(f"/episodes/{soon_back.reference}/").content.decode()
    assert f"/episodes/{soon_back.reference}/profile-needed/" in page


def test_not_needed_is_kept_with_its_reason(cast: Cast, soon_back: Episode):
    client = signed_in(cast.worker)
    answer = send(client, f"/episodes/{soon_back.reference}/profile-needed/", ANSWERS)
    assert answer.url == f"/episodes/{soon_back.reference}/"
    assert "back_within_4" not in duties(soon_back)
    log = client.get(f"/episodes/{soon_back.reference}/log/").content.decode()
    assert "His profile was agreed last week" in log
    assert "They have been absent from school" in log
    history = client.get(f"/episodes/{soon_back.reference}/history/").content.decode()
    assert "decided that a Missing Profile is not needed" in history


def test_needed_leads_on_to_the_profile(cast: Cast, soon_back: Episode):
    address = f"/episodes/{soon_back.reference}/profile-needed/"
    answer = send(signed_in(cast.worker), address, ANSWERS | {"needed": "yes"})
    assert answer.url == f"/people/{cast.boy.reference}/profile/"
    assert "back_within_4" not in duties(soon_back)


def test_an_empty_decision_is_asked_for_in_words(cast: Cast, soon_back: Episode):
    answer = send(
        signed_in(cast.worker),
        f"/episodes/{soon_back.reference}/profile-needed/",
        ANSWERS | {"why": "", "needed": "", "factors": ["none", "school"]},
    )
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Select whether a Missing Profile is needed" in page
    assert "Enter why" in page
    assert "or select “None of these”" in page
    assert "back_within_4" in duties(soon_back)


def test_a_carer_does_not_decide(cast: Cast, soon_back: Episode):
    answer = send(
        signed_in(cast.carer), f"/episodes/{soon_back.reference}/profile-needed/", ANSWERS
    )
    assert answer.status_code == 403
    assert "back_within_4" in duties(soon_back)
