"""A worker with two hundred children leaves: it is over in a couple of seconds."""

import time

import pytest

from accounts.clock import now, today
from people.hand_over_services import Choice, hand_over
from people.models import Access, Allocation, Person
from people.policy import visible_to
from people.spans import from_day
from tests.cast import SINCE, Cast, user
from tests.people.handing import fresh

pytestmark = pytest.mark.django_db
CHILDREN = 200
SECONDS = 4  # a couple, and as much again for a busy machine


def test_two_hundred_children_in_a_couple_of_seconds(
    cast: Cast, django_assert_max_num_queries
) -> None:
    children = Person.objects.bulk_create(
        Person(given_name="Robin", family_name=f"Example{number}", created_at=now(),
               responsible_authority=cast.council)
        for number in range(CHILDREN)
    )  # fmt: skip
    parts = Allocation.objects.bulk_create(
        Allocation(person=child, role="social_worker", user=cast.worker, team=cast.team,
                   starts_on=SINCE)
        for child in children
    )  # fmt: skip
    Access.objects.bulk_create(
        Access(person=part.person, level="full", source=f"allocation:{part.pk}",
               valid_from=from_day(SINCE), **principal)
        for part in parts
        for principal in ({"user": cast.worker}, {"team": cast.team})
    )  # fmt: skip
    newcomer = user("Tamsin Newcome", cast.other_team, "social_worker")
    begun = time.monotonic()
    with django_assert_max_num_queries(60):
        made = hand_over(
            holder=cast.worker, choices={"allocation": Choice(newcomer.pk)}, on=today(),
            why="Has left", by=fresh(cast.coordinator),
        )  # fmt: skip
    assert time.monotonic() - begun < SECONDS
    assert made is not None
    assert made.lines.filter(why_not="").count() == CHILDREN + 1
    assert (
        visible_to(fresh(newcomer)).filter(pk__in=[child.pk for child in children]).count()
        == CHILDREN
    )
