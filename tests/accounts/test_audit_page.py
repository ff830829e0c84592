"""The audit trail as information governance reads it: found by filters, page by page, exported."""

import csv
import hashlib
import io
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import audit, audit_export
from accounts.audit_kinds import KINDS, REFUSALS, verbs_of
from accounts.audit_queries import Sought, page_of
from accounts.models import AuditEvent
from accounts.rules import ROLES
from accounts.verbs import VERBS
from govuk.spreadsheets import BOM, DANGEROUS, csv_lines, safe
from tests.cast import Cast
from tests.stories import send, signed_in


def write(cast: Cast, verb: str, count: int = 1, **more: Any) -> None:
    more.setdefault("by", cast.worker)
    with transaction.atomic():
        for _ in range(count):
            audit.record(verb, **more)


@pytest.fixture
def reader(cast: Cast) -> Client:
    return signed_in(cast.governance)


def page(reader: Client, query: str = "") -> str:
    answer = reader.get(f"/audit/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def rows_in(answer: Any) -> tuple[bytes, list[dict[str, str]]]:
    content = b"".join(answer.streaming_content)
    return content, list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_verb_is_of_one_kind() -> None:
    of_kinds = [verb for kind in KINDS for verb in verbs_of(kind)]
    assert sorted(of_kinds) == sorted(VERBS)
    assert VERBS.keys() >= REFUSALS


def test_the_role_alone_may_read_it() -> None:
    assert [key for key, role in ROLES.items() if "read_audit" in role.acts] == [
        "information_governance"
    ]


def test_it_says_who_did_what_to_whom_with_every_detail(cast: Cast, reader: Client) -> None:
    write(cast, "refused", person_id=cast.boy.pk, reason="Not theirs", path="/people/x/")
    text = page(reader)
    assert "Wren Ashdown was refused: Not theirs" in text
    assert cast.boy.reference in text
    assert "/people/x/" in text
    assert "Not sealed yet" in text


def test_reading_it_is_on_record_itself(cast: Cast, reader: Client) -> None:
    page(reader, "?kind=looks")
    last = AuditEvent.objects.order_by("-pk")[0]
    assert (last.verb, last.by_id, last.detail["what"]) == (
        "listed", cast.governance.pk, "the audit trail",
    )  # fmt: skip
    assert last.detail["filters"] == {"kind": "looks"}


def test_filters(cast: Cast, reader: Client) -> None:
    write(cast, "refused", person_id=cast.boy.pk, reason="First reason")
    write(cast, "searched", by=cast.manager, text="Second search")
    write(cast, "person.confirmed", person_id=cast.sister.pk, what="Third thing")

    def found(query: str) -> list[str]:
        text = page(reader, query)
        return [one for one in ("First", "Second", "Third") if one in text]

    assert found("") == ["First", "Second", "Third"]
    assert found(f"?ref={cast.boy.reference.lower()}") == ["First"]
    assert found("?who=Morgan+Pellew") == ["Second"]
    assert found(f"?who={cast.worker.email}") == ["First", "Third"]
    assert found("?kind=people") == ["Third"]
    assert found("?refusals=on") == ["First"]
    assert found("?until-day=5&until-month=3&until-year=2026") == []
    assert found("?since-day=6&since-month=3&since-year=2026") == ["First", "Second", "Third"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?ref=P-NOSUCHON", "There is no record with this reference"),
        ("?who=Nobody+Here", "Nobody has this name"),
        ("?since-day=31&since-month=2&since-year=2026", "There is a problem"),
        ("?since-day=2&since-month=2&since-year=2026&until-day=1&until-month=2&until-year=2026",
         "must be the same as or after"),
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_right_says_so_and_finds_nothing(
    cast: Cast, reader: Client, query: str, said: str
) -> None:
    write(cast, "searched", text="Something")
    text = page(reader, query)
    assert said in text
    assert "Something" not in text
    assert send(reader, f"/audit/export/{query}", {"reason": "Asked"}).status_code == 400


def test_pages_go_on_by_key_although_many_events_share_a_moment(cast: Cast) -> None:
    write(cast, "searched", count=120, text="x")
    sought, seen, before = Sought(kind="looks"), [], None
    while True:
        found, more = page_of(sought, before=before)
        seen += [one.pk for one in found]
        if not more:
            break
        before = (found[-1].at, found[-1].pk)
    assert len(seen) == len(set(seen)) == 120


def test_an_export_needs_a_reason_and_is_on_record_with_its_fingerprint(
    cast: Cast, reader: Client
) -> None:
    write(cast, "searched", count=3, text="=HYPERLINK(…)")
    refused = send(reader, "/audit/export/?kind=looks", {"reason": " "})
    assert refused.status_code == 400
    asked = send(reader, "/audit/export/?kind=looks", {"reason": "A subject access request"})
    assert asked.status_code == 302
    answer = reader.get(asked.url)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    content, rows = rows_in(answer)
    assert content.startswith(BOM)
    assert [row["verb"] for row in rows] == ["searched"] * 3
    asked_for, given = AuditEvent.objects.filter(verb__startswith="audit.").order_by("pk")
    assert asked_for.detail == {
        "reason": "A subject access request", "filters": {"kind": "looks"},
    }  # fmt: skip
    assert (given.verb, given.by_id, given.detail["rows"]) == (
        "audit.exported", cast.governance.pk, 3,
    )  # fmt: skip
    assert given.detail["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_second_tap_asks_for_one_export(cast: Cast, reader: Client) -> None:
    for _ in range(2):
        sent = send(reader, "/audit/export/", {"reason": "Once"}, token="same")
        assert sent.status_code == 302
    assert AuditEvent.objects.filter(verb="audit.export_asked").count() == 1


def test_who_hangs_up_is_on_record_too(cast: Cast) -> None:
    write(cast, "searched", count=5, text="x")
    asked = audit_export.ask(by=cast.governance, sought=Sought(kind="looks"), reason="Look")
    lines = audit_export.lines(asked, by=cast.governance)
    next(lines), next(lines)
    lines.close()
    last = AuditEvent.objects.order_by("-pk")[0]
    assert (last.verb, last.detail["rows"]) == ("audit.export_cut", 1)


def test_a_file_is_for_who_asked_and_for_ten_minutes(cast: Cast, reader: Client, at) -> None:
    asked = audit_export.ask(by=cast.governance, sought=Sought(), reason="Mine")
    path = f"/audit/export/{asked.pk}/"
    assert signed_in(cast.head).get(path).status_code == 403
    at("2026-03-06 11:45")
    assert reader.get(path).url == "/audit/export/"


def test_what_happened_after_it_was_asked_for_is_not_in_it(cast: Cast) -> None:
    asked = audit_export.ask(by=cast.governance, sought=Sought(kind="looks"), reason="Until now")
    write(cast, "searched", text="later")
    assert b"later" not in b"".join(audit_export.lines(asked, by=cast.governance))


def test_more_rows_than_a_file_takes_is_said_first(
    cast: Cast, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_export, "MOST", 3)
    write(cast, "searched", count=4, text="x")
    answer = send(reader, "/audit/export/?kind=looks", {"reason": "All of it"})
    assert answer.status_code == 400
    assert "Choose fewer days" in answer.content.decode()
    assert "All of it" in answer.content.decode()


def test_an_export_asks_again_who_it_is(cast: Cast, reader: Client, settings: Any) -> None:
    reader.get("/audit/")
    settings.SUDO_SECONDS = -1
    assert reader.get("/audit/export/").url.startswith("/account/confirm/")
    late = send(reader, "/audit/export/", {"reason": "Kept"})
    assert late.status_code == 403
    assert "Kept" in late.content.decode()


def test_no_page_counts_the_trail(cast: Cast, reader: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        page(reader, "?kind=looks")
        send(reader, "/audit/export/", {"reason": "Counted?"})
    assert not [
        one["sql"] for one in asked if "COUNT(" in one["sql"].upper() and "auditevent" in one["sql"]
    ]


@pytest.mark.parametrize("start", DANGEROUS)
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe(f"{start}1+1") == f"'{start}1+1"
    assert safe(f"  {start}cmd") == f"'  {start}cmd"
    cells = next(
        csv.reader(io.StringIO(next(csv_lines([[f"{start}x", "a", -5]])).decode("utf-8-sig")))
    )
    assert cells == [f"'{start}x", "a", "-5"]


def test_other_cells_are_as_they_were() -> None:
    assert [safe(one) for one in ("O’Brien", "a=b", 7, None, True, "أمل")] == [
        "O’Brien", "a=b", 7, "", "True", "أمل",
    ]  # fmt: skip
