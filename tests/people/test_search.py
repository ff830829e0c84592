"""People are found by name however spelt, nickname, birthday, number; never beyond one's reach."""

import pytest

from people import names, services
from people.models import Identifier, Person
from people.policy import visible_to
from people.search import date_in, find
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(cast: Cast):
    """What the co-ordinator, who sees the whole council, finds for a text."""
    return lambda text: [person.name for person in find(text, among=visible_to(cast.coordinator))]


@pytest.mark.parametrize(
    "text",
    ["Jamie Exemplar", "jamie", "exemplar", "EXEMPLAR", "jamy exemplar", "Jamie Exempler",
     "James Exemplar", "14 9 2009", "14/09/2009"],
)  # fmt: skip
def test_the_boy_is_found(found, text: str) -> None:
    assert "Jamie Exemplar" in found(text)


def test_the_likeliest_comes_first(found) -> None:
    assert found("Jodie Exemplar")[0] == "Jodie Exemplar"


def test_by_reference_and_identifier_exactly(cast: Cast, found) -> None:
    Identifier.objects.create(person=cast.boy, kind="police", value="MP-12345")
    assert found(cast.boy.reference.lower()) == ["Jamie Exemplar"]
    assert found("mp-12345") == ["Jamie Exemplar"]


def test_an_outsider_finds_only_their_own(cast: Cast) -> None:
    assert find("Exemplar", among=visible_to(cast.outsider)) == []


@pytest.mark.parametrize("text", ["", "   ", "\x00", "%%%", "'; drop table", "🙂", "31 2 2009"])
def test_nonsense_finds_nobody_and_breaks_nothing(found, text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("O'Brien-Núñez", "obrien nunez"),
        ("  Zoë  ", "zoe"),
        ("Ł", "ł"),
        ("محمد علي", "محمد علي"),
        ("X", "x"),
    ],
)
def test_names_become_plain_letters_of_any_script(written: str, plain: str) -> None:
    assert names.normal(written) == plain


def test_a_name_in_another_script_is_found(cast: Cast, found) -> None:
    services.add_person(by=cast.coordinator, given_name="محمد", family_name="علي")
    assert found("محمد") == ["محمد علي"]


@pytest.mark.parametrize(
    ("text", "day"), [("1 2 2010", "2010-02-01"), ("31/4/2010", None), ("x", None)]
)
def test_dates_are_read_day_first(text: str, day: str | None) -> None:
    read = date_in(text)
    assert (read.isoformat() if read else None) == day


def test_long_names_are_found_by_their_start(cast: Cast, found) -> None:
    services.add_person(by=cast.coordinator, given_name="A" * 200)
    assert len(found("aaaaaaaaaa")) == 1
    assert Person.objects.filter(given_name="A" * 200).exists()
