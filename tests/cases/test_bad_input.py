"""What no form of ours sends: times off the calendar, text without a spelling, endless numbers."""

import json
from typing import Any

import pytest
from django.test import Client

from cases import reports
from cases.models import Episode, LogEntry, Report
from tests.cases.conftest import receive, report_of
from tests.cast import Cast
from tests.stories import signed_in

# The database's clock takes no offset beyond sixteen hours; ISO 8601 takes almost a day.
WIDE = "2026-03-07T10:29:00+23:59"
OFF_THE_CALENDAR = [
    "0001-01-01T00:00:00+05:00",
    "0001-01-02T00:00:00+00:00",
    "1926-03-06T11:00:00Z",
]


@pytest.fixture
def carer(real_db: dict[str, str], cast: Cast) -> Client:
    return signed_in(cast.carer)


def post(client: Client, address: str, body: Any) -> Any:
    text = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(f"/api/v1/{address}", text, content_type="application/json")


@pytest.mark.parametrize("when", OFF_THE_CALENDAR)
def test_a_log_entry_off_the_calendar_does_not_close_the_page_for_good(
    carer: Client, cast: Cast, when: str
):
    ref = receive(cast).episode.reference
    sent = post(carer, f"episodes/{ref}/log/", {"kind": "note", "at": when, "text": "Seen"})
    assert sent.status_code == 400
    assert "at" in sent.json()
    assert not LogEntry.objects.filter(text="Seen").exists()
    assert carer.get(f"/episodes/{ref}/").status_code == 200


@pytest.mark.parametrize("when", OFF_THE_CALENDAR)
def test_a_report_off_the_calendar_is_kept_and_refused_in_words(
    carer: Client, cast: Cast, when: str
):
    sent = post(carer, "reports/", report_of(cast, started_at=when))
    assert sent.status_code == 400
    assert "1990" in sent.json()["started_at"][0]
    assert Report.objects.get().outcome == "refused"
    assert not Episode.objects.exists()


def test_an_offset_wider_than_the_databases_is_the_moment_that_it_means(carer: Client, cast: Cast):
    sent = post(carer, "reports/", report_of(cast, started_at=WIDE, police_told_at=WIDE))
    assert sent.status_code == 201, sent.content
    ref = sent.json()["episode"]
    assert Episode.objects.get().started_at.isoformat() == "2026-03-06T10:30:00+00:00"
    sent = post(carer, f"episodes/{ref}/log/", {"kind": "note", "at": WIDE, "text": "Seen"})
    assert sent.status_code == 201, sent.content


@pytest.mark.parametrize(
    "body",
    [
        b'{"person": "\\ud800"}',
        b'{"\\udfff": 1}',
        b'{"person": 1e999}',
        b'{"a":' * 3000 + b"1" + b"}" * 3000,
        b'{"a":' + b"1" * 6000 + b"}",
    ],
    ids=["half a character", "half a name", "no number", "deep", "endless number"],
)
def test_json_that_cannot_be_kept_is_refused(carer: Client, body: bytes):
    assert post(carer, "reports/", body).status_code == 400
    assert not Report.objects.exists()


@pytest.mark.parametrize("value", [["missing_home"], {"a": 1}, 7, True])
def test_a_choice_that_is_no_text_is_refused_in_words(cast: Cast, db: None, value: Any):
    said, wrong = reports.report_rules.read(report_of(cast, status=value), now=reports.clock.now())
    assert said["status"] == ""
    assert "status" in wrong


ENDLESS = "9" * 6000


def test_endless_numbers_in_addresses_show_the_first_page(carer: Client, cast: Cast):
    person = f"/people/{cast.boy.reference}/history/?before="
    for address in ("/notices/?before=", "/episodes/?before=", "/?after=", person):
        assert carer.get(address + ENDLESS).status_code == 200, address


@pytest.mark.parametrize("path", ["/episodes/E-%00/", "/people/?q=%00", "/api/v1/episodes/%00/"])
def test_an_address_with_the_character_nul_leads_nowhere(carer: Client, path: str):
    assert carer.get(path).status_code == 404
