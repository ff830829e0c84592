"""Adding somebody: likely matches beside what was typed, and the choice is kept."""

import re

import pytest
from django.test import Client

from accounts.clock import today
from people import services
from people.adding import LooksLike, add
from people.likely import likely
from people.models import Identifier, Person, SamePerson, Suggestion
from people.policy import visible_to
from people.search import find
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "/people/add/"


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.edt, backend="accounts.backends.LimitedSignIn")
    return client


def typed(token: str = "one", born: str = "14 9 2009", **more: object) -> dict[str, object]:
    day, month, year = born.split() if born else ("", "", "")
    return {
        "submission_token": token, "given_name": "Jim", "family_name": "Exempler",
        "gender": "male", "date_of_birth-day": day, "date_of_birth-month": month,
        "date_of_birth-year": year, "home_address": "2 Other Row",
    } | more  # fmt: skip


@pytest.mark.parametrize(
    ("given", "family", "born", "reason"),
    [
        ("Jamie", "Exemplar", "2009-09-14", "The same date of birth"),
        ("James", "Exempler", "2009-09-14", "The same date of birth"),
        ("jim", "exemplar", "2009-09-15", "A date of birth that differs by one figure"),
        ("Jamie", "Exemplar", "2010-03-02", "Another date of birth, of about the same age"),
        ("Jamie", "Exemplar", None, "The same name"),
    ],
)
def test_who_it_may_be(cast: Cast, given: str, family: str, born: str | None, reason: str) -> None:
    from datetime import date

    fields = {"given_name": given, "family_name": family}
    fields["date_of_birth"] = date.fromisoformat(born) if born else None
    found = likely(fields, user=cast.edt)
    assert found[0].person == cast.boy
    assert reason in found[0].reasons


def test_a_number_that_ended_finds_nobody(cast: Cast) -> None:
    Identifier.objects.create(
        person=cast.boy, kind="police", value="MP-77", ended_on=today(), ended_reason="A slip"
    )
    assert find("MP-77", among=visible_to(cast.edt)) == []


def test_day_and_month_the_other_way_round(cast: Cast) -> None:
    from datetime import date

    Person.objects.filter(pk=cast.boy.pk).update(date_of_birth=date(2009, 9, 4))
    found = likely(
        {"given_name": "Jamie", "family_name": "Exemplar", "date_of_birth": date(2009, 4, 9)},
        user=cast.edt,
    )
    assert "Day and month of birth the other way round" in found[0].reasons


@pytest.mark.parametrize(
    "fields",
    [
        {"given_name": "Jamie", "family_name": "Otherwise"},
        {"given_name": "Jamie", "family_name": "Exemplar", "estimated_age": 40},
        {"given_name": "🙂"},
        {"given_name": "x" * 200},
        {"given_name": "'; drop table"},
    ],
)
def test_who_it_is_not(cast: Cast, fields: dict[str, object]) -> None:
    assert likely(fields, user=cast.edt) == []


def test_only_those_whom_one_may_find_are_shown(cast: Cast) -> None:
    fields = {"given_name": "Jamie", "family_name": "Exemplar"}
    assert likely(fields, user=cast.outsider) == []
    Person.objects.filter(pk=cast.boy.pk).update(restricted=True)
    assert likely(fields, user=cast.edt) == []


def test_they_are_shown_beside_what_was_typed_and_nothing_is_added(
    cast: Cast, client: Client
) -> None:
    people = Person.objects.count()
    page = client.post(PATH, typed())
    assert page.status_code == 409
    for said in ("Are they here already?", cast.boy.reference, "2 Other Row", "1 Invented Row"):
        assert said in page.content.decode()
    assert Person.objects.count() == people


def again(page: str) -> dict[str, object]:
    """The hidden fields of the page, as its form sends them again."""
    found: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', page):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        found.setdefault(said["name"], []).append(said["value"])
    return found  # type: ignore[return-value]


def test_the_same_person_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    page = client.post(PATH, typed()).content.decode()
    done = client.post(f"{PATH}?then=report", again(page) | {"same": cast.boy.reference})
    assert done["Location"] == f"/report/new/{cast.boy.reference}/"
    kept = SamePerson.objects.get()
    assert (kept.one, kept.same, kept.typed["home_address"]) == (cast.boy, True, "2 Other Row")
    waiting = Suggestion.objects.get(person=cast.boy).text
    assert "Home address: 2 Other Row" in waiting
    assert "Name: Jim Exempler" in waiting
    assert "Date of birth" not in waiting
    assert find("Jim Exempler", among=visible_to(cast.edt)) == [cast.boy]


