"""Photos and papers are kept for a person, served whole, and removed by rule alone."""

import hashlib
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadhandler import SkipFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import RequestFactory

from accounts import uploads
from accounts.clock import now
from accounts.errors import Invalid, Refused
from accounts.models import AuditEvent, User
from people import file_queries, file_rules, files
from people.files import Clean
from people.models import StoredFile
from tests.cast import Cast
from tests.people import samples

pytestmark = pytest.mark.django_db
PAPER = Clean(b"%PDF-1.3 made anew", None, {"pages": 2})


def picture(content: bytes = b"\xff\xd8 made anew") -> Clean:
    return Clean(content, b"\xff\xd8 small", {"width": 300, "height": 400})


def put(cast: Cast, clean: Clean | None = None, **changed: Any) -> StoredFile:
    answers = {
        "person": cast.boy, "clean": clean or picture(), "name": "On his bike",
        "purpose": "likeness", "by": cast.carer, "taken_on": date(2026, 2, 1),
    } | changed  # fmt: skip
    return files.put(**answers)


def test_a_photo_is_made_anew_and_kept_with_its_digest(cast: Cast) -> None:
    kept = files.keep(
        person=cast.boy, content=samples.with_secrets(), name="On his bike", purpose="likeness",
        by=cast.carer, taken_on=date(2026, 2, 1),
    )  # fmt: skip
    content = file_queries.content_of(kept)
    assert content is not None
    assert samples.PLACE not in content
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert (kept.kind, kept.media_type, kept.width, kept.height) == (
        "photo", "image/jpeg", 300, 400,
    )  # fmt: skip
    assert file_queries.content_of(kept, small=True)
    event = AuditEvent.objects.get(verb="file.kept")
    assert (event.person_id, event.about_ref) == (cast.boy.pk, kept.reference)


def test_a_paper_is_kept_with_the_number_of_its_pages(cast: Cast) -> None:
    kept = files.keep(
        person=cast.boy, content=samples.paper(pages=3), name="", purpose="order", by=cast.worker
    )
    assert (kept.kind, kept.pages, kept.title) == ("document", 3, "Court order")


def test_the_same_file_twice_is_kept_once_a_person(cast: Cast) -> None:
    put(cast)
    with pytest.raises(Invalid) as said:
        put(cast)
    assert said.value.errors == {"file": ["This file is on the record already: On his bike"]}
    put(cast, person=cast.sister)
    assert StoredFile.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"purpose": "bag"}, "purpose"), ({"taken_on": date(2026, 3, 7)}, "taken_on")],
)
def test_what_cannot_be_is_said_at_its_field(cast: Cast, changed: dict, field: str) -> None:
    with pytest.raises(Invalid) as said:
        put(cast, **changed)
    assert list(said.value.errors) == [field]


def test_the_newest_photo_is_the_one_taken_last(cast: Cast, at) -> None:
    assert file_queries.likeness_of(cast.boy.pk) is None
    newest = put(cast, picture(b"1"), taken_on=date(2026, 3, 1))
    put(cast, picture(b"2"), taken_on=date(2024, 3, 1))
    put(cast, picture(b"3"), purpose="mark", taken_on=date(2026, 3, 5))
    assert file_queries.likeness_of(cast.boy.pk) == newest
    at("2026-03-07 09:00")
    undated = put(cast, picture(b"4"), taken_on=None)
    assert file_queries.likeness_of(cast.boy.pk) == undated


def test_a_mistake_is_removed_by_its_uploader_within_a_day(cast: Cast, at) -> None:
    kept = put(cast)
    for other in (cast.worker, cast.iro):
        with pytest.raises(Refused):
            files.remove(file=kept, why="Not mine", by=other)
    with pytest.raises(Invalid):
        files.remove(file=kept, why="  ", by=cast.carer)
    at("2026-03-07 11:29")
    gone = files.remove(file=kept, why="This is his brother", by=cast.carer)
    assert file_queries.content_of(gone) is None
    assert file_queries.content_of(gone, small=True) is None
    assert StoredFile.objects.get(pk=kept.pk).sha256 == kept.sha256
    assert AuditEvent.objects.get(verb="file.removed").detail["reason"] == "This is his brother"
    assert file_queries.likeness_of(cast.boy.pk) is None
    with pytest.raises(Refused):
        files.remove(file=kept, why="Again", by=cast.manager)
    put(cast)  # and it can come back


