"""The board and the list: filters, a user's own views, the file."""

import csv
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent, Organisation
from cases import services, view_services
from cases.models import Episode, SavedView
from people import services as people
from tests.cast import SINCE, Cast
from tests.stories import came_back, moment, send, signed_in, went_missing


@pytest.fixture
def two(cast: Cast, at) -> tuple[Episode, Episode]:
    """The boy of Oak House in February, back; and another's child missing now, graded high."""
    at("2026-02-10 12:00")
    past = came_back(cast, went_missing(cast, when="2026-02-09 20:00"), when="2026-02-10 07:00")
    at("2026-03-06 11:30")
    authority = Organisation.objects.create(name="Otherborough", kind="authority")
    open_now = went_missing(cast, when="2026-03-06 09:00", responsible_authority=authority)
    services.grade(ref=open_now.reference, by=cast.worker, whose="council", grade="high")
    return past, open_now


def listed(cast: Cast, query: str, *, page: str = "/episodes/") -> str:
    answer = signed_in(cast.coordinator).get(f"{page}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def refs_in(text: str, *rows: Episode) -> list[bool]:
    return [f"/episodes/{row.reference}/" in text for row in rows]


@pytest.mark.parametrize(
    ("query", "past", "open_now"),
    [
        ("all=1", True, True),
        ("state=open_now", False, True),
        ("state=ended", True, False),
        ("grade=high", False, True),
        ("grade=low", False, False),
        ("grade=none", True, False),
        ("authority=ours", True, False),
        ("authority=others", False, True),
        ("status=missing_placement", True, True),
        ("status=absent_home", False, False),
        ("since-day=10&since-month=2&since-year=2026", False, True),
        ("since-day=9&since-month=2&since-year=2026", True, True),
        ("until-day=9&until-month=2&until-year=2026", True, False),
        ("until-day=8&until-month=2&until-year=2026", False, False),
        ("mine=on", False, False),
        ("state=ended&grade=high", False, False),
    ],
)
def test_a_filter_leaves_what_it_says(cast: Cast, two, query: str, past: bool, open_now: bool):
    assert refs_in(listed(cast, query), *two) == [past, open_now]


def test_a_team_is_whose_worker_they_have_now_and_a_home_where_they_were_placed_then(
    cast: Cast, two
):
    assert refs_in(listed(cast, f"team={cast.team.pk}"), *two) == [True, True]
    assert refs_in(listed(cast, f"team={cast.other_team.pk}"), *two) == [False, False]
    people.place(
        person=cast.boy, kind="home", home=cast.other_home, starts_on=moment("2026-03-01").date(),
        by=cast.worker,
    )  # fmt: skip
    assert refs_in(listed(cast, f"home={cast.home.pk}"), *two) == [True, False]
    assert refs_in(listed(cast, f"home={cast.other_home.pk}"), *two) == [False, True]


def test_the_board_takes_the_same_filters_and_keeps_them_when_it_refreshes(cast: Cast, two):
    text = listed(cast, "grade=high&authority=others", page="/missing-now/")
    assert refs_in(text, two[1]) == [True]
    assert "/missing-now/part/?grade=high&amp;authority=others" in text
    assert "Remove filter </span>Risk grade: High" in text
    assert refs_in(listed(cast, "grade=low", page="/missing-now/part/"), two[1]) == [False]
    assert "by these filters" in listed(cast, "grade=low", page="/missing-now/")


def test_what_makes_no_sense_is_said_and_filters_nothing(cast: Cast, two):
    text = listed(cast, "until-day=8&until-month=2&until-year=2026&since-day=9&since-month=2"
                        "&since-year=2026")  # fmt: skip
    assert "The last day must not be before the first day" in text
    assert refs_in(text, *two) == [True, True]
    assert "Select home from the list" in listed(cast, "home=999999")


def test_a_home_may_choose_only_among_homes_of_their_own_children(cast: Cast, two):
    Organisation.objects.create(name="The Hollis household", kind="fostering")
    text = signed_in(cast.carer).get("/episodes/").content.decode()
    assert "Oak House" in text
    assert "The Hollis household" not in text
    assert "The Hollis household" in listed(cast, "all=1")


def test_a_view_is_kept_opened_renamed_made_the_default_and_removed(cast: Cast, two):
    client = signed_in(cast.coordinator)
    send(client, "/lists/list/views/save/?grade=high&mine=", {"name": "High risk"})
    row = SavedView.objects.get()
    assert (row.name, row.filters, row.is_default) == ("High risk", {"grade": "high"}, False)
    assert "/episodes/?grade=high" in client.get("/episodes/").content.decode()
    send(
        client,
        f"/lists/views/{row.pk}/",
        {"name": "High", "is_default": "on", "version": row.version},
    )
    assert client.get("/episodes/")["Location"] == "/episodes/?grade=high"
    assert client.get("/episodes/?all=1").status_code == 200
    assert signed_in(cast.head).get("/episodes/").status_code == 200  # nobody else's
    send(client, f"/lists/views/{row.pk}/remove/", {})
    assert client.get("/episodes/").status_code == 200
    assert not SavedView.objects.exists()


def test_one_view_is_the_default_and_no_two_have_one_name(cast: Cast):
    one = view_services.save(by=cast.head, page="list", name="A", filters={}, is_default=True)
    view_services.save(by=cast.head, page="list", name="B", filters={}, is_default=True)
    one.refresh_from_db()
    assert one.is_default is False
    with pytest.raises(ValidationError, match="have a view of this name"):
        view_services.save(by=cast.head, page="list", name="a", filters={}, is_default=False)
    view_services.save(by=cast.head, page="board", name="A", filters={}, is_default=True)
    view_services.save(by=cast.worker, page="list", name="A", filters={}, is_default=True)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"is_default": True, "name": "Other"}, "one_default_view_a_list"),
        ({"name": "ONE"}, "saved_view_name_once_a_list"),
        ({"name": ""}, "saved_view_has_a_name"),
        ({"page": "nowhere"}, "saved_view_list_known"),
    ],
)
def test_the_database_keeps_views_apart(cast: Cast, at, change: dict[str, object], rule: str):
    now = at("2026-03-06 11:30")
    fields = {"user": cast.head, "page": "list", "saved_at": now}
    SavedView.objects.create(name="One", is_default=True, **fields)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        SavedView.objects.create(**({"name": "Two"} | fields | change))


