"""Records that may be one person's: found whoever added them, kept apart once somebody said so."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.clock import now
from accounts.errors import Invalid, Refused
from accounts.models import AuditEvent, User
from people import alike, detail_services, services
from people.alike_pairs import how_many, page_of, pairs_of
from people.merge_fields import differing
from people.merging import merge
from people.models import AlikePair, Person, SamePerson, ToCompare
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast: Cast) -> Person:
    """The boy again, added by a worker of another team, who cannot see him and was not asked."""
    return services.add_person(
        by=cast.outsider, given_name="Jim", family_name="Exempler",
        date_of_birth=date(2009, 9, 14),
    )  # fmt: skip


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def seen_by(user: User) -> list[tuple[int, int]]:
    return [(pair.one_id, pair.other_id) for pair in page_of(fresh(user))[0]]


def test_a_child_added_by_another_team_is_found(cast: Cast, twin: Person) -> None:
    assert alike.compare_due() > 0
    assert not ToCompare.objects.exists()
    assert seen_by(cast.coordinator) == [(cast.boy.pk, twin.pk)]
    (pair,) = pairs_of(cast.coordinator, twin)
    assert pair.reasons == ["A name like it", "The same date of birth"]
    assert how_many(cast.coordinator) == 1
    # Who sees one of the two is not told that there is another.
    assert seen_by(cast.manager) == []
    assert seen_by(cast.outside_manager) == []


def test_the_same_number_under_another_kind_is_enough(cast: Cast) -> None:
    stranger = services.add_person(by=cast.outsider, given_name="Zed", family_name="Unheard")
    for person, kind in ((cast.boy, "police"), (stranger, "council")):
        detail_services.add_identifier(person=person, kind=kind, value="mp 77", by=cast.coordinator)
    alike.compare_due()
    (pair,) = pairs_of(cast.coordinator, stranger)
    assert pair.reasons[0] in {"The same police number", "The same council's number"}


def test_a_change_is_compared_again_both_ways(cast: Cast, twin: Person) -> None:
    alike.compare_due()
    changed = detail_services.change(
        person=twin, version=1, by=cast.coordinator, date_of_birth=date(1990, 1, 1)
    )
    alike.compare_due()
    assert seen_by(cast.coordinator) == []
    detail_services.change(
        person=changed, version=2, by=cast.coordinator, date_of_birth=date(2009, 9, 14)
    )
    alike.compare_due()
    assert seen_by(cast.coordinator) == [(cast.boy.pk, twin.pk)]


def test_not_the_same_is_kept_with_who_and_why_and_not_shown_again(
    cast: Cast, twin: Person
) -> None:
    alike.compare_due()
    refs = (cast.boy.reference, twin.reference)
    alike.not_the_same(by=cast.coordinator, refs=refs, why="Cousins, seen together")
    kept = SamePerson.objects.get()
    assert (kept.one, kept.other, kept.same) == (cast.boy, twin, False)
    assert (kept.by, kept.why) == (cast.coordinator, "Cousins, seen together")
    told = AuditEvent.objects.filter(verb="person.not_same")
    assert set(told.values_list("person_id", flat=True)) == {cast.boy.pk, twin.pk}
    services.keep_names(twin)
    services.keep_names(cast.boy)
    alike.compare_due()
    assert seen_by(cast.coordinator) == []
    assert not AlikePair.objects.exists()


def test_a_pair_found_while_somebody_tells_them_apart_is_not_shown(
    cast: Cast, twin: Person
) -> None:
    alike.compare_due()
    SamePerson.objects.create(
        one=cast.boy, other=twin, same=False, why="Cousins", by=cast.coordinator, at=now()
    )
    assert AlikePair.objects.exists()
    assert seen_by(cast.coordinator) == []


@pytest.mark.parametrize("why", ["", "   "])
def test_not_the_same_needs_a_reason(cast: Cast, twin: Person, why: str) -> None:
    refs = (cast.boy.reference, twin.reference)
    with pytest.raises(Invalid, match="Enter how you know"):
        alike.not_the_same(by=cast.coordinator, refs=refs, why=why)


def test_only_those_who_may_merge_say_so(cast: Cast, twin: Person) -> None:
    refs = (cast.boy.reference, twin.reference)
    with pytest.raises(Refused):
        alike.not_the_same(by=cast.edt, refs=refs, why="I think so")
    assert not SamePerson.objects.exists()


def test_a_merged_record_is_like_nobody(cast: Cast, twin: Person) -> None:
    alike.compare_due()
    services.keep_names(twin)
    merge(
        by=cast.coordinator, kept_ref=cast.boy.reference, gone_ref=twin.reference,
        choices={one.key: "kept" for one in differing(cast.boy, twin)}, why="Known to both",
    )  # fmt: skip
    assert not AlikePair.objects.exists()
    assert set(ToCompare.objects.values_list("person_id", flat=True)) == {cast.boy.pk}
    alike.compare_due()
    assert not AlikePair.objects.exists()


def test_a_restricted_record_is_in_no_list_but_of_those_named(cast: Cast, twin: Person) -> None:
    Person.objects.filter(pk=twin.pk).update(restricted=True)
    alike.compare_due()
    assert AlikePair.objects.exists()
    assert seen_by(cast.coordinator) == []
    assert how_many(fresh(cast.coordinator)) == 0


def test_one_that_cannot_be_compared_holds_up_nobody(
    cast: Cast, twin: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = alike.alike_to

    def fails(person: Person) -> list:
        if person.pk == cast.boy.pk:
            raise RuntimeError("a name like no other")
        return real(person)

    monkeypatch.setattr(alike, "alike_to", fails)
    alike.compare_due()
    assert set(ToCompare.objects.values_list("person_id", flat=True)) == {cast.boy.pk}
    assert seen_by(cast.coordinator) == [(cast.boy.pk, twin.pk)]  # found from the other side
    assert "could not be compared" in caplog.text


def test_lists_page_by_key(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("people.alike_pairs.PAGE", 2)
    for number in range(3):
        services.add_person(
            by=cast.outsider, given_name="Jamie", family_name="Exemplar" + "l" * number
        )
    alike.compare_due()
    seen, after = [], None
    for _ in range(10):
        rows, more = page_of(cast.coordinator, after=after)
        seen += [row.pk for row in rows]
        after = (rows[-1].score, rows[-1].pk)
        if not more:
            break
    assert len(seen) == len(set(seen)) == AlikePair.objects.count() > 3


@pytest.mark.parametrize(
    ("one", "other", "constraint"),
    [("sister", "boy", "alike_pair_in_order"), ("boy", "boy", "alike_pair_in_order")],
)
def test_the_database_keeps_a_pair_in_order(
    cast: Cast, one: str, other: str, constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AlikePair.objects.create(
            one=getattr(cast, one), other=getattr(cast, other), score=1, reasons=[], found_at=now()
        )


def test_the_database_keeps_a_pair_once(cast: Cast) -> None:
    pair = {"one": cast.boy, "other": cast.sister, "score": 1, "reasons": [], "found_at": now()}
    AlikePair.objects.create(**pair)
    with pytest.raises(IntegrityError, match="alike_pair_once"), transaction.atomic():
        AlikePair.objects.create(**pair)


def test_everybody_who_was_there_before_is_compared_once(cast: Cast) -> None:
    from importlib import import_module

    ToCompare.objects.all().delete()
    migration = import_module("people.migrations.0014_records_compared")
    with connection.cursor() as cursor:
        cursor.execute(migration.EVERYBODY)
    assert ToCompare.objects.count() == Person.objects.count()
