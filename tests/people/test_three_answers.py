"""Who may see whom: three sides of one policy, held together over the whole cast (way 3)."""

from datetime import timedelta

import pytest

from accounts.clock import now, today
from accounts.models import User
from accounts.policy import may as may_act
from people import access, owners, services
from people.models import Access, Person
from people.policy import may, people_who_may_see, visible_to
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def fresh(user: User) -> User:
    """The user as the next request would load them, with nothing remembered."""
    return User.objects.get(pk=user.pk)


def check(cast: Cast) -> None:
    for person in Person.objects.all():
        seen_by = people_who_may_see(person)
        for part, user in cast.staff().items():
            user = fresh(user)
            listed = visible_to(user).filter(pk=person.pk).exists()
            assert listed == (user.pk in seen_by), (part, person)
            if may_act(user, "view").ok:
                assert listed == may(user, "view", person).ok, (part, person)
            else:
                assert not listed
                assert not may(user, "view", person).ok


def test_the_three_answers_agree_over_the_cast(cast: Cast) -> None:
    check(cast)


def test_they_agree_when_restricted_suspended_moved_and_interviewed(cast: Cast) -> None:
    Person.objects.filter(pk=cast.boy.pk).update(restricted=True)
    User.objects.filter(pk=cast.iro.pk).update(is_active=False)
    services.place(
        person=cast.other_child, kind="home", home=cast.home, starts_on=today(), by=cast.coordinator
    )
    access.give(
        person_id=cast.boy.pk, user_id=cast.interviewer.pk, level="interview", source="interview:1",
        valid_from=now(), by=None,
    )  # fmt: skip
    check(cast)
    assert not visible_to(fresh(cast.edt)).filter(pk=cast.boy.pk).exists()
    assert visible_to(fresh(cast.worker)).filter(pk=cast.boy.pk).exists()
    assert not visible_to(fresh(cast.carer)).filter(pk=cast.boy.pk).exists()
    assert visible_to(fresh(cast.interviewer), level="interview").filter(pk=cast.boy.pk).exists()


def test_an_outsider_sees_nobody_of_another_team(cast: Cast) -> None:
    assert list(visible_to(cast.outsider)) == [cast.other_child]


def test_one_reason_ending_never_removes_another(cast: Cast) -> None:
    access.give(
        person_id=cast.boy.pk, user_id=cast.worker.pk, level="full", source="grant:1",
        valid_from=now() - timedelta(days=1), by=None,
    )  # fmt: skip
    access.end(source="grant:1", person_id=cast.boy.pk, at=now(), by=None)
    assert visible_to(cast.worker).filter(pk=cast.boy.pk).exists()


def rows() -> list[tuple[object, ...]]:
    """Every access row but for its number."""
    columns = (
        "person",
        "user",
        "team",
        "organisation",
        "level",
        "source",
        "valid_from",
        "valid_to",
    )
    return sorted(Access.objects.values_list(*columns), key=str)


def test_rebuilding_access_changes_nothing(cast: Cast) -> None:
    before = rows()
    assert access.rebuild(by=None) == (0, 0)
    assert rows() == before


def test_rebuilding_puts_right_what_was_lost_or_made_up(cast: Cast) -> None:
    before = rows()
    Access.objects.filter(source__startswith="placement").delete()
    access.give(
        person_id=cast.boy.pk, user_id=cast.outsider.pk, level="full", source="allocation:999999",
        valid_from=now(), by=None,
    )  # fmt: skip
    changed, removed = access.rebuild(by=None)
    assert (changed, removed) == (2, 1)
    assert rows() == before


@pytest.mark.parametrize("moment", ["2026-03-06 11:30", "2026-03-07 03:00", "2026-04-06 11:00"])
def test_whose_duty_it_is_reads_alike_from_both_sides(cast: Cast, at, moment: str) -> None:
    """`owners_of` (the ladder) and `duties_of` (the tray) are one rule."""
    from deadlines.models import Deadline

    at(moment)
    roles = [*sorted(owners.BY_ALLOCATION), "head_of_service", "business_support", "mash_manager"]
    moments = {"starts_at": now(), "due_at": now(), "opened_at": now()}
    for number, (person, role) in enumerate((p, r) for p in Person.objects.all() for r in roles):
        Deadline.objects.create(
            rule=f"rule {number}", title="A duty", person_id=person.pk, about_kind="episode",
            about_id=number, about_ref="E-TEST", owner_role=role, **moments,
        )  # fmt: skip
    pairs = {(d.owner_role, d.person_id) for d in Deadline.objects.all()}
    owned = owners.owners_of(pairs)
    assert all(owned.values())
    for part, user in cast.staff().items():
        user = fresh(user)
        mine = {
            (d.owner_role, d.person_id) for d in Deadline.objects.filter(owners.duties_of(user))
        }
        assert mine == {pair for pair, users in owned.items() if user.pk in users}, part
