"""The API: the report, moves and rules of the pages, repeated without harm, closed to outsiders."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import AuditEvent, User
from cases.models import Episode, Report
from deadlines.models import Deadline
from notifications.models import Notice
from tests.cast import PASSWORD, Cast
from tests.stories import went_missing

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


def caller(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(User.objects.get(pk=user.pk))
    return client


def payload(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "person": cast.boy.reference,
        "status": "missing_placement",
        "started_at": "2026-03-06T11:00:00+00:00",
        "missing_from": "placement",
        "reporter_name": "Casey Marlow",
        "reporter_relation": "carer",
        "circumstances": "Left after a phone call.",
        "police_told": True,
        "police_force": "Exampleshire Police",
        "police_reference": "MP1234/26",
        "police_grade": "medium",
        **changes,
    }


def report(client: APIClient, data: dict[str, Any], key: str = "one") -> Any:
    return client.post(f"{BASE}/reports/", data, headers={"Idempotency-Key": key})


def test_a_report_does_all_that_the_form_does(cast: Cast) -> None:
    answer = report(caller(cast.carer), payload(cast))
    assert answer.status_code == 201, answer.json()
    episode = Episode.objects.get(reference=answer.json()["episode"])
    assert (episode.person, episode.state) == (cast.boy, "open")
    told = set(Notice.objects.values_list("recipient", flat=True))
    assert {cast.worker.pk, cast.manager.pk, cast.iro.pk, cast.cp_chair.pk} <= told
    rules = set(Deadline.objects.values_list("rule", flat=True))
    assert {"oversight", "strategy_limit", "multi_agency"} <= rules


def test_the_same_key_again_answers_the_same_and_does_nothing_twice(cast: Cast) -> None:
    first = report(caller(cast.carer), payload(cast))
    again = report(caller(cast.carer), payload(cast))
    assert again.json() == first.json()
    assert (Episode.objects.count(), Report.objects.count()) == (1, 1)
    notices = Notice.objects.count()
    report(caller(cast.carer), payload(cast))
    assert Notice.objects.count() == notices


def test_the_same_key_with_other_words_is_refused_and_said(cast: Cast) -> None:
    report(caller(cast.carer), payload(cast))
    answer = report(caller(cast.carer), payload(cast, circumstances="Something else"))
    assert answer.status_code == 400


def test_a_report_of_somebody_missing_already_waits_beside(cast: Cast) -> None:
    went_missing(cast)
    answer = report(caller(cast.edt), payload(cast))
    assert (answer.status_code, answer.json()["outcome"]) == (201, "waiting")
    assert Episode.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("started_at", "2026-03-06T11:00:00", "offset"),
        ("started_at", "2026-03-07T11:00:00Z", "past"),
        ("status", "lost", "one of"),
        ("reporter_name", "", "name"),
        ("nonsense", "x", "not part"),
        ("circumstances", 7, "text"),
    ],
)
def test_wrong_fields_come_back_each_with_a_sentence(
    cast: Cast, field: str, value: Any, words: str
) -> None:
    answer = report(caller(cast.carer), payload(cast, **{field: value}))
    assert answer.status_code == 400
    assert words in " ".join(answer.json()[field])
    kept = Report.objects.get()
    assert kept.payload[field] == value
    assert kept.outcome == "refused"


@pytest.mark.parametrize("body", ["[]", "7", '"x"', "{", "null"])
def test_what_is_no_report_is_refused_in_words(cast: Cast, body: str) -> None:
    answer = caller(cast.carer).post(f"{BASE}/reports/", body, content_type="application/json")
    assert answer.status_code == 400


def test_moves_come_from_the_table_and_refuse_as_it_does(cast: Cast, at: Any) -> None:
    ref = report(caller(cast.carer), payload(cast)).json()["episode"]
    at("2026-03-07 12:00")
    client = caller(cast.worker)
    read = client.get(f"{BASE}/episodes/{ref}/").json()
    assert "locate" in read["may"]
    assert "finalise" not in read["may"]
    found = {
        "at": "2026-03-07T10:00:00Z", "located_way": "on_the_way",
        "located_where": "An aunt's house", "located_by": "Police",
    }  # fmt: skip
    answer = client.post(f"{BASE}/episodes/{ref}/locate/", found)
    assert answer.json()["episode"]["state"] == "located"
    back = {"at": "2026-03-07T11:00:00Z", "end_reason": "by_family"}
    answer = client.post(
        f"{BASE}/episodes/{ref}/return-home/", back, headers={"Idempotency-Key": "back"}
    )
    assert answer.json()["episode"]["returned_at"] == "2026-03-07T11:00:00Z"
    refused = client.post(f"{BASE}/episodes/{ref}/finalise/", {"reason": "x"})
    assert refused.status_code == 403
    assert "interview" in refused.json()["detail"]
    assert AuditEvent.objects.filter(verb="episode.returned").count() == 1


def test_a_move_without_an_offset_is_refused(cast: Cast) -> None:
    ref = went_missing(cast).reference
    sent = {"at": "2026-03-06T11:20:00", "end_reason": "by_self"}
    answer = caller(cast.worker).post(f"{BASE}/episodes/{ref}/return-home/", sent)
    assert "offset" in answer.json()["at"][0]


def test_the_log_is_added_to_once(cast: Cast) -> None:
    ref = went_missing(cast).reference
    client, key = caller(cast.carer), {"Idempotency-Key": "log-1"}
    sent = {"kind": "contact_attempt", "at": "2026-03-06T11:10:00Z", "text": "Rang, no answer"}
    for _ in range(2):
        answer = client.post(f"{BASE}/episodes/{ref}/log/", sent, headers=key)
        assert answer.status_code == 201
    assert [line["text"] for line in answer.json()["log"]] == ["Rang, no answer"]


def test_lists_show_what_one_may_see(cast: Cast) -> None:
    ref = went_missing(cast).reference
    listed = caller(cast.worker).get(f"{BASE}/episodes/?open=true").json()
    assert [row["reference"] for row in listed["results"]] == [ref]
    assert caller(cast.outsider).get(f"{BASE}/episodes/").json()["results"] == []
    found = caller(cast.worker).get(f"{BASE}/people/?q=exemplar").json()
    assert {row["open_episode"] for row in found} == {ref, None}
    assert caller(cast.outsider).get(f"{BASE}/people/?q=exemplar").json() == []


@pytest.mark.parametrize(
    "address", ["", "log/", "locate/", "return-home/", "finalise/", "void/", "reopen/"]
)
def test_an_outsider_gets_404_at_every_address(cast: Cast, address: str) -> None:
    ref = went_missing(cast).reference
    for user in (cast.outsider, cast.other_home_carer, cast.other_interviewer):
        client = caller(user)
        send = client.get if address == "" else client.post
        assert send(f"{BASE}/episodes/{ref}/{address}").status_code == 404


def test_an_outsider_cannot_report_another_teams_child(cast: Cast) -> None:
    answer = report(caller(cast.outsider), payload(cast))
    assert answer.status_code == 404
    assert not Episode.objects.exists()


def test_nobody_signed_in_gets_nothing(cast: Cast) -> None:
    assert APIClient().get(f"{BASE}/episodes/").status_code == 401
    assert APIClient().post(f"{BASE}/reports/", payload(cast)).status_code == 401


def test_a_token_serves_as_a_session_does(cast: Cast) -> None:
    given = APIClient().post(f"{BASE}/token/", {"email": cast.carer.email, "password": PASSWORD})
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {given.json()['token']}")
    assert report(client, payload(cast)).status_code == 201
    client.post(f"{BASE}/token/revoke/")
    assert client.get(f"{BASE}/episodes/").status_code == 401


def test_a_session_needs_its_csrf_token(cast: Cast) -> None:
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(User.objects.get(pk=cast.carer.pk))
    assert report(client, payload(cast)).status_code == 403
    assert not Episode.objects.exists()


def test_every_operation_is_described(cast: Cast) -> None:
    answer = caller(cast.worker).get(f"{BASE}/schema/?format=json")
    described = answer.json()["paths"]
    assert "/api/v1/reports/" in described
    assert "/api/v1/episodes/{ref}/return-home/" in described
