"""A draft of a report is its maker's, as long as they may see whom it is about."""

import pytest
from django.test import Client

from cases import drafts
from people.models import Person
from tests.cast import Cast
from tests.stories import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(cast: Cast) -> str:
    return str(drafts.start(by=cast.coordinator, person=cast.sister).token)


@pytest.fixture
def client(cast: Cast, token: str) -> Client:
    return signed_in(cast.coordinator)


def test_the_tray_leads_to_ones_own_draft(client: Client, token: str):
    assert "Jodie" in client.get("/").content.decode()
    assert client.get(f"/report/{token}/where/").status_code == 200


def test_a_draft_about_somebody_restricted_since_shows_no_name_anywhere(
    client: Client, cast: Cast, token: str
):
    Person.objects.filter(pk=cast.sister.pk).update(restricted=True)
    for address in ("/", "/report/"):
        assert "Jodie" not in client.get(address).content.decode(), address
    for page in ("where", "check", "leave", "throw-away"):
        answer = client.get(f"/report/{token}/{page}/")
        assert answer.status_code in {200, 302}, page
        assert "Jodie" not in answer.content.decode(), page
