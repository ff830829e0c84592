"""People are found by name however spelt, nickname, birthday, number; never beyond one's reach."""

from datetime import date

import pytest

from accounts.clock import today
from accounts.models import User
from people import birthdays, names, services
from people.models import Identifier, Person, Placement
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
     "James Exemplar", "Exemplar, Jamie", "exemplar jam", "jam", "Jaime  Exemplar", "Jim exemplr",
     "14 9 2009", "14/09/2009", "14.9.09", "2009-09-14", "14 Sept 2009", "14th September 2009",
     "14092009", "140909", "jamie 14/9/2009", "EX1 1AA", "ex11aa", "J\u200bamie"],
)  # fmt: skip
def test_the_boy_is_found(found, text: str) -> None:
    assert "Jamie Exemplar" in found(text)


def test_the_likeliest_comes_first(found) -> None:
    assert found("Jodie Exemplar")[0] == "Jodie Exemplar"


def test_by_reference_and_identifier_exactly(cast: Cast, found) -> None:
    Identifier.objects.create(person=cast.boy, kind="police", value="MP-12345")
    assert found(cast.boy.reference.lower()) == ["Jamie Exemplar"]
    assert found("mp-12345") == ["Jamie Exemplar"]
    assert found(cast.boy.reference.replace("-", " ")) == ["Jamie Exemplar"]


def test_the_reference_of_a_merged_record_finds_the_kept_one(cast: Cast, found) -> None:
    twin = services.add_person(by=cast.edt, given_name="Jim", family_name="Exemplar")
    Person.objects.filter(pk=twin.pk).update(merged_into=cast.boy)
    assert found(twin.reference) == ["Jamie Exemplar"]
    assert "Jim Exemplar" not in found("Jim Exemplar")


def test_where_somebody_is_placed_is_an_address_too(cast: Cast, found) -> None:
    Placement.objects.create(
        person=cast.sister, kind="foster", carer="A carer", starts_on=today(), postcode="EX2 2BB"
    )
    assert found("ex2 2bb") == ["Jodie Exemplar"]


@pytest.mark.parametrize(
    ("given", "family", "typed"),
    [
        ("Mary-Ann", "O'Brien", "maryann o brien"),
        ("Mary-Ann", "O'Brien", "Mary Ann OBrien"),
        ("Yusuf", "Al Hassan", "yusuf alhassan"),
        ("Yusuf", "Al-Hassan", "youssef al hassan"),
        ("Mohammed", "Khan", "Muhammad Kahn"),
        ("Siobhán", "Ní Bhriain", "siobhan ni bhriain"),
        ("Łukasz", "Żółć", "lukasz zolc"),
        ("Aleksandra", "Unreal-Khan", "khan ola"),
        ("Oluwaseun", "Supposely", "Seun"),
        ("محمد", "علي", "علي محمد"),
        ("<b>Bo</b>", "Tables", "bo tables"),
        ("Zed 🙂", "Emoji", "zed emoji"),
    ],
)
def test_however_it_is_written(cast: Cast, found, given: str, family: str, typed: str) -> None:
    one = services.add_person(by=cast.coordinator, given_name=given, family_name=family)
    assert one.name in found(typed)


def test_name_and_birthday_together_put_the_right_one_first(cast: Cast, found) -> None:
    other = services.add_person(
        by=cast.edt, given_name="Jamie", family_name="Exemplar", date_of_birth=date(2011, 1, 2)
    )
    among = visible_to(cast.coordinator)
    assert find("jamie exemplar 2.1.2011", among=among)[0] == other
    assert find("jamie exemplar 14.9.2009", among=among)[0] == cast.boy


def test_restricted_people_are_not_found_by_likeness(cast: Cast, found) -> None:
    Person.objects.filter(pk=cast.boy.pk).update(restricted=True)
    for text in ("Jamie Exemplar", "jamy", "14 9 2009", "EX1 1AA", cast.boy.reference):
        assert "Jamie Exemplar" not in found(text)
    among = visible_to(User.objects.get(pk=cast.worker.pk))
    assert cast.boy in find("jamy exempler", among=among)


def test_an_outsider_finds_only_their_own(cast: Cast) -> None:
    assert find("Exemplar", among=visible_to(cast.outsider)) == []


@pytest.mark.parametrize(
    "text",
    ["", "   ", "\x00", "%%%", "'; drop table", "🙂", "31 2 2009", "e", "\u202eeimaJ", "qqqqzzz",
     "<script>alert(1)</script>", "x" * 400, " ".join("abcdefgh"), "P-22222222", "ZZ1 1ZZ", "_"],
)  # fmt: skip
def test_nonsense_finds_nobody_and_breaks_nothing(found, text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("O'Brien-Núñez", "obrien nunez"),
        ("  Zoë  ", "zoe"),
        ("Łukasz Ørsted", "lukasz orsted"),
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
    ("text", "day"),
    [
        ("1 2 2010", "2010-02-01"),
        ("01/02/10", "2010-02-01"),
        ("1 Feb 98", "1998-02-01"),
        ("2010-02-01", "2010-02-01"),
        ("010210", "2010-02-01"),
        ("31/4/2010", None),
        ("1 Foo 2010", None),
        ("٣ ٤ ٢٠١٠", "2010-04-03"),
        ("x", None),
    ],
)
def test_dates_are_read_day_first(text: str, day: str | None) -> None:
    read = date_in(text, year_now=2026)
    assert (read.isoformat() if read else None) == day


def test_long_names_are_found_by_their_start(cast: Cast, found) -> None:
    services.add_person(by=cast.coordinator, given_name="A" * 200)
    assert len(found("aaaaaaaaaa")) == 1
    assert Person.objects.filter(given_name="A" * 200).exists()


def test_slips_of_the_finger_in_a_birthday() -> None:
    near = birthdays.near(date(2009, 3, 4))
    assert {date(2009, 4, 3), date(2009, 3, 5), date(2008, 3, 4), date(2009, 3, 14)} <= near
    assert date(2009, 3, 4) not in near
    assert date(2010, 5, 4) not in near
    assert all(day.year >= 1900 for day in near)
