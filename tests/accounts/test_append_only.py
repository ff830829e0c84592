"""What was written down is only added to: by the product's role, by the owner, in plain SQL."""

import pytest
from django.db import DatabaseError, connections, transaction
from psycopg2.errors import RestrictViolation

from accounts import append_only, rights
from accounts.audit import record_alone
from accounts.models import AuditEvent
from cases.models import Paper, Report
from tests.cast import Cast
from tests.databases import as_owner
from tests.stories import went_missing

WHOLE = append_only.kept_whole()
PARTLY = append_only.filled_in_later()
both_roles = pytest.mark.django_db(databases=["default", "owner"])


def column_of(table: str) -> str:
    """A column of the table that is no number of its own."""
    with connections["owner"].cursor() as cursor:  # the one that empties: nobody else holds it
        cursor.execute(f"select * from {table} limit 0")
        return [column.name for column in cursor.description][-1]


def refused(statement: str, *, using: str) -> str:
    with (
        pytest.raises(DatabaseError) as error,
        transaction.atomic(using=using),
        connections[using].cursor() as cursor,
    ):
        cursor.execute(statement)
    return str(error.value)


def test_the_list_names_what_must_never_be_rewritten() -> None:
    assert set(rights.HISTORY) <= set(WHOLE)
    assert {
        "accounts_auditevent", "accounts_auditseal", "cases_logentry", "cases_oversight",
        "profiles_profilesending", "profiles_profileversion", "returns_disclosure",
    } <= set(WHOLE)  # fmt: skip
    assert {"cases_report", "cases_paper"} <= PARTLY.keys()


@both_roles
@pytest.mark.parametrize("table", WHOLE)
def test_the_owner_changes_removes_and_empties_nothing(table: str) -> None:
    column = column_of(table)
    only_added = "keeps what happened and is only added to"
    assert only_added in refused(f"update {table} set {column} = {column}", using="owner")
    assert only_added in refused(f"delete from {table}", using="owner")
    assert "is never emptied" in refused(f"truncate {table} cascade", using="owner")


@both_roles
@pytest.mark.parametrize("table", [*WHOLE, *PARTLY])
def test_the_products_role_does_not_get_as_far_as_the_guards(table: str) -> None:
    assert "permission denied" in refused(f"delete from {table}", using="default")
    assert "permission denied" in refused(f"truncate {table}", using="default")
    for what in (
        "disable trigger homeward_append_only",
        "disable trigger all",
        "rename to x",
        "owner to current_user",
    ):
        assert "must be owner" in refused(f"alter table {table} {what}", using="default")
    drop = f"drop trigger homeward_append_only on {table}"
    assert "must be owner" in refused(drop, using="default")


@both_roles
@pytest.mark.parametrize("using", ["default", "owner"])
def test_nobody_puts_the_guards_to_sleep_for_a_session(using: str) -> None:
    assert "permission denied" in refused("set session_replication_role = 'replica'", using=using)
    # The guards of packages can be told to look away; ours know no such word.
    said = refused(
        "select set_config('pgtrigger.ignore', '{accounts_auditevent:homeward_append_only}', true);"
        "delete from accounts_auditevent",
        using=using,
    )
    assert "permission denied" in said or "only added to" in said


def test_a_report_keeps_its_words_and_gets_its_outcome(real_db: object, cast: Cast) -> None:
    report = Report.objects.create(
        token="3f0f4a0e-0000-4000-8000-000000000001", channel="form", by=cast.carer,
        payload={"person": cast.boy.reference}, at="2026-03-06T11:30Z",
    )  # fmt: skip
    episode = went_missing(cast)
    for change in ("payload = '{}'", "at = now()", f"by_id = {cast.worker.pk}"):
        with pytest.raises(RestrictViolation, match="only added to"):
            as_owner(f"update cases_report set {change}")
    with pytest.raises(RestrictViolation, match="only added to"):
        as_owner("delete from cases_report")
    Report.objects.filter(pk=report.pk).update(outcome="episode", episode=episode)
    assert Report.objects.get(pk=report.pk).outcome == "episode"


def test_a_paper_that_was_made_is_the_copy_that_left(real_db: object, cast: Cast) -> None:
    paper = Paper.objects.create(
        kind="situation_report", person=cast.boy, about_ref="E-7K3M2Q9X", content={"a": 1},
        asked_by=cast.worker, asked_at="2026-03-06T11:30Z",
    )  # fmt: skip
    rows = Paper.objects.filter(pk=paper.pk)
    rows.update(state="leased", attempts=1)
    rows.update(state="made", pdf=b"%PDF", sha256="0" * 64, made_at="2026-03-06T11:31Z")
    with pytest.raises(DatabaseError, match="only added to"):
        rows.update(pdf=b"another")
    with pytest.raises(RestrictViolation, match="only added to"):
        as_owner("update cases_paper set content = '{}'")


def test_a_guard_that_is_off_is_named(real_db: object) -> None:
    assert append_only.missing() == []
    record_alone("signed_in", by=None)
    as_owner("alter table accounts_auditevent disable trigger homeward_append_only")
    assert append_only.missing() == ["accounts_auditevent: the guard homeward_append_only is off"]
    as_owner("delete from accounts_auditevent")
    assert not AuditEvent.objects.exists()
