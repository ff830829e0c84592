"""Restricting a record on its pages, and what those see of it who are not named."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from cases.models import Episode, LogEntry
from notifications.models import Notice
from people import emergency, restricting
from people.models import Allocation, Person, Restriction
from tests.cast import Cast
from tests.stories import boxes, send, signed_in, went_missing

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(cast: Cast) -> Client:
    return signed_in(cast.head)


@pytest.fixture
def shut(cast: Cast) -> Cast:
    """His record is restricted; the director is to be asked."""
    restricting.restrict(
        ref=cast.boy.reference, by=cast.head, reason="Threats", ask=cast.director,
        named=[cast.business], version=0,
    )  # fmt: skip
    return cast


def page(cast: Cast, part: str = "") -> str:
    return f"/people/{cast.boy.reference}/{part}"


def typed(*named: str, **changes: Any) -> dict[str, Any]:
    rows = {f"named-{number}-who": who for number, who in enumerate(named)}
    total = {"named-TOTAL_FORMS": str(max(len(named), 1)), "named-INITIAL_FORMS": "0"}
    given = {"reason": "A parent makes threats", "ask": "Dorian Wells", "version": "0"}
    return given | total | rows | changes


def text(got: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", got.content.decode()).split())


def test_restricted_only_those_named_see_it(cast: Cast, head: Client) -> None:
    assert "staff of Oak House can still report" in text(head.get(page(cast, "restrict/")))
    done = send(head, page(cast, "restrict/"), typed("bryony.cutler@example.test"))
    assert (done.status_code, done.url) == (302, page(cast, "access/"))
    said = text(head.get(done.url))
    for words in ("This record is restricted", "A parent makes threats", "Bryony Cutler"):
        assert words in said
    assert signed_in(cast.business).get(page(cast)).status_code == 200
    assert signed_in(cast.coordinator).get(page(cast)).status_code == 403


def test_a_double_tap_restricts_once(cast: Cast, head: Client) -> None:
    token = str(uuid.uuid4())
    for _ in range(2):
        got = send(head, page(cast, "restrict/"), typed("Bryony Cutler"), token=token)
        assert got.status_code == 302
    assert Restriction.objects.count() == 1


@pytest.mark.parametrize(
    ("named", "changes", "sentence"),
    [
        ([], {"reason": ""}, "Enter why the record is restricted"),
        ([], {"ask": "Nobody At All"}, "Nobody has exactly this name or email address"),
        (["Nobody At All"], {}, "Nobody has exactly this name or email address"),
        ([], {"ask": "Casey Marlow"}, "does not work for the council"),
        (["Ansel Pike"], {}, "role cannot see records"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    cast: Cast, head: Client, named: list[str], changes: dict[str, str], sentence: str
) -> None:
    got = send(head, page(cast, "restrict/"), typed(*named, **changes))
    assert got.status_code == 400
    assert sentence in text(got)
    assert all(one in got.content.decode() for one in (*named, *changes.values()))
    assert not Restriction.objects.exists()


def test_the_second_of_two_editors_sees_both(shut: Cast, head: Client) -> None:
    first = typed("Bryony Cutler", reason="The threats go on", version="1")
    assert send(head, page(shut, "restrict/"), first).status_code == 302
    late = typed("Ellis Nightingale", reason="A trial begins", version="1")
    got = send(head, page(shut, "restrict/"), late)
    assert got.status_code == 409
    for words in ("Nothing you typed is lost", "The threats go on", "A trial begins"):
        assert words in got.content.decode()
    assert Restriction.objects.get().reason == "The threats go on"
    assert send(head, page(shut, "restrict/"), late | {"version": "2"}).status_code == 302


def test_lifted_by_two_at_once_the_second_is_told(shut: Cast, head: Client) -> None:
    sent = {"why": "Nobody makes threats now", "version": "1"}
    assert send(head, page(shut, "restrict/lift/"), sent).status_code == 302
    assert send(head, page(shut, "restrict/lift/"), sent).status_code == 302  # led back, no harm
    assert signed_in(shut.coordinator).get(page(shut)).status_code == 200


def test_who_broke_the_glass_does_not_lift_it(shut: Cast) -> None:
    emergency.begin(ref=shut.boy.reference, by=shut.edt_manager, reason="Seen at the station")
    client = signed_in(shut.edt_manager)
    assert client.get(page(shut)).status_code == 200
    for part in ("restrict/", "restrict/lift/"):
        got = client.get(page(shut, part))
        assert got.status_code == 403
        assert "You were let in to this record" in text(got)
    assert "lift the restriction" not in text(client.get(page(shut, "access/")))


def test_where_nobody_is_left_to_answer_a_head_let_in_may(shut: Cast, cast: Cast) -> None:
    Restriction.objects.update(ask=cast.outsider, by=cast.outsider)
    type(cast.outsider).objects.filter(pk=cast.outsider.pk).update(is_active=False)
    assert restricting.may_decide(cast.head, Person.objects.get(pk=cast.boy.pk))


@pytest.mark.parametrize("q", ["{ref}", "Jamie Exemplar 14 9 2009"])
def test_an_exact_match_says_whom_to_ask_and_no_name(shut: Cast, q: str) -> None:
    client = signed_in(shut.coordinator)
    got = client.get("/people/", {"q": q.format(ref=shut.boy.reference)})
    said = text(got)
    assert f"Restricted record {shut.boy.reference} : ask Dorian Wells" in said
    assert "16" not in said.partition("Restricted record")[2].partition("Help")[0]
    assert "Use emergency access" in said
    assert "Jamie" not in text(client.get("/people/", {"q": "Exemplar"}))
    found = client.get("/api/v1/people/", {"q": shut.boy.reference}).json()
    assert [(one["name"], one["restricted"], one["ask"][:6]) for one in found] == [
        ("", True, "Dorian")
    ]


def test_the_refusal_leads_on_to_who_can_help(shut: Cast) -> None:
    got = signed_in(shut.edt).get(page(shut))
    said = text(got)
    assert got.status_code == 403
    assert "Ask Dorian Wells" in said
    for address in (f"/report/new/{shut.boy.reference}/", page(shut, "pass-on/")):
        assert address in got.content.decode()
    assert page(shut, "emergency/") in got.content.decode()
    for trace in ("Jamie", "Exemplar", "16 years", "Oak House"):
        assert trace not in said
    outsider = text(signed_in(shut.outsider).get(page(shut)))
    assert "Report this child" not in outsider  # not theirs to report
    assert "use emergency access" in outsider


def test_the_home_reports_its_restricted_child_without_seeing_the_record(shut: Cast) -> None:
    carer = signed_in(shut.carer)
    started = carer.get(f"/report/new/{shut.boy.reference}/")
    assert started.status_code == 200
    assert "this person" in text(started)
    assert "Jamie" not in text(started)
    episode = went_missing(shut)
    assert carer.get(f"/episodes/{episode.reference}/").status_code in {403, 404}
    assert Notice.objects.filter(recipient=shut.worker).exists()


def test_what_the_home_knows_is_passed_on(shut: Cast) -> None:
    carer = signed_in(shut.carer)
    sent = {"text": "He rang from the station", **boxes("at", "2026-03-06 11:10")}
    early = send(carer, page(shut, "pass-on/"), sent)
    assert early.status_code == 400
    assert "Nobody has reported this child missing" in text(early)
    assert "He rang from the station" in early.content.decode()
    went_missing(shut, when="2026-03-06 11:00")
    token = str(uuid.uuid4())
    for _ in range(2):
        assert send(carer, page(shut, "pass-on/"), sent, token=token).status_code == 302
    assert LogEntry.objects.get(text="He rang from the station").by == shut.carer
    assert Notice.objects.filter(recipient=shut.worker, template="passed_on").count() == 1
    assert signed_in(shut.other_home_carer).get(page(shut, "pass-on/")).status_code in {403, 404}


def test_who_stands_in_without_being_named_is_called_in(shut: Cast) -> None:
    Allocation.objects.filter(person=shut.boy, role__in=["social_worker", "team_manager"]).update(
        ends_on="2026-03-01"
    )
    episode = went_missing(shut)
    stands_in = signed_in(shut.mash_manager)
    notices = text(stands_in.get("/notices/"))
    assert shut.boy.reference in notices or "restricted" in notices
    tray = text(stands_in.get("/"))
    assert "Restricted record" in tray
    for trace in ("Jamie", "Exemplar", episode.reference):
        assert trace not in tray + notices
    assert Episode.objects.get(pk=episode.pk).state == "open"
