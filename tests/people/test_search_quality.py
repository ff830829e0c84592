"""Two hundred misspelt names among two thousand people: all but a few are found (issue B)."""

from itertools import product
from random import Random

import pytest

from accounts.clock import now
from people import name_words, names
from people.models import Person, PersonName
from people.policy import visible_to
from people.search import find
from tests.cast import Cast
from tests.people.misspellings import misspelt

pytestmark = pytest.mark.django_db
GIVEN = (
    "Catherine Stephen Mohammed Aisha Siobhan Zofia José Łukasz Philippa Geoffrey Chloë Yusuf "
    "Krzysztof Agnieszka Niamh Oluwaseun Harpreet Thomas Elizabeth Zoë Michael Rebecca Nathaniel "
    "Christopher Isabella Muhammad Fatima Dominic Gabrielle Aleksander Charlotte Rhiannon Wojciech "
    "Samantha Benjamin Saoirse Tadhg Priyanka Abigail Zachary Emmanuel Khadija Imogen Maximilian "
    "Jacqueline Frederick Theodora Ibrahim Małgorzata François"
).split()
STARTS = (
    "Brack Thornby Wix Calder Penhal Quar Sted Hollin Grims Marl Eastry Dunnock Ferring".split()
)
ENDS = ["ley", "wick", "sworth", "ton", "field", "ham", "combe", "bridge"]


@pytest.fixture
def crowd(cast: Cast) -> list[Person]:
    families = [a + b for a, b in product(STARTS, ENDS)]
    everybody = [(one, two) for one in GIVEN for two in families]
    chosen = Random(1).sample(everybody, 2_000)
    people = Person.objects.bulk_create(
        Person(
            given_name=given, family_name=family, responsible_authority=cast.council,
            created_at=now(),
        )
        for given, family in chosen
    )  # fmt: skip
    PersonName.objects.bulk_create(
        PersonName(
            person=one, kind="legal", written=one.name, normal=names.normal(one.name),
            sound=names.sound(names.normal(one.name)),
        )
        for one in people
    )  # fmt: skip
    assert name_words.fill() > 100
    return people


def test_misspelt_names_are_found(cast: Cast, crowd: list[Person]) -> None:
    chance = Random(2)
    missed = []
    for one in chance.sample(crowd, 200):
        typed = misspelt(one.name, chance)
        if one not in find(typed, among=visible_to(cast.coordinator)):
            missed.append((typed, one.name))
    assert len(missed) <= 10, missed


def test_words_that_are_known_are_not_asked_for_again(cast: Cast, crowd: list[Person]) -> None:
    assert name_words.fill() == 0
