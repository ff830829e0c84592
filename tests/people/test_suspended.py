"""A suspended user loses sessions, tokens and what was opened to them, at the next request."""

from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from knox.models import AuthToken

from accounts import services
from accounts.models import User
from people import access, emergency, grants, restricting
from people.grants import To
from people.models import EmergencyAccess, Named, Person, PersonGrant
from people.policy import people_who_may_see, visible_to
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def sees(who: User, person: Person) -> bool:
    return visible_to(User.objects.get(pk=who.pk)).filter(pk=person.pk).exists()


@pytest.fixture
def opened(cast: Cast) -> Cast:
    """The outsider has a grant to the boy, is named for his sister, and is in an emergency."""
    grants.give(
        ref=cast.boy.reference, to=To(user=cast.outsider), level="full", reason="Covers",
        until=date(2026, 4, 30), by=cast.manager,
    )  # fmt: skip
    restricting.restrict(
        ref=cast.sister.reference, by=cast.head, reason="Threats", ask=cast.head,
        named=[cast.outsider], version=0,
    )  # fmt: skip
    emergency.begin(
        ref=cast.other_child.reference, by=cast.manager, reason="Seen with him at the station"
    )
    return cast


def test_everything_opened_by_name_ends_at_once(opened: Cast) -> None:
    cast = opened
    services.suspend(user=cast.outsider, by=cast.head)
    services.suspend(user=cast.manager, by=cast.head)
    assert not PersonGrant.objects.filter(user=cast.outsider, ended_at__isnull=True).exists()
    assert not Named.objects.filter(user=cast.outsider, until__isnull=True).exists()
    assert not EmergencyAccess.objects.filter(ended_at__isnull=True).exists()
    for person in (cast.boy, cast.sister, cast.other_child):
        assert not people_who_may_see(person) & {cast.outsider.pk, cast.manager.pk}
    assert access.rebuild(by=None) == (0, 0)


def test_restoring_the_account_brings_none_of_it_back(opened: Cast) -> None:
    cast = opened
    for one in (cast.outsider, cast.manager):
        services.suspend(user=one, by=cast.head)
        services.restore(user=one, by=cast.head)
    assert not sees(cast.outsider, cast.boy)
    assert not sees(cast.outsider, cast.sister)
    assert not sees(cast.manager, cast.other_child)
    assert sees(cast.outsider, cast.other_child), "still allocated to her: that is theirs to do"


def test_the_next_request_of_a_session_or_a_token_is_refused(cast: Cast) -> None:
    client = Client()
    client.post("/account/sign-in/", {"login": cast.edt.email, "password": PASSWORD})
    page = f"/people/{cast.boy.reference}/"
    assert client.get(page).status_code == 200
    key = client.session.session_key
    _, token = AuthToken.objects.create(user=cast.edt)
    program = {"HTTP_AUTHORIZATION": f"Token {token}"}
    assert Client().get("/api/v1/episodes/", **program).status_code == 200
    cast.edt.is_active = False
    services.change(user=cast.edt, by=cast.head, changed=["is_active"])
    assert not Session.objects.filter(pk=key).exists()
    assert client.get(page).status_code == 302
    assert Client().get("/api/v1/episodes/", **program).status_code == 401
    services.restore(user=cast.edt, by=cast.head)
    assert client.get(page).status_code == 302, "the old session does not come back"
    assert Client().get("/api/v1/episodes/", **program).status_code == 401
