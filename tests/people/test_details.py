"""The person's own facts put right: names of every kind, birth, address, numbers; two editors."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.clock import now, today
from accounts.errors import Conflict, Invalid
from people import confirming, detail_services, services
from people.models import Identifier, OtherName, Person
from people.search import find
from tests.cast import Cast

pytestmark = pytest.mark.django_db

NAMES = [
    "X",
    "A" * 200,
    "O'Brien-d'Arcy",
    "Łukasz Żółć",
    "Ёлка",
    "محمد",
    "שָׁלוֹם",
    "李小龍",
    "👧🏽 Star",
    "<script>alert(1)</script>",
    "‮drowssap",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_kept_as_it_is_written(cast: Cast, name: str) -> None:
    changed = detail_services.change(
        person=cast.boy, version=1, by=cast.worker, given_name=name, known_as=name
    )
    assert Person.objects.get(pk=changed.pk).given_name == name
    added = services.add_person(by=cast.worker, given_name=name)
    assert added.given_name == name


@pytest.mark.parametrize("kind", ["street", "former", "online", "spelling"])
def test_a_further_name_is_found_until_it_is_ended(cast: Cast, kind: str) -> None:
    made = detail_services.add_name(
        person=cast.boy, kind=kind, written="  Zephyr   Quill ", by=cast.worker
    )
    everyone = Person.objects.all()
    assert find("zephyr quill", among=everyone) == [cast.boy]
    with pytest.raises(Invalid) as said:
        detail_services.add_name(person=cast.boy, kind=kind, written="zephyr QUILL", by=cast.worker)
    assert "on this record already" in said.value.errors["written"][0]
    detail_services.end_name(person=cast.boy, number=made.pk, reason="Never was", by=cast.worker)
    assert find("zephyr quill", among=everyone) == []
    assert OtherName.objects.get(pk=made.pk).ended_reason == "Never was"


def test_an_unborn_child_has_no_birthday(cast: Cast) -> None:
    baby = services.add_person(
        by=cast.worker, given_name="Baby", family_name="Exemplar", unborn=True,
        expected_on=date(2026, 7, 1),
    )  # fmt: skip
    assert baby.noun_on(today()) == "unborn child"
    assert baby.age_on(today()) is None
    for fields, field in [
        ({"date_of_birth": date(2026, 3, 1)}, "date_of_birth"),
        ({"estimated_age": 1}, "estimated_age"),
        ({"expected_on": date(2028, 1, 1)}, "expected_on"),
    ]:
        with pytest.raises(Invalid) as said:
            detail_services.change(person=baby, version=1, by=cast.worker, **fields)
        assert field in said.value.errors
    born = detail_services.change(
        person=baby, version=1, by=cast.worker, unborn=False, expected_on=None,
        date_of_birth=date(2026, 3, 1),
    )  # fmt: skip
    assert born.noun_on(today()) == "child"


def test_an_estimate_keeps_the_day_it_was_made(cast: Cast, at) -> None:
    girl = services.add_person(by=cast.edt, given_name="Unknown girl", estimated_age=14)
    at("2027-06-01 10:00")
    same = detail_services.change(person=girl, version=1, by=cast.edt, estimated_age=15)
    assert (same.estimated_age, same.estimated_on) == (14, date(2026, 3, 6))
    again = detail_services.change(person=girl, version=1, by=cast.edt, estimated_age=17)
    assert (again.estimated_age, again.estimated_on) == (17, date(2027, 6, 1))


def wrong(cast: Cast, **fields: object) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        detail_services.change(person=cast.boy, version=1, by=cast.worker, **fields)
    return said.value.errors


def test_what_cannot_be_is_said_at_its_field(cast: Cast) -> None:
    assert "in the past" in wrong(cast, date_of_birth=date(2027, 1, 1))["date_of_birth"][0]
    assert "1900 or later" in wrong(cast, date_of_birth=date(1899, 12, 31))["date_of_birth"][0]
    assert "not both" in wrong(cast, estimated_age=14)["estimated_age"][0]
    assert "no postcode" in wrong(cast, home_postcode="EX9 9ZZ")["home_postcode"][0]
    assert "not both" in wrong(cast, address_unknown=True)["address_unknown"][0]
    assert "Enter a name" in wrong(cast, given_name=" ")["given_name"][0]
    assert Person.objects.get(pk=cast.boy.pk).version == 1


def test_address_unknown_is_an_answer(cast: Cast) -> None:
    changed = detail_services.change(
        person=cast.boy, version=1, by=cast.worker, home_address="", home_postcode="",
        address_unknown=True, fact="address",
    )  # fmt: skip
    assert changed.address_unknown
    assert not confirming.last_confirmed(cast.boy.pk, at=now())["address"].old


def test_two_editors_of_the_same_thing_and_of_different_things(cast: Cast) -> None:
    detail_services.change(person=cast.boy, version=1, by=cast.worker, ethnicity="Welsh")
    with pytest.raises(Conflict) as conflict:
        detail_services.change(person=cast.boy, version=1, by=cast.manager, ethnicity="Irish")
    assert conflict.value.theirs.ethnicity == "Welsh"
    both = detail_services.change(person=cast.boy, version=1, by=cast.manager, known_as="Jay")
    assert (both.ethnicity, both.known_as, both.version) == ("Welsh", "Jay", 3)


def test_a_number_names_one_person(cast: Cast) -> None:
    made = detail_services.add_identifier(
        person=cast.boy, kind="police", value=" pnc 12 ", by=cast.worker
    )
    assert made.value == "PNC12"
    with pytest.raises(Invalid) as said:
        detail_services.add_identifier(
            person=cast.sister, kind="police", value="PNC12", by=cast.worker
        )
    sentence = said.value.errors["value"][0]
    assert "names one person only" in sentence
    assert "Jamie" not in sentence
    detail_services.end_identifier(
        person=cast.boy, number=made.pk, reason="It is his sister's", by=cast.worker
    )
    detail_services.add_identifier(person=cast.sister, kind="police", value="PNC12", by=cast.worker)
    assert find("pnc12", among=Person.objects.all()) == [cast.sister]


@pytest.mark.parametrize(
    "break_it",
    [
        lambda cast: Person.objects.filter(pk=cast.boy.pk).update(unborn=True),
        lambda cast: Person.objects.filter(pk=cast.boy.pk).update(expected_on=today()),
        lambda cast: Person.objects.filter(pk=cast.boy.pk).update(address_unknown=True),
        lambda cast: [
            Identifier.objects.create(person=one, kind="police", value="1")
            for one in (cast.boy, cast.sister)
        ],
        lambda cast: Identifier.objects.create(
            person=cast.boy, kind="police", value="1", ended_on=today()
        ),
        lambda cast: OtherName.objects.create(person=cast.boy, kind="street", written=""),
        lambda cast: OtherName.objects.create(
            person=cast.boy, kind="street", written="Z", ended_reason="Why"
        ),
        lambda cast: [
            OtherName.objects.create(person=cast.boy, kind="street", written=name)
            for name in ("zed", "ZED")
        ],
    ],
    ids=[
        "unborn with a birthday", "born and expected", "unknown address with one",
        "one number for two", "ended without a reason", "a name that is nothing",
        "a reason without a day", "the same name twice",
    ],
)  # fmt: skip
def test_the_database_refuses(cast: Cast, break_it) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it(cast)
