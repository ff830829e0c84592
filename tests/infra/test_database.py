"""The databases under the tests themselves: two roles, rollback, copies with real transactions."""

import subprocess
import sys

import pytest
from django.db import ProgrammingError, connection, connections, transaction


def who(alias: str = "default") -> tuple[str, str]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_user, current_database()")
        return cursor.fetchone()


@pytest.mark.django_db
def test_a_plain_test_runs_as_the_products_role_inside_a_transaction() -> None:
    role, database = who()
    assert role != connections["owner"].settings_dict["USER"]
    assert database.endswith("_shared")
    assert connection.in_atomic_block


def test_a_test_with_real_transactions_has_a_database_of_its_own(real_db: dict[str, str]) -> None:
    assert not connection.in_atomic_block
    assert who()[1] == who("owner")[1]
    assert who()[1].endswith("_real")
    assert who()[0] != who("owner")[0]


def test_the_product_may_not_make_tables(real_db: dict[str, str]) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("CREATE TABLE mine (id int)")


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_one_such_test_writes_is_gone_for_the_next(real_db: dict[str, str], turn: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('left_behind')")
        assert cursor.fetchone() == (None,)
        cursor.execute("CREATE TABLE left_behind (id int)")


def test_another_process_finds_the_same_database(real_db: dict[str, str]) -> None:
    program = "import os, psycopg2; print(psycopg2.connect(os.environ['DATABASE_URL']).info.dbname)"
    told = subprocess.run(
        [sys.executable, "-c", program], env=real_db, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == who()[1]


@pytest.mark.django_db
def test_the_extensions_of_the_first_migration_are_installed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        installed = {name for (name,) in cursor.fetchall()}
    assert {"pg_trgm", "btree_gist", "unaccent", "citext"} <= installed
