"""What cannot be read is answered in words: too long, too many fields, a character that is none."""

import pytest
from django.test import Client

from cases.models import LogEntry
from tests.cast import Cast
from tests.stories import boxes, send, signed_in, went_missing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "sent", [{"text": "x" * 3_000_000}, {f"field-{number}": "1" for number in range(1_001)}]
)
def test_too_much_is_answered_in_words(cast: Cast, sent: dict[str, str]) -> None:
    got = signed_in(cast.worker).post("/people/add/", sent)
    assert got.status_code == 400
    assert "This was too long, or damaged" in got.content.decode()


def test_a_damaged_upload_is_answered_in_words(cast: Cast) -> None:
    client = signed_in(cast.worker)
    got = client.post(
        "/people/add/", data=b"--x\r\nno end", content_type="multipart/form-data; boundary="
    )
    assert got.status_code == 400
    assert "nothing has been saved" in got.content.decode()


def test_the_character_nul_is_left_out_and_nothing_else(cast: Cast) -> None:
    episode = went_missing(cast)
    client = signed_in(cast.worker)
    sent = {"kind": "note", "text": "Rang\x00 twice", **boxes("at", "2026-03-06 11:10")}
    assert send(client, f"/episodes/{episode.reference}/log/", sent).status_code == 302
    assert LogEntry.objects.get().text == "Rang twice"


def test_nobody_signed_in_is_told_too() -> None:
    got = Client().post("/account/sign-in/", {"login": "x" * 3_000_000})
    assert got.status_code == 400
    assert "too long" in got.content.decode()
