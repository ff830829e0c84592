"""The policy in SQL: its three shapes say the same; only how fast they are differs."""

from datetime import timedelta

import pytest

from accounts.clock import now
from accounts.models import User
from cases import policy as episodes
from people import access, reach
from people.models import Access, Person
from people.policy import ACT_OF_LEVEL, visible_to
from tests.access.crowd import grow
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SHAPES = (reach.FEW, -1)  # with the second, everybody reaches more than a few


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def seen(user: User, monkeypatch: pytest.MonkeyPatch, *, level: str) -> list[set[int]]:
    """The ids that each shape shows: few within reach, many within reach, asked for by key."""
    answers = []
    for few in SHAPES:
        monkeypatch.setattr(reach, "FEW", few)
        answers.append(set(visible_to(fresh(user), level=level).values_list("pk", flat=True)))
    by_key = visible_to(fresh(user), level=level, by_key=True)
    answers.append(set(by_key.values_list("pk", flat=True)))
    return answers


def in_every_situation(cast: Cast) -> None:
    """Restricted, merged, ended, not yet begun, given to the user, the team, the organisation."""
    grow(cast, start=0, stop=4)
    crowd = list(Person.objects.filter(family_name__startswith="Example").order_by("pk"))
    Person.objects.filter(pk__in=[cast.boy.pk, crowd[0].pk, crowd[1].pk]).update(restricted=True)
    hour = timedelta(hours=1)
    for number, (start, stop) in enumerate(
        ((-hour, None), (-hour, hour), (-hour, -hour), (hour, None))
    ):
        for person, principal in (
            (crowd[number], {"user_id": cast.interviewer.pk}),
            (crowd[number], {"user_id": cast.outsider.pk}),
            (crowd[number], {"team_id": cast.other_team.pk}),
            (crowd[number], {"organisation_id": cast.police_force.pk}),
        ):
            access.give(
                person_id=person.pk, level="interview" if number == 1 else "full",
                source=f"grant:{number}", valid_from=now() + start,
                valid_to=now() + stop if stop else None, by=None, **principal,
            )  # fmt: skip
    Person.objects.filter(pk=crowd[2].pk).update(merged_into=cast.sister)


@pytest.mark.parametrize("level", list(ACT_OF_LEVEL))
def test_every_shape_shows_the_same_people(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    in_every_situation(cast)
    somebody = 0
    for part, user in cast.staff().items():
        few, many, by_key = seen(user, monkeypatch, level=level)
        assert few == many == by_key, part
        somebody += len(few)
    assert somebody > 10


def test_every_shape_shows_the_same_episodes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    in_every_situation(cast)
    for few in SHAPES:
        monkeypatch.setattr(reach, "FEW", few)
        for part, user in cast.staff().items():
            people = set(visible_to(fresh(user), by_key=True).values_list("pk", flat=True))
            found = episodes.visible_to(fresh(user))
            assert set(found.values_list("person", flat=True)) <= people, part
            wanted = episodes.Episode.objects.filter(person__in=people)
            assert (
                set(found) == set(wanted) == set(episodes.visible_to(fresh(user), by_key=True))
            ), part


def test_a_merged_record_is_seen_by_nobody_not_even_by_name(cast: Cast) -> None:
    Person.objects.filter(pk=cast.boy.pk).update(merged_into=cast.sister)
    for part, user in cast.staff().items():
        assert not visible_to(fresh(user)).filter(pk=cast.boy.pk).exists(), part
        assert not episodes.visible_to(fresh(user)).filter(person=cast.boy).exists(), part


def test_no_two_principals_have_the_same_number(cast: Cast) -> None:
    """A user, a team and an organisation of one id are three; the database counts as we do."""
    numbers = [
        Access.number_of(**{kind: number})
        for kind in ("user", "team", "organisation")
        for number in range(1, 50)
    ]
    assert len(set(numbers)) == len(numbers)
    for row in Access.objects.all():
        kind = next(kind for kind in ("user", "team", "organisation") if getattr(row, kind))
        assert row.principal == Access.number_of(**{kind: getattr(row, f"{kind}_id")})


def test_a_grant_taken_back_is_gone_at_the_next_request(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    access.give(
        person_id=cast.boy.pk, user_id=cast.outsider.pk, level="full", source="grant:1",
        valid_from=now(), by=None,
    )  # fmt: skip
    for few in SHAPES:
        monkeypatch.setattr(reach, "FEW", few)
        assert visible_to(fresh(cast.outsider)).filter(pk=cast.boy.pk).exists()
    access.end(source="grant:1", person_id=cast.boy.pk, at=now(), by=None)
    for few in SHAPES:
        monkeypatch.setattr(reach, "FEW", few)
        assert not visible_to(fresh(cast.outsider)).filter(pk=cast.boy.pk).exists()
