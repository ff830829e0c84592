"""A user is moved to another team while a form is open: refused in words, and nothing typed is
lost.
"""

from datetime import timedelta

import pytest

from accounts.clock import today
from accounts.models import Membership
from cases import drafts
from cases.models import LogEntry, ReportDraft
from people import services
from tests.cast import Cast, user
from tests.stories import boxes, send, signed_in, went_missing

pytestmark = pytest.mark.django_db
TYPED = "Rang <b>his aunt</b> at ten; she says “not here”."


def moves_away(cast: Cast, one) -> None:
    """Yesterday was the last day in the old team; today is the first in another."""
    Membership.objects.filter(user=one).update(ends_on=today() - timedelta(days=1))
    Membership.objects.create(
        user=one, team=cast.other_team, role="social_worker", starts_on=today()
    )


@pytest.fixture
def colleague(cast: Cast):
    """Sees the boy because his worker is in the same team, and for no other reason."""
    return user("Tamsin Newcome", cast.team, "social_worker")


def log_entry() -> dict[str, str]:
    return {"kind": "contact_attempt", "text": TYPED, **boxes("at", "2026-03-06 11:10")}


def test_who_was_moved_gets_back_what_was_typed(cast: Cast, colleague) -> None:
    episode = went_missing(cast)
    client = signed_in(colleague)
    address = f"/episodes/{episode.reference}/log/"
    assert client.get(address).status_code == 200
    moves_away(cast, colleague)
    got = send(client, address, log_entry())
    page = got.content.decode()
    assert got.status_code == 404
    assert "This was not saved" in page
    assert "move to another team" in page
    assert "Rang &lt;b&gt;his aunt&lt;/b&gt; at ten; she says “not here”." in page
    assert cast.boy.name not in page
    assert LogEntry.objects.count() == 0


def test_who_lost_the_role_gets_it_back_with_the_reason(cast: Cast) -> None:
    episode = went_missing(cast)
    client = signed_in(cast.coordinator)
    Membership.objects.filter(user=cast.coordinator).update(role="service_director")
    got = send(client, f"/episodes/{episode.reference}/log/", log_entry())
    page = got.content.decode()
    assert got.status_code == 403
    assert "Your role cannot add to the log" in page
    assert "Rang &lt;b&gt;his aunt" in page


def test_a_page_that_saves_by_itself_is_told_in_a_sentence(cast: Cast, colleague) -> None:
    draft = drafts.start(by=colleague, person=cast.boy)
    drafts.keep(draft=draft, page="about", typed={"circumstances": "Before"}, said=None)
    client = signed_in(colleague)
    moves_away(cast, colleague)
    got = client.post(
        f"/report/{draft.token}/about/", {"circumstances": TYPED}, headers={"X-Background": "1"}
    )
    assert got.status_code == 404
    assert got.json() == {
        "message": "Not saved: this record is not there, or you no longer work with it. "
        "Copy what you typed."
    }
    draft = ReportDraft.objects.get()
    assert draft.data["about"]["typed"] == {"circumstances": "Before"}, "the draft itself is kept"


def test_the_draft_is_there_again_when_they_are_back(cast: Cast, colleague) -> None:
    draft = drafts.start(by=colleague, person=cast.boy)
    client = signed_in(colleague)
    moves_away(cast, colleague)
    assert client.get(f"/report/{draft.token}/about/").status_code == 404
    services.allocate(
        person=cast.boy, role="key_worker", user=colleague, starts_on=today(), by=cast.coordinator
    )
    assert client.get(f"/report/{draft.token}/about/").status_code == 200


def test_the_child_moved_to_another_team_counts_as_well(cast: Cast, colleague) -> None:
    episode = went_missing(cast)
    client = signed_in(colleague)
    for role in ("social_worker", "team_manager"):
        services.allocate(
            person=cast.boy, role=role, user=cast.outside_manager, team=cast.other_team,
            starts_on=today() - timedelta(days=1), by=cast.coordinator,
        )  # fmt: skip
    got = send(client, f"/episodes/{episode.reference}/log/", log_entry())
    assert got.status_code == 404
    assert "What you typed" in got.content.decode()


def test_no_password_is_ever_given_back(cast: Cast, client) -> None:
    client.force_login(cast.worker)
    got = client.post("/episodes/E-NONE/log/", {"password": "secret-1", "new_password": "secret-2"})
    assert "secret" not in got.content.decode()
    got = client.post("/account/nowhere/", {"oldthing": "typed here"})
    assert "typed here" not in got.content.decode()