def test_after_a_day_it_is_a_managers_to_remove(cast: Cast, at) -> None:
    kept = put(cast)
    at("2026-03-07 11:31")
    carer = User.objects.get(pk=cast.carer.pk)
    assert not files.may_remove(carer, kept)
    with pytest.raises(Refused):
        files.remove(file=kept, why="Too late", by=carer)
    files.remove(file=kept, why="Wrong child", by=User.objects.get(pk=cast.manager.pk))


@pytest.mark.parametrize(
    "broken",
    [
        {"title": ""},
        {"purpose": "bag"},
        {"kind": "film"},
        {"size": 0},
        {"size": file_rules.KEPT + 1},
        {"sha256": "x"},
        {"taken_on": date(2026, 3, 7)},
        {"width": None},
        {"pages": 1},
        {"media_type": "image/svg+xml"},
        {"content": None},
        {"kind": "document", "media_type": "application/pdf", "pages": 1, "taken_on": None},
        {"removed_at": "now"},
    ],
    ids=str,
)
def test_the_database_refuses(cast: Cast, broken: dict[str, Any]) -> None:
    fields = {
        "person": cast.boy, "kind": "photo", "purpose": "likeness", "title": "x", "at": now(),
        "media_type": "image/jpeg", "sha256": "a" * 64, "size": 3, "width": 1, "height": 1,
        "content": b"abc", "by": cast.carer, "taken_on": date(2026, 3, 6),
    } | broken  # fmt: skip
    if "removed_at" in broken:
        fields["removed_at"] = now()
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(**fields)


def test_the_database_keeps_one_of_a_person(cast: Cast) -> None:
    kept = put(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(
            person=cast.boy, kind="photo", purpose="mark", title="x", at=now(), by=cast.carer,
            media_type="image/jpeg", sha256=kept.sha256, size=3, width=1, height=1, content=b"abc",
        )  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "update people_storedfile set title = 'x'",
        "update people_storedfile set sha256 = 'x'",
        "update people_storedfile set by_id = by_id",
        "delete from people_storedfile",
        "truncate people_storedfile cascade",
    ],
)
def test_the_product_cannot_change_or_delete_what_was_kept(db: None, statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "change",
    ["content = 'another'", "small = 'another'", "removed_why = 'another'", "content = 'back'"],
)
def test_its_content_is_never_another_one(cast: Cast, change: str) -> None:
    kept = put(cast)
    if change in {"removed_why = 'another'", "content = 'back'"}:
        files.remove(file=kept, why="By mistake", by=cast.carer)
    with pytest.raises(DatabaseError, match="only removed"), transaction.atomic():
        connection.cursor().execute(f"update people_storedfile set {change}")


def test_a_removal_says_who_and_why(cast: Cast) -> None:
    put(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.update(content=None, small=None, removed_at=now())


def test_what_is_too_much_is_thrown_away_and_the_rest_of_the_form_arrives() -> None:
    request = RequestFactory().post("/")
    handler = uploads.InMemory(request)
    handler.new_file("file", "a.jpg", "image/jpeg", None)
    handler.receive_data_chunk(b"x" * uploads.MOST_BYTES, 0)
    assert not uploads.too_large(request)
    with pytest.raises(SkipFile):
        handler.receive_data_chunk(b"x", uploads.MOST_BYTES)
    assert uploads.too_large(request)
    assert handler.file.getvalue() == b""


def test_nothing_of_an_upload_lies_on_the_disk(settings) -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["accounts.uploads.InMemory"]
    body = io.BytesIO(b"x" * (3 * 1024 * 1024))  # Django's own handler would write a file of this
    body.name = "a.jpg"
    request = RequestFactory().post("/", {"file": body, "title": "Kept"})
    assert request.POST["title"] == "Kept"
    assert isinstance(request.FILES["file"].file, io.BytesIO)
    assert uploads.MOST_BYTES == file_rules.COMES_IN


def test_a_day_to_think_again_is_twenty_four_hours() -> None:
    assert timedelta(hours=24) == file_rules.SECOND_THOUGHTS
