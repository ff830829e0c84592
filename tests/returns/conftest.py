"""The boy is back, and his interview waits."""

import pytest

from returns.models import Interview
from tests.cast import Cast
from tests.stories import came_back, send, signed_in, went_missing


@pytest.fixture
def needed(cast: Cast, at) -> Interview:
    """Missing on Friday at 11, back on Saturday at 11; it is Monday at 9 now."""
    episode = went_missing(cast)
    at("2026-03-09 09:00")
    came_back(cast, episode, when="2026-03-07 11:00")
    return Interview.objects.get(episode=episode)


@pytest.fixture
def assigned(cast: Cast, needed: Interview) -> Interview:
    who = {"interviewer": f"{cast.provider.pk}-{cast.interviewer.pk}"}
    address = f"/interviews/{needed.reference}/assign/"
    answer = send(signed_in(cast.coordinator), address, who)
    assert answer.status_code == 302, answer.content.decode()
    needed.refresh_from_db()
    return needed
