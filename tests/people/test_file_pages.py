"""The pages of photos and documents: added, seen, served with care, and never a stranger's."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import AuditEvent
from people import file_queries, file_rules
from people.models import StoredFile
from tests.browse import fill_in, shown, text
from tests.cast import Cast
from tests.people import samples
from tests.stories import signed_in, went_missing

pytestmark = pytest.mark.django_db


def upload(name: str = "me.jpg", content: bytes | None = None, kind: str = "image/jpeg") -> Any:
    return SimpleUploadedFile(name, samples.photo() if content is None else content, kind)


def add(client: Client, cast: Cast, **changed: Any) -> Any:
    answers = {"purpose": "likeness", "name": "On his bike"} | changed
    return fill_in(client, f"/people/{cast.boy.reference}/files/add/", **answers)


def added(cast: Cast) -> StoredFile:
    assert add(signed_in(cast.carer), cast, file=upload()).status_code == 302
    return StoredFile.objects.get()


def test_a_photo_with_its_date_stands_on_the_record_the_episode_and_the_profile(cast: Cast) -> None:
    carer = signed_in(cast.carer)
    assert "Add a photo" in text(carer.get(f"/people/{cast.boy.reference}/"))
    day = {"taken_on-day": "1", "taken_on-month": "February", "taken_on-year": "2026"}
    done = add(carer, cast, file=upload(), **day)
    assert done["Location"] == f"/people/{cast.boy.reference}/files/"
    kept = StoredFile.objects.get()
    assert str(kept.taken_on) == "2026-02-01"
    episode = went_missing(cast)
    for address in (
        f"/people/{cast.boy.reference}/",
        f"/episodes/{episode.reference}/",
        f"/people/{cast.boy.reference}/files/",
        f"/files/{kept.reference}/",
    ):
        page = text(carer.get(address))
        assert "1 February 2026" in page, address
        assert kept.reference in page, address


def test_the_profile_asks_for_a_photo_and_leads_back(cast: Cast) -> None:
    carer = signed_in(cast.carer)
    profile = f"/people/{cast.boy.reference}/profile/"
    carer.post(f"{profile}start/", {"submission_token": "start"})
    page = text(carer.get(profile))
    address = f"/people/{cast.boy.reference}/files/add/?what=likeness&amp;then=profile"
    assert address in page
    opened = carer.get(address.replace("&amp;", "&"))
    assert shown(opened)["purpose"] == ["likeness"]
    sent = carer.post(address.replace("&amp;", "&"), {**shown(opened), "file": upload()})
    assert sent["Location"] == profile
    assert StoredFile.objects.get().reference in text(carer.get(profile))


def test_it_is_served_as_what_it_is_and_nothing_else(cast: Cast) -> None:
    kept = added(cast)
    for address, content in (("content", "content"), ("small", "small")):
        answer = signed_in(cast.worker).get(f"/files/{kept.reference}/{address}/")
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Disposition"] == f'inline; filename="photo-{kept.reference}.jpg"'
        assert answer.content == file_queries.content_of(kept, small=content == "small")
    given = AuditEvent.objects.get(verb="file.given")
    assert (given.by_id, given.person_id, given.detail["sha256"]) == (
        cast.worker.pk, cast.boy.pk, kept.sha256,
    )  # fmt: skip
    looks = AuditEvent.objects.filter(verb="looked_at", about_ref=kept.reference)
    assert looks.filter(by_id=cast.worker.pk).count() == 1, "the small one is a read too"


def test_a_paper_is_a_download_and_has_no_small_picture(cast: Cast) -> None:
    paper = upload("order.pdf", samples.paper(), "application/pdf")
    add(signed_in(cast.worker), cast, purpose="order", name="", file=paper)
    kept = StoredFile.objects.get()
    answer = signed_in(cast.worker).get(f"/files/{kept.reference}/content/")
    assert answer["Content-Disposition"] == f'attachment; filename="document-{kept.reference}.pdf"'
    assert signed_in(cast.worker).get(f"/files/{kept.reference}/small/").status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", file_rules.EMPTY),
        (samples.SCRIPT, file_rules.NOT_A_PHOTO),
        (samples.SVG, file_rules.NOT_A_PHOTO),
        (samples.HEIC, file_rules.HEIC),
        (samples.bomb(), file_rules.TOO_MANY_PIXELS),
        (samples.moving("WEBP"), file_rules.MOVING),
        (samples.photo()[:1500], file_rules.BROKEN_PHOTO),
        (b"\xff\xd8\xff" + b"x" * file_rules.COMES_IN, file_rules.TOO_LARGE),
    ],
    ids=["empty", "script", "svg", "heic", "bomb", "moving", "cut short", "15 MB and more"],
)
def test_a_refused_file_is_explained_and_everything_typed_stays(
    cast: Cast, content: bytes, sentence: str
) -> None:
    day = {"taken_on-day": "1", "taken_on-month": "2", "taken_on-year": "2026"}
    page = add(signed_in(cast.carer), cast, file=upload(content=content), **day)
    assert page.status_code == 400
    said = text(page)
    assert "Error: Add a photo" in said
    assert sentence in said
    assert shown(page)["name"] == "On his bike"
    assert shown(page)["purpose"] == ["likeness"]
    assert shown(page)["taken_on-month"] == "2"
    assert not StoredFile.objects.exists()


def test_no_file_and_a_day_that_is_to_come_are_said_at_their_fields(cast: Cast) -> None:
    day = {"taken_on-day": "7", "taken_on-month": "3", "taken_on-year": "2026"}
    said = text(add(signed_in(cast.carer), cast, **day))
    assert "Select a photo or a PDF" in said
    assert "must be today or in the past" in said


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "a\x00b.jpg", "x" * 300 + ".jpg", "\u202egpj.exe", "", ".jpg"]
)
def test_the_name_of_a_file_decides_nothing_and_is_kept_nowhere(
    cast: Cast, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    body = io.BytesIO(samples.photo())
    body.name = name or "x"
    sent = add(signed_in(cast.carer), cast, name="", file=body)
    assert sent.status_code == 302, text(sent)
    kept = StoredFile.objects.get()
    assert kept.title == "Photo of the person"
    assert "passwd" not in capsys.readouterr().err


def test_a_double_tap_keeps_one_and_the_same_file_later_is_refused(cast: Cast) -> None:
    carer = signed_in(cast.carer)
    address = f"/people/{cast.boy.reference}/files/add/"
    answers = shown(carer.get(address)) | {"purpose": "likeness"}
    for _ in range(2):
        assert carer.post(address, {**answers, "file": upload()}).status_code == 302
    assert StoredFile.objects.count() == 1
    again = add(carer, cast, file=upload())
    assert again.status_code == 400
    assert "on the record already: Photo of the person" in text(again)


def test_a_line_that_drops_in_the_middle_keeps_nothing(cast: Cast) -> None:
    carer = signed_in(cast.carer)
    address = f"/people/{cast.boy.reference}/files/add/"
    head = "--end\r\nContent-Disposition: form-data; name="
    body = (
        f'{head}"submission_token"\r\n\r\nline\r\n{head}"purpose"\r\n\r\nlikeness\r\n'
        f'{head}"file"; filename="me.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    ).encode() + samples.photo()[:3000]
    answer = carer.post(address, data=body, content_type="multipart/form-data; boundary=end")
    assert answer.status_code == 400
    assert not StoredFile.objects.exists()


def test_it_is_removed_with_a_reason_and_the_line_stays(cast: Cast) -> None:
    kept = added(cast)
    carer = signed_in(cast.carer)
    address = f"/files/{kept.reference}/remove/"
    assert "Remove this file" in text(carer.get(f"/files/{kept.reference}/"))
    assert "Enter why it is removed" in text(fill_in(carer, address))
    assert fill_in(carer, address, why="His brother").status_code == 302
    assert carer.get(f"/files/{kept.reference}/content/").status_code == 404
    assert carer.get(f"/files/{kept.reference}/small/").status_code == 404
    assert "His brother" in text(carer.get(f"/people/{cast.boy.reference}/files/"))
    assert kept.reference not in text(carer.get(f"/people/{cast.boy.reference}/"))


def test_who_may_not_remove_it_is_told_who_can(cast: Cast) -> None:
    kept = added(cast)
    refused = signed_in(cast.worker).get(f"/files/{kept.reference}/remove/")
    assert refused.status_code == 403
    assert "A manager can remove it" in text(refused)
    assert "Remove this file" not in text(signed_in(cast.worker).get(f"/files/{kept.reference}/"))


@pytest.mark.parametrize(
    "who", ["outsider", "other_home_carer", "interviewer", "police", "governance", "analyst"]
)
def test_a_stranger_finds_no_file_at_any_address(cast: Cast, who: str) -> None:
    kept = added(cast)
    stranger = signed_in(getattr(cast, who))
    for address in ("", "small/", "content/", "remove/", "give/"):
        assert stranger.get(f"/files/{kept.reference}/{address}").status_code == 404, address
    for address in (f"/people/{cast.boy.reference}/files/", f"/api/v1/files/{kept.reference}/",
                    f"/api/v1/files/{kept.reference}/content/",
                    f"/api/v1/people/{cast.boy.reference}/files/"):  # fmt: skip
        assert stranger.get(address).status_code == 404, address
    assert not AuditEvent.objects.filter(verb="file.given").exists()


def test_the_api_adds_and_reads_by_the_same_rules(cast: Cast) -> None:
    carer = signed_in(cast.carer)
    address = f"/api/v1/people/{cast.boy.reference}/files/"
    sent = {"purpose": "likeness", "taken_on": "2026-02-01", "name": "By API"}
    key = {"Idempotency-Key": "one"}
    for _ in range(2):
        made = carer.post(address, {**sent, "file": upload()}, headers=key)
        assert made.status_code == 201, made.content
    assert StoredFile.objects.count() == 1
    kept = made.json()
    assert (kept["title"], kept["taken_on"], kept["width"]) == ("By API", "2026-02-01", 300)
    assert [one["reference"] for one in carer.get(address).json()["results"]] == [kept["reference"]]
    assert carer.get(f"/api/v1/files/{kept['reference']}/").json() == kept
    content = carer.get(f"/api/v1/files/{kept['reference']}/content/")
    assert content.content[:2] == b"\xff\xd8"
    assert content["Content-Security-Policy"] == "default-src 'none'; sandbox"
    refused = carer.post(address, {**sent, "file": upload(content=samples.SCRIPT)})
    assert (refused.status_code, refused.json()) == (400, {"file": [file_rules.NOT_A_PHOTO]})
    large = upload(content=b"\xff\xd8\xff" + b"x" * file_rules.COMES_IN)
    assert carer.post(address, {**sent, "file": large}).json() == {"file": [file_rules.TOO_LARGE]}
    assert carer.post(address, sent).status_code == 400
