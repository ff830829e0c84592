"""The pages of possible duplicates: the list, two records side by side, and both answers."""

import uuid
from datetime import date

import pytest
from django.test import Client

from people import alike, services
from people.models import AlikePair, Person, SamePerson
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LIST = "/people/duplicates/"


@pytest.fixture
def twin(cast: Cast) -> Person:
    made = services.add_person(
        by=cast.outsider, given_name="Jim", family_name="<b>Exempler",
        date_of_birth=date(2009, 9, 14),
    )  # fmt: skip
    alike.compare_due()
    return made


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.LimitedSignIn")
    return client


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.coordinator)


def path(one: Person, other: Person) -> str:
    return f"{LIST}{one.reference}/{other.reference}/"


def send(client: Client, to: str, **typed: str):
    return client.post(to, {"submission_token": str(uuid.uuid4())} | typed)


def test_the_list_leads_to_both_side_by_side(cast: Cast, twin: Person, client: Client) -> None:
    assert "Possible duplicates (1)" in client.get("/people/").content.decode()
    page = client.get(LIST).content.decode()
    assert "A name like it. The same date of birth" in page
    assert f'href="{path(cast.boy, twin)}"' in page
    page = client.get(path(cast.boy, twin)).content.decode()
    for said in (
        "Jim &lt;b&gt;Exempler", "1 Invented Row, EX1 1AA", "Oak House, since", "Wren Ashdown",
        "Looked after", "by Otis Farrow", "14 September 2009, 16 years old",
    ):  # fmt: skip
        assert said in page, said


def test_the_same_leads_to_the_preview_of_the_merge(
    cast: Cast, twin: Person, client: Client
) -> None:
    done = send(client, path(cast.boy, twin), answer="same")
    assert done["Location"] == f"/people/{cast.boy.reference}/merge/{twin.reference}/"
    assert not SamePerson.objects.exists()
    assert client.get(done["Location"]).status_code == 200


def test_not_the_same_is_kept_and_said_on_the_page_afterwards(
    cast: Cast, twin: Person, client: Client
) -> None:
    empty = send(client, path(cast.boy, twin), answer="not_the_same")
    assert empty.status_code == 400
    assert "Enter how you know that they are two people" in empty.content.decode()
    assert "Select whether they are the same" in send(client, path(cast.boy, twin)).content.decode()
    done = send(client, path(cast.boy, twin), answer="not_the_same", why="Cousins")
    assert done["Location"] == LIST
    after = client.get(LIST).content.decode()
    assert "They are not shown as possible duplicates again" in after
    assert "No two records that you can see look like one person’s." in after
    again = client.get(path(cast.boy, twin)).content.decode()
    assert "Coral Finch said on" in again
    assert "two people: Cousins" in again
    assert (
        "said that this is not" in client.get(f"/people/{twin.reference}/history/").content.decode()
    )


def test_a_second_tap_is_one_answer(cast: Cast, twin: Person, client: Client) -> None:
    typed = {"submission_token": "one", "answer": "not_the_same", "why": "Cousins"}
    for _ in range(2):
        assert client.post(path(cast.boy, twin), typed).status_code == 302
    assert SamePerson.objects.count() == 1


def test_the_record_says_whom_it_may_be(cast: Cast, twin: Person, client: Client) -> None:
    page = client.get(f"/people/{cast.boy.reference}/merged/").content.decode()
    assert f"Compare with Jim &lt;b&gt;Exempler, {twin.reference}" in page


def test_who_may_not_merge_is_refused_and_who_cannot_see_both_finds_nothing(
    cast: Cast, twin: Person
) -> None:
    assert signed_in(cast.edt).get(LIST).status_code == 403
    assert "Possible duplicates" not in signed_in(cast.edt).get("/people/").content.decode()
    assert signed_in(cast.manager).get(path(cast.boy, twin)).status_code == 404
    page = signed_in(cast.manager).get(LIST).content.decode()
    assert twin.reference not in page
    assert AlikePair.objects.exists()


@pytest.mark.parametrize("after", ["x", "-", "1-", "9" * 30 + "-1", "٣-٤"])
def test_an_address_bent_shows_the_first_page(
    cast: Cast, twin: Person, client: Client, after: str
) -> None:
    page = client.get(LIST, {"after": after})
    assert page.status_code == 200
    if len(after) < 9:
        assert twin.reference in page.content.decode()
