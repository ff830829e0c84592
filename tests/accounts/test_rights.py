"""The product's database role: what happened can be added to and read, and nothing else."""

import pytest
from django.db import DatabaseError, connection, connections, transaction

from accounts import rights
from accounts.models import AuditEvent, Organisation
from config import checks
from tests.cast import Cast

GUARDED = ["accounts_auditevent", "accounts_auditseal", *rights.HISTORY]


def refused(statement: str) -> str:
    """Run a statement as the product's role; what the database answered. It must refuse."""
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(error.value)


@pytest.mark.django_db(databases=["default", "owner"])
def test_every_table_is_named_in_the_list() -> None:
    there = rights.tables()
    assert there - rights.RIGHTS.keys() == set(), "a table without an entry in accounts/rights.py"
    assert rights.RIGHTS.keys() - there == set(), "an entry without a table"


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_role_has_what_the_list_says_and_no_more() -> None:
    with connection.cursor() as cursor:
        for table, verbs in rights.RIGHTS.items():
            for verb in ("select", "insert", "update", "delete", "truncate", "trigger"):
                cursor.execute("select has_table_privilege(%s, %s)", [table, verb])
                assert cursor.fetchone()[0] is (verb in verbs), (table, verb)


@pytest.mark.django_db
@pytest.mark.parametrize("table", GUARDED)
def test_what_happened_cannot_be_changed_removed_or_emptied(table: str) -> None:
    assert "permission denied" in refused(f"delete from {table}")
    assert "permission denied" in refused(f"truncate {table}")
    column = {"accounts_auditevent": "verb", "accounts_auditseal": "digest"}.get(table, "pgh_label")
    assert "permission denied" in refused(f"update {table} set {column} = 'x'")
    assert "must be owner" in refused(f"alter table {table} disable trigger all")
    assert "must be owner" in refused(f"drop table {table}")


@pytest.mark.django_db
def test_a_tracked_table_keeps_its_triggers() -> None:
    assert "must be owner" in refused("alter table people_person disable trigger all")
    assert "permission denied" in refused("set session_replication_role = replica")


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("table", rights.NEVER_EMPTIED)
def test_not_even_the_owner_empties_what_happened(table: str) -> None:
    with (
        pytest.raises(DatabaseError, match="is never emptied"),
        transaction.atomic(using="owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(f"truncate {table} cascade")


@pytest.mark.django_db
def test_nobody_moves_the_clock_from_inside_the_product() -> None:
    assert "permission denied" in refused(
        "insert into homeward_clock (moved_by) values ('1 day') on conflict do nothing"
    )


@pytest.mark.django_db
def test_a_report_stays_word_for_word() -> None:
    assert "permission denied" in refused("update cases_report set payload = '{}'")
    with connection.cursor() as cursor:
        cursor.execute("update cases_report set said = '' where false")


def test_raw_writes_are_in_the_history_too(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.home.pk).update(phone="01632 960123")
    with connection.cursor() as cursor:
        cursor.execute(
            "update accounts_organisation set name = 'Ash House' where id = %s", [cast.home.pk]
        )
        cursor.execute(
            "select pgh_label, phone, name from accounts_organisationevent where id = %s"
            " order by pgh_id",
            [cast.home.pk],
        )
        assert cursor.fetchall() == [
            ("insert", "01632 960001", "Oak House"),
            ("update", "01632 960123", "Oak House"),
            ("update", "01632 960123", "Ash House"),
        ]


@pytest.mark.django_db
def test_the_trail_is_open_for_adding_and_reading() -> None:
    with transaction.atomic():
        AuditEvent.objects.create(at="2026-03-06T11:30Z", verb="looked_at", by_name="Wren Ashdown")
    assert AuditEvent.objects.filter(by_name="Wren Ashdown").exists()


@pytest.mark.django_db
def test_the_product_refuses_to_serve_as_the_owner(settings) -> None:
    assert checks.two_roles() == []
    assert checks.owns_nothing(databases=["default"]) == []
    settings.DATABASES["default"]["USER"], mine = (
        settings.DATABASES["owner"]["USER"],
        settings.DATABASES["default"]["USER"],
    )
    try:
        assert [error.id for error in checks.two_roles()] == ["homeward.E001"]
        with pytest.raises(checks.ImproperlyConfigured, match="same database role"):
            checks.refuse_to_serve()
    finally:
        settings.DATABASES["default"]["USER"] = mine


@pytest.mark.django_db(databases=["default", "owner"])
def test_another_name_for_a_mighty_role_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "connections", {"default": connections["owner"]})
    assert [error.id for error in checks.owns_nothing(databases=["default"])] == ["homeward.E002"]


def test_the_laptops_mode_is_refused_in_production(settings) -> None:
    settings.LOCAL, settings.DEBUG = True, False
    assert [error.id for error in checks.nothing_local_in_production()] == ["homeward.E003"]


@pytest.mark.django_db
def test_a_table_of_its_own_does_not_give_the_product_another_clock() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "create temp table homeward_clock"
            " (only_row bool, fixed_at timestamptz, moved_by interval)"
        )
        cursor.execute("insert into pg_temp.homeward_clock values (true, '2001-01-01', '0')")
        cursor.execute("select extract(year from homeward_now())")
        assert cursor.fetchone()[0] > 2001
        cursor.execute("drop table pg_temp.homeward_clock")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("cases_logentry", "text"),
        ("cases_oversight", "considered"),
        ("cases_riskview", "grade"),
        ("returns_contactattempt", "outcome"),
        ("returns_disclosure", "what"),
    ],
)
def test_what_was_written_down_is_never_rewritten(table: str, column: str) -> None:
    assert "permission denied" in refused(f"update {table} set {column} = 'x'")
