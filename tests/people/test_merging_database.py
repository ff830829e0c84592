"""What the database itself refuses of a merge, and what its role must be allowed."""

import pytest
from django.db import IntegrityError, connection, transaction

from people import merge_columns, services
from people.merge_rules import STAY
from people.models import Allocation, Identifier, Merge, Person, SamePerson
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(cast: Cast) -> Person:
    gone = services.add_person(by=cast.edt, given_name="Jim", family_name="Exempler")
    Person.objects.filter(pk=gone.pk).update(merged_into=cast.boy)
    return gone


def test_nothing_is_written_to_a_record_that_went(cast: Cast, twin: Person) -> None:
    for write in (
        lambda: Identifier.objects.create(person=twin, kind="police", value="MP-1"),
        lambda: Allocation.objects.filter(person=cast.boy, role="iro").update(person=twin),
        lambda: Person.objects.filter(pk=twin.pk).update(given_name="Other"),
        lambda: Person.objects.filter(pk=twin.pk).update(merged_into=None),
        lambda: Person.objects.filter(pk=cast.sister.pk).update(merged_into=twin),
        lambda: services.add_person(by=cast.edt, given_name="A").relationships.create(
            other=twin, kind="sibling"
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


@pytest.mark.parametrize(
    "broken",
    [
        {"typed": {"given_name": "J"}},
        {"other": None},
        {"one": "sister", "other": "boy"},
    ],
    ids=["a pair and typed words", "neither", "the wrong way round"],
)
def test_an_answer_is_about_a_pair_or_about_what_was_typed(cast: Cast, broken: dict) -> None:
    fields = {"one": "boy", "other": "sister", "typed": {}} | broken
    people = {key: getattr(cast, fields[key]) if fields[key] else None for key in ("one", "other")}
    with pytest.raises(IntegrityError), transaction.atomic():
        SamePerson.objects.create(
            **people, typed=fields["typed"], same=False, by=cast.edt, at=cast.boy.created_at
        )


@pytest.mark.parametrize(("gone", "why"), [("boy", "x"), ("sister", "")])
def test_a_merge_is_of_two_and_says_why(cast: Cast, gone: str, why: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(
            kept=cast.boy, gone=getattr(cast, gone), why=why, restricted=False, by=cast.edt,
            at=cast.boy.created_at,
        )  # fmt: skip


def test_the_product_may_move_what_a_merge_moves(cast: Cast) -> None:
    """Its database role has the right to lead each of these to another person."""
    columns = merge_columns.moving()
    with connection.cursor() as cursor:
        for model, field in columns:
            cursor.execute(
                "select has_column_privilege(current_user, %s, %s, 'update')",
                [model._meta.db_table, field.column],
            )
            name = merge_columns.name_of((model, field))
            assert cursor.fetchone() == (True,), f"{name}: give it the right MOVED, or let it stay"


def test_what_stays_is_there(cast: Cast) -> None:
    assert set(STAY) <= {merge_columns.name_of(column) for column in merge_columns.columns()}
