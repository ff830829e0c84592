"""Attempts by search, filters, ordering and keys of pages; and by a session that went stale."""

import pytest
from django.test import Client

from accounts.clock import today
from accounts.models import Membership, User
from accounts.services import give_token, suspend
from cases.models import Episode
from govuk.paging import key_of
from notifications.models import Notice
from tests.access.foreign import Theirs, gives_away
from tests.cast import user

# Lists, each with the parameters that somebody may try on it.
LISTS = [
    "/", "/people/", "/episodes/", "/missing-now/", "/missing-now/part/", "/meetings/",
    "/interviews/", "/report/", "/notices/", "/my-words/", "/hand-over/", "/api/v1/episodes/",
    "/api/v1/people/",
]  # fmt: skip
FILTERS = [
    "person={person}", "person__reference={person}", "person_id=1", "ref={episode}", "id=1",
    "reference={episode}", "person__family_name={family}", "episode={episode}", "q={person}",
    "q={given}", "q={family}", "q=14 9 2009", "q=2009-09-14", "q=%25", "q=_", "q={given}%27--",
    "search={given}", "ordering=person__given_name", "ordering=-person__date_of_birth",
    "order=started_at", "sort=name", "state=open", "state=", "whose=team", "whose=all", "mine=",
    "kind=actions", "limit=1000", "page_size=1000", "offset=0", "page=1", "format=json",
    "open=true", "team=1", "restricted=1", "user={worker}", "by={worker}", "then={episode}",
]  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_no_filter_reaches_another_teams_child(theirs: Theirs, address: str) -> None:
    client, boy = theirs.outsider(), theirs.cast.boy
    wrong = []
    for one in FILTERS:
        query = one.format(
            **theirs.boy, given=boy.given_name, family=boy.family_name,
            worker=theirs.cast.worker.pk,
        )  # fmt: skip
        got = client.get(f"{address}?{query}")
        found = gives_away(got, theirs, typed=query)
        if found or got.status_code >= 500:
            wrong.append((query, got.status_code, found))
    assert not wrong


def test_a_search_finds_what_is_ones_own(theirs: Theirs) -> None:
    """Or the test above would prove nothing."""
    child = theirs.cast.other_child
    found = theirs.outsider().get(f"/api/v1/people/?q={child.family_name}").json()
    assert [one["reference"] for one in found] == [child.reference]
    assert (
        theirs.cast.boy.reference
        in theirs.client(theirs.cast.worker)
        .get(f"/people/?q={theirs.cast.boy.family_name}")
        .content.decode()
    )


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/episodes/", "before"), ("/api/v1/episodes/", "before"), ("/", "after"),
        ("/meetings/", "before"), ("/interviews/", "before"), ("/my-words/", "before"),
        ("/notices/", "before"),
    ],
)  # fmt: skip
def test_the_key_of_anothers_page_shows_ones_own_rows(
    theirs: Theirs,
    address: str,
    name: str,
) -> None:
    of_boy = Episode.objects.get(reference=theirs.boy["episode"])
    keys = [
        key_of(of_boy.started_at, of_boy.pk), key_of(of_boy.started_at, of_boy.pk + 1),
        str(Notice.objects.latest("pk").pk + 1), "9999-12-31T00:00:00+00:00~9999999999",
        "0001-01-01T00:00:00+00:00~1", "x", "-1", "1e9", "%F0%9F%98%80",
    ]  # fmt: skip
    client = theirs.outsider()
    for key in keys:
        got = client.get(address, {name: key})
        assert got.status_code == 200, (key, got.status_code)
        assert not gives_away(got, theirs), key


def test_the_history_of_ones_own_does_not_page_into_anothers(theirs: Theirs) -> None:
    client = theirs.outsider()
    for before in ("1", "999999999", "0", "x"):
        got = client.get(f"/people/{theirs.own['person']}/history/?before={before}")
        assert got.status_code == 200
        assert not gives_away(got, theirs)


# Sessions that went stale


@pytest.fixture
def worker(theirs: Theirs) -> User:
    """A colleague of the boy's worker, signed in by the tests below and then stopped."""
    return user(f"Stella Stale {User.objects.count()}", theirs.cast.team, "social_worker")


def sees_him(client: Client, theirs: Theirs) -> bool:
    got = client.get(f"/episodes/{theirs.boy['episode']}/")
    assert got.status_code == 200 or not gives_away(got, theirs)
    return bool(got.status_code == 200)


def test_a_session_ends_with_the_suspension(theirs: Theirs, worker: User) -> None:
    client = theirs.client(worker)
    assert sees_him(client, theirs)
    suspend(user=worker, by=theirs.cast.coordinator)
    assert not sees_him(client, theirs)
    User.objects.filter(pk=worker.pk).update(is_active=True)
    assert not sees_him(client, theirs), "a session that was ended does not come back"


def test_a_session_sees_nothing_once_the_role_has_ended(theirs: Theirs, worker: User) -> None:
    client = theirs.client(worker)
    assert sees_him(client, theirs)
    Membership.objects.filter(user=worker).update(starts_on="2020-01-01", ends_on="2026-03-05")
    assert today().isoformat() == "2026-03-06"
    assert not sees_him(client, theirs)
    sent = client.post(f"/episodes/{theirs.boy['episode']}/log/", {"text": "Still here?"})
    assert sent.status_code in {403, 404}


def test_a_session_ends_with_the_password(theirs: Theirs, worker: User) -> None:
    client = theirs.client(worker)
    assert sees_him(client, theirs)
    worker.set_password("another correct horse")
    worker.save()
    got = client.get(f"/episodes/{theirs.boy['episode']}/")
    assert got.status_code == 302
    assert "/sign-in/" in got.url


def test_a_token_ends_with_the_suspension(theirs: Theirs, worker: User) -> None:
    _, token = give_token(by=worker)
    headers = {"Authorization": f"Token {token}"}
    path = f"/api/v1/episodes/{theirs.boy['episode']}/"
    assert Client().get(path, headers=headers).status_code == 200
    suspend(user=worker, by=theirs.cast.coordinator)
    assert Client().get(path, headers=headers).status_code == 401


def test_anothers_session_cannot_be_ended(theirs: Theirs, worker: User) -> None:
    client = theirs.client(worker)
    assert sees_him(client, theirs)
    outsider = theirs.outsider()
    for number in range(1, 60):
        outsider.post(f"/account/sessions/{number}/end/", {"submission_token": str(number)})
    assert sees_him(client, theirs)
