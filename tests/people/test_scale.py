"""What the benchmarks rest on, at a size that takes a second: two thousand people, five classes of
user, and guardian's own answer to compare ours with.
"""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connections

from benchmarks import access
from benchmarks.scale import loading, opponent, size
from benchmarks.scale.seed import TABLES, seed
from cases.models import Episode
from people import reach
from people.models import Access, Person
from people.policy import visible_to
from tests import databases

DEFINED = """
select pg_get_indexdef(indexrelid) from pg_index where indrelid = any(%(tables)s::regclass[])
union all select conname || pg_get_constraintdef(oid) from pg_constraint
    where conrelid = any(%(tables)s::regclass[])
union all select tgname || tgrelid::regclass || tgenabled::text from pg_trigger
    where tgrelid = any(%(tables)s::regclass[]) and not tgisinternal
"""
Definitions = tuple[list[str], list[str]]


def defined() -> list[str]:
    """As Postgres says it, without casts and brackets: those it writes anew in its own way."""
    tables = {"tables": [table._meta.db_table for table in TABLES]}
    rows = databases.as_owner(DEFINED, tables)
    return sorted(re.sub(r"::[a-z ]+(\[\])?|[()]", "", text) for (text,) in rows)


@pytest.fixture(scope="module")
def definitions(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[Definitions]:
    """A small council; yields what its tables were defined as, before it was filled and after."""
    with django_db_blocker.unblock():
        name = databases.make_copy("scale2000")
        with databases.pointed_at(name):
            before = defined()
            seed(size.Size(2_000), say=lambda text: None)
            yield before, defined()
        databases.drop(name)


@pytest.mark.parametrize("shape", [reach.FEW, -1], ids=["few", "many"])
def test_the_lists_hold_the_same_episodes_as_guardians(
    definitions: Definitions, monkeypatch: pytest.MonkeyPatch, shape: int
) -> None:
    monkeypatch.setattr(reach, "FEW", shape)
    access.same_ids()


@pytest.mark.parametrize("kind", list(size.CLASSES))
def test_the_same_people_are_within_reach_as_guardian_says(
    definitions: Definitions, kind: str
) -> None:
    ours = set(visible_to(access.user_of(kind)).values_list("pk", flat=True))
    assert ours
    assert ours == set(opponent.visible_to(access.user_of(kind)).values_list("pk", flat=True))


def test_each_class_has_something_that_it_must_not_see(definitions: Definitions) -> None:
    """Restricted, over, or of somebody else: without it the comparison would prove little."""
    for kind in set(size.CLASSES) - {"whole_council"}:
        user = access.user_of(kind)
        rows = Access.objects.filter(principal__in=reach.principals_of(user))
        seen = visible_to(user)
        assert rows.exclude(person__in=seen).exists(), kind
        assert seen.count() < Person.objects.count() / 2, kind
    hidden = Person.objects.exclude(pk__in=visible_to(access.user_of("whole_council")))
    assert hidden.exists()
    assert not hidden.exclude(restricted=True).exists()


def test_the_size_is_as_announced(definitions: Definitions) -> None:
    assert Person.objects.count() == 2_000
    assert Episode.objects.filter(state__in=["open", "located"]).count() == size.OPEN
    assert 3.5 < Episode.objects.count() / 2_000 < 4.5
    assert 3.5 < Access.objects.count() / 2_000 < 4.5


def test_filling_leaves_every_index_constraint_and_trigger_as_it_was(
    definitions: Definitions,
) -> None:
    before, after = definitions
    assert len(before) > 100
    assert after == before


def test_what_breaks_a_rule_is_refused_when_the_constraints_come_back(
    definitions: Definitions,
) -> None:
    with (
        connections["owner"].cursor() as cursor,
        pytest.raises(IntegrityError, match="person_has_a_name"),
        loading.bare(cursor, [Person]),
    ):
        cursor.execute("update people_person set given_name = '' where id = 1")


def test_the_big_databases_are_gone_when_their_run_was_killed(definitions: Definitions) -> None:
    name = databases.make_copy("scaleguarded")
    guard = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.scale.guard"],
        stdin=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert guard.stdin is not None
    guard.stdin.write(f"{name}\n")
    guard.stdin.close()  # as the kernel does for whoever is killed
    assert guard.wait(60) == 0
    assert name not in databases.named("scaleguarded")