def test_the_file_holds_what_is_filtered_and_is_on_record(cast: Cast, two):
    cast.boy.known_as = "=HYPERLINK(1)"
    cast.boy.save()
    client, why = signed_in(cast.coordinator), {"reason": "Audit of February"}
    page = client.get("/lists/list/csv/?state=ended").content.decode()
    assert "State: Found" in page
    assert AuditEvent.objects.filter(verb="list.exported").count() == 0
    assert client.post("/lists/list/csv/?state=ended", {"reason": ""}).status_code == 400
    got = send(client, "/lists/list/csv/?state=ended", why, token="t1")
    rows = list(csv.reader(got.content.decode("utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:]] == [two[0].reference]
    assert rows[1][5:9] == ["2026-02-09T20:00+00:00", "No", "2026-02-10T07:00+00:00", "No"]
    event = AuditEvent.objects.get(verb="list.exported")
    assert event.detail["sha256"] == hashlib.sha256(got.content).hexdigest()
    assert event.detail["rows"] == 1
    assert event.detail["reason"] == "Audit of February"
    about = AuditEvent.objects.get(verb="list.exported_with")
    assert (about.person_id, about.detail["episodes"]) == (cast.boy.pk, [two[0].reference])
    again = send(
        client, "/lists/list/csv/?state=ended", {"reason": "Audit of February"}, token="t1"
    )
    assert again.content == got.content  # a second tap: the same file, on record once
    assert AuditEvent.objects.filter(verb="list.exported").count() == 1


def test_nobody_takes_more_than_they_may_see_and_a_home_takes_none(cast: Cast, two):
    other = people.add_person(by=cast.outsider, given_name="Nobody", family_name="Else")
    people.place(
        person=other, kind="home", home=cast.other_home, starts_on=SINCE, by=cast.coordinator
    )
    got = send(signed_in(cast.outside_manager), "/lists/board/csv/", {"reason": "Looking"})
    assert got.content.decode("utf-8-sig").count("\r\n") == 1
    assert two[1].reference not in got.content.decode()
    refused = signed_in(cast.carer).get("/lists/list/csv/")
    assert refused.status_code == 403
    assert "Your role cannot download a list" in refused.content.decode()


def test_a_list_that_is_too_long_for_a_file_is_refused_in_words(cast: Cast, two, monkeypatch):
    monkeypatch.setattr("cases.list_rules.MOST_ROWS", 1)
    got = send(signed_in(cast.head), "/lists/list/csv/", {"reason": "All of it"})
    assert got.status_code == 400
    assert "Narrow the filters" in got.content.decode()
    assert not AuditEvent.objects.filter(verb="list.exported").exists()
