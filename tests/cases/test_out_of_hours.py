"""Out of hours: what is open tonight, what falls due, and the hand-over sheets."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.http import Http404
from django.test import Client

from accounts.clock import LONDON
from accounts.errors import Refused
from cases import duty_rules, duty_sheet, lifecycle, papers, services
from cases.models import Episode
from tests.cases.conftest import receive
from tests.cast import Cast

pytestmark = pytest.mark.django_db
At = Callable[[str | datetime], datetime]
EASTER = {date(2026, 4, 3), date(2026, 4, 6)}


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "closed", "opens"),
    [
        ("2026-03-06 20:00", "2026-03-06 17:00", "2026-03-09 09:00"),  # a Friday
        ("2026-03-09 08:59", "2026-03-06 17:00", "2026-03-09 09:00"),
        ("2026-03-09 11:00", "2026-03-06 17:00", "2026-03-10 09:00"),
        ("2026-03-09 17:00", "2026-03-09 17:00", "2026-03-10 09:00"),
        ("2026-04-04 12:00", "2026-04-02 17:00", "2026-04-07 09:00"),  # Easter
        ("2026-03-28 12:00", "2026-03-27 17:00", "2026-03-30 09:00"),  # the clocks go forward
    ],
)
def test_the_night_between_two_office_days(now: str, closed: str, opens: str) -> None:
    moment = london(now).astimezone(UTC)
    assert duty_rules.closed_since(moment, EASTER) == london(closed)
    assert duty_rules.opens_next(moment, EASTER) == london(opens)


def test_everything_of_tonight_is_on_one_page(cast: Cast, missing: Episode, at: At) -> None:
    at("2026-03-06 22:00")
    client = Client()
    client.force_login(cast.edt)
    page = client.get("/out-of-hours/").content.decode()
    assert "Jamie Exemplar" in page
    assert "Until the office opens, 9 March 2026 at 9am" in page
    assert "Manager’s oversight" in page
    client.force_login(cast.worker)
    assert client.get("/out-of-hours/").status_code == 403


def test_the_evening_sheet_says_what_is_known(cast: Cast, missing: Episode, at: At) -> None:
    at("2026-03-06 16:45")
    services.add_log(
        ref=missing.reference, by=cast.carer, kind="contact_attempt",
        at=london("2026-03-06 16:00"), text="Phone is off",
    )  # fmt: skip
    content = duty_sheet.content_of(cast.edt, "evening", moment=london("2026-03-06 16:45"))
    (one,) = content["open"]
    assert one["who"] == "Jamie Exemplar"
    assert one["police"] == "Exampleshire Police, EX-104"
    assert "Phone is off" in one["log"][0]
    assert "Wren Ashdown" in one["workers"]
    assert "Multi-agency" not in str(content["due"])
    assert "Strategy" in str(content["due"]) or "oversight" in str(content["due"])


def test_the_morning_sheet_says_what_the_night_brought(
    cast: Cast, missing: Episode, at: At
) -> None:
    at("2026-03-07 02:00")
    lifecycle.make(
        "return_home", ref=missing.reference, by=cast.edt, at=london("2026-03-07 01:30"),
        end_reason="by_police",
    )  # fmt: skip
    at("2026-03-07 03:00")
    again = receive(cast, started_at="2026-03-07T02:30:00+00:00", police_told_at=None,
                    by=cast.carer).episode  # fmt: skip
    content = duty_sheet.content_of(cast.manager, "morning", moment=london("2026-03-09 08:30"))
    assert [missing.reference in line for line in content["found"]] == [True]
    assert any(again.reference in line for line in content["begun"])
    assert "by police" in content["found"][0]


def test_the_sheet_on_paper_is_for_the_duty_team(cast: Cast, missing: Episode) -> None:
    paper = papers.ask(kind="hand_over_sheet", ref="evening/2026-03-06", by=cast.edt)
    assert paper.person is None
    assert paper.content["open"][0]["reference"] == missing.reference
    with pytest.raises(Refused):
        papers.ask(kind="hand_over_sheet", ref="evening/2026-03-06", by=cast.carer)
    for ref in ("nonsense/2026-03-06", "evening/tomorrow", "evening"):
        with pytest.raises(Http404):
            papers.ask(kind="hand_over_sheet", ref=ref, by=cast.edt)


def test_the_pages_of_the_sheets_open(cast: Cast, missing: Episode) -> None:
    client = Client()
    client.force_login(cast.edt_manager)
    for which in duty_rules.SHEETS:
        page = client.get(f"/out-of-hours/{which}/").content.decode()
        assert missing.reference in page
    assert client.get("/out-of-hours/noon/").status_code == 404


def test_what_was_late_before_the_office_closed_is_the_days_work(
    cast: Cast, missing: Episode, at: At
) -> None:
    at("2026-03-07 11:00")
    lifecycle.make(
        "return_home", ref=missing.reference, by=cast.edt, at=london("2026-03-07 10:30"),
        end_reason="by_police",
    )  # fmt: skip
    due = duty_sheet.content_of(cast.edt, "evening", moment=london("2026-03-19 20:00"))["due"]
    assert due == []
    due = duty_sheet.content_of(cast.edt, "morning", moment=london("2026-03-10 08:30"))["due"]
    assert "interview" in str(due).lower()