def test_not_the_same_is_added_and_not_asked_about_again(cast: Cast, client: Client) -> None:
    page = client.post(PATH, typed()).content.decode()
    done = client.post(PATH, again(page) | {"why": "Another school"})
    made = Person.objects.latest("pk")
    assert done["Location"] == f"/people/{made.reference}/"
    kept = SamePerson.objects.get()
    assert (kept.one, kept.other, kept.same) == (cast.boy, made, False)
    assert kept.why == "Another school"


def test_a_number_finds_them_however_the_name_is_written(cast: Cast, client: Client) -> None:
    Identifier.objects.create(person=cast.boy, kind="police", value="MP77")
    number = {"given_name": "Zed", "family_name": "Unheard", "number": "mp 77"}
    asked = client.post(PATH, typed(**number)).content.decode()
    assert "Select whose number it is" in asked
    page = client.post(PATH, typed(number_kind="police", **number))
    assert page.status_code == 409
    shown = page.content.decode()
    for said in ("The same police number", cast.boy.reference, "MP77"):
        assert said in shown
    # Not the same: but one number names one person, so that it has to be put right first.
    refused = client.post(PATH, again(shown))
    assert refused.status_code == 400
    assert "This number is on another person’s record" in refused.content.decode()
    assert not Person.objects.filter(family_name="Unheard").exists()


def test_a_number_is_kept_with_somebody_new(cast: Cast, client: Client) -> None:
    new = {"given_name": "Zed", "family_name": "Unheard", "number": "ep 9", "born": ""}
    assert client.post(PATH, typed(number_kind="police", **new)).status_code == 302
    kept = Identifier.objects.get(value="EP9")
    assert (kept.person.family_name, kept.kind) == ("Unheard", "police")


def test_a_number_that_the_record_has_not_waits_there(cast: Cast, client: Client) -> None:
    page = client.post(PATH, typed(number="MP 8", number_kind="police")).content.decode()
    client.post(PATH, again(page) | {"same": cast.boy.reference})
    assert "Police number: MP8" in Suggestion.objects.get(person=cast.boy).text


def test_a_postcode_that_does_not_exist_is_said_and_nothing_is_lost(
    cast: Cast, client: Client
) -> None:
    new = typed(born="", given_name="Zed", family_name="Unheard", home_postcode="EX9 9ZZ")
    page = client.post(PATH, new)
    assert page.status_code == 400
    shown = page.content.decode()
    assert shown.count("There is no postcode EX9 9ZZ. Check it, or leave it empty") == 2
    for kept in ("Zed", "Unheard", "2 Other Row", "EX9 9ZZ"):
        assert kept in shown
    assert client.post(PATH, new | {"home_postcode": "ox11ns"}).status_code == 302
    assert Person.objects.latest("pk").home_postcode == "OX1 1NS"


def test_a_match_that_was_not_shown_is_asked_about(cast: Cast) -> None:
    fields = {"given_name": "Jamie", "family_name": "Exemplar"}
    with pytest.raises(LooksLike):
        add(by=cast.edt, fields=fields, not_the_same=["P-22222222"])
    twin = services.add_person(by=cast.edt, **fields)
    with pytest.raises(LooksLike) as found:
        add(by=cast.edt, fields=fields, not_the_same=[cast.boy.reference])
    assert {match.person for match in found.value.matches} == {cast.boy, twin}


def test_somebody_nobody_knows_is_added_at_once(cast: Cast, client: Client) -> None:
    done = client.post(
        PATH, typed(born="", given_name="Zed", family_name="Unheard", rough_age="14")
    )
    made = Person.objects.latest("pk")
    assert done["Location"] == f"/people/{made.reference}/"
    assert (made.estimated_age, made.responsible_authority) == (14, cast.council)


def test_a_restricted_record_is_hinted_at_and_nothing_of_it_shown(
    cast: Cast, client: Client
) -> None:
    Person.objects.filter(pk=cast.boy.pk).update(restricted=True)
    exactly = {"given_name": "Jamie", "family_name": "Exemplar"}
    page = client.post(PATH, typed(**exactly))
    shown = page.content.decode()
    assert page.status_code == 409
    assert "A restricted record may match. Ask the MASH manager" in shown
    for hidden in (cast.boy.reference, "1 Invented Row", "Oak House"):
        assert hidden not in shown
    assert client.post(PATH, again(shown)).status_code == 302
    like = client.post(PATH, typed(token="two", given_name="Jamy", family_name="Exemplar"))
    assert "restricted" not in like.content.decode().casefold()
