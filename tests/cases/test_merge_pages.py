"""The pages of a merge: both side by side, what stands in the way, and the trace afterwards."""

import re
import uuid

import pytest
from django.test import Client

from people import services
from people.models import Merge, Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast: Cast) -> Person:
    return services.add_person(
        by=cast.edt, given_name="Jim", family_name="<b>Exempler", home_address="2 Other Row"
    )


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.coordinator, backend="accounts.backends.LimitedSignIn")
    return client


def path(cast: Cast, twin: Person) -> str:
    return f"/people/{cast.boy.reference}/merge/{twin.reference}/"


def sent(page: str, *, choose: str = "", **typed: str) -> dict[str, str]:
    """What the page's form would send: its hidden fields, and one choice for all that differs."""
    found = {"submission_token": str(uuid.uuid4())}
    for tag in re.findall(r"<input[^>]*>", page):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if said.get("name", "").endswith("_version"):
            found[said["name"]] = said["value"]
        elif said.get("type") == "radio" and choose:
            found[said["name"]] = choose
    return found | typed


def test_the_two_are_merged_from_the_page(cast: Cast, twin: Person, client: Client) -> None:
    page = client.get(path(cast, twin)).content.decode()
    assert "Jamie Exemplar" in page
    assert "Jim &lt;b&gt;Exempler" in page
    assert "cannot be undone by a button" in page
    again = client.post(path(cast, twin), sent(page))
    assert again.status_code == 400
    for sentence in ("Select which stays: name", "Enter how you know that they are one person"):
        assert sentence in again.content.decode()
    done = client.post(path(cast, twin), sent(page, choose="kept", why="The carer knows him"))
    assert done.status_code == 302, done.content.decode()
    made = Merge.objects.get()
    trace = client.get(f"/people/{cast.boy.reference}/merged/").content.decode()
    for said in (twin.reference, made.why, "2 Other Row", "Coral Finch"):
        assert said in trace
    history = client.get(f"/people/{cast.boy.reference}/history/").content.decode()
    assert f"merged {twin.reference} into this record" in history
    assert f"merged this record into {cast.boy.reference}" in history
    assert client.get(f"/people/{twin.reference}/").status_code == 301


def test_what_stands_in_the_way_is_said_instead_of_a_form(
    cast: Cast, twin: Person, client: Client
) -> None:
    services.relate(person=twin, other=cast.boy, kind="sibling", by=cast.coordinator)
    page = client.get(path(cast, twin)).content.decode()
    assert "They cannot be merged yet" in page
    assert "related to each other" in page
    assert "Merge the two records" not in page


def test_the_other_record_is_asked_for_by_its_reference(
    cast: Cast, twin: Person, client: Client
) -> None:
    asked = f"/people/{cast.boy.reference}/merge/"
    assert client.get(asked).status_code == 200
    led = client.get(asked, {"other": f" {twin.reference.lower()} "})
    assert led["Location"] == path(cast, twin)
    assert client.get(f"{asked}P-22222222/").status_code == 404
    itself = client.get(f"{asked}{cast.boy.reference}/")
    assert itself.status_code == 302


def test_a_page_that_is_old_is_shown_anew(cast: Cast, twin: Person, client: Client) -> None:
    page = client.get(path(cast, twin)).content.decode()
    typed = sent(page, choose="kept", why="x")
    Person.objects.filter(pk=twin.pk).update(version=9)
    assert client.post(path(cast, twin), typed).status_code == 409
    assert not Merge.objects.exists()
