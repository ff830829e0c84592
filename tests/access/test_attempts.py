"""Attempts to get at another team's child: by addresses, forms, filters, files, keys and tokens.

Each ends in 404, 403 or one's own result, and nothing of the child stands in the answer.
"""

import json
import uuid

import pytest
from django.http import HttpResponse
from django.test import Client

from cases.models import LogEntry, Report, ReportDraft
from notifications.models import Notice
from tests.access.addresses import addresses
from tests.access.answers import ANSWERS
from tests.access.asking import attempt, content, path_of
from tests.access.foreign import Theirs, gives_away, text_of
from tests.access.situations import about_the_boy

BOUND = [
    one
    for one in addresses()
    if one.name in ANSWERS and about_the_boy(ANSWERS[one.name]) and not ANSWERS[one.name].own
]
SHUT = {403, 404, 405}
# A part of an address that names the record, and what it can be of the outsider's own.
RECORDS = ("person", "episode", "meeting")


def shut(got: HttpResponse, theirs: Theirs, *, typed: str = "") -> bool:
    return got.status_code in SHUT and not gives_away(got, theirs, typed=typed)


# Addresses


def variants(path: str) -> list[str]:
    """The same address as somebody might bend it."""
    bare, _, query = path.partition("?")
    tail = f"?{query}" if query else ""
    first, *rest = bare.strip("/").split("/")
    bent = [
        bare.rstrip("/"), f"/{bare}", bare.replace("/", "//"), bare.upper(), bare.lower(),
        f"/{first.upper()}/{'/'.join(rest)}/", f"{bare}.json", f"{bare}?format=json",
        f"{bare}%2e/", f"{bare}..{bare}", f"/help/..{bare}", f"{bare};x=1", f"{bare}%00",
        bare.replace("-", "%2D"), f"{bare} ", f"{bare}%20",
    ]  # fmt: skip
    return [one if "?" in one else one + tail for one in bent]


@pytest.mark.parametrize("address", BOUND[::4], ids=str)
def test_a_bent_address_leads_nowhere_else(theirs: Theirs, address) -> None:
    path = path_of(address, ANSWERS[address.name], theirs.stage)
    client = theirs.outsider()
    wrong = []
    for bent in variants(path):
        got = client.get(bent, follow=True)
        if got.status_code not in SHUT | {400} or gives_away(got, theirs, typed=path + bent):
            wrong.append((bent, got.status_code, gives_away(got, theirs, typed=path + bent)))
    assert not wrong


@pytest.mark.parametrize("address", BOUND, ids=str)
def test_no_method_tells_more_than_another(theirs: Theirs, address) -> None:
    answer = ANSWERS[address.name]
    path = path_of(address, answer, theirs.stage)
    client = theirs.outsider()
    looked = client.head(path)
    assert looked.status_code in SHUT
    assert looked.content == b""
    for got in (
        client.options(path),
        client.post(path, headers={"X-HTTP-Method-Override": "GET"}),
        attempt(client, "put", path, api=answer.api),
        client.generic("TRACE", path),
    ):
        assert not gives_away(got, theirs)
        assert got.status_code in SHUT | {200, 400}


def mixed() -> list[tuple[str, str]]:
    """Addresses of two parts, one of which can be the outsider's own record."""
    found = []
    for one in BOUND:
        values = ANSWERS[one.name].values
        if len(one.parts) > 1 and values.get("ref") in RECORDS:
            found.append((one.name, str(values["ref"])))
    return found


@pytest.mark.parametrize(("name", "of"), mixed())
def test_a_part_of_the_boys_record_is_not_found_under_ones_own(
    theirs: Theirs,
    name: str,
    of: str,
) -> None:
    """`/episodes/<one's own>/actions/<the boy's>/` and the like, read and written to."""
    address = next(one for one in BOUND if one.name == name)
    values = {
        part: theirs.boy.get(str(value), value) for part, value in ANSWERS[name].values.items()
    } | {"ref": theirs.own[of]}
    by_number = any(isinstance(value, int) for key, value in values.items() if key != "ref")
    path, client = address.path(values), theirs.outsider()
    for got in (client.get(path), client.post(path, {"submission_token": str(uuid.uuid4())})):
        assert not gives_away(got, theirs)
        if by_number and address.name not in {"profiles:version", "profiles:changes"}:
            assert got.status_code in SHUT, f"{path}: {got.status_code}"


# Forms


FORMS = {
    "papers:new": {"kind": "situation_report", "about": "{episode}"},
    "work:hand_over": {"q": "{person}"},
    "people:add": {"given_name": "Some", "person": "{person}", "then": "{person}"},
}


@pytest.mark.parametrize("name", FORMS)
def test_a_hidden_field_naming_the_boy_opens_nothing(theirs: Theirs, name: str) -> None:
    address = next(one for one in addresses() if one.name == name)
    sent = {key: value.format(**theirs.boy) for key, value in FORMS[name].items()}
    before = content()
    got = theirs.outsider().post(address.path({}), sent | {"submission_token": "x"})
    assert not gives_away(got, theirs, typed=json.dumps(sent))
    after = content()
    written = {table for table in after if after[table] != before.get(table)}
    assert not {table for table in written if table.startswith("cases_")}


def test_an_action_is_not_given_to_who_cannot_see_the_record(theirs: Theirs) -> None:
    """The list of owners is the list of who may see it; another number is no choice."""
    path = f"/episodes/{theirs.own['episode']}/oversight/"
    sent = {
        "considered": "Considered", "submission_token": str(uuid.uuid4()),
        "actions-TOTAL_FORMS": "1", "actions-INITIAL_FORMS": "0", "actions-0-what": "Ring",
        "actions-0-owner": str(theirs.cast.carer.pk), "actions-0-due_at-choice": "2026-03-06",
        "actions-0-due_at-time": "15:00",
    }  # fmt: skip
    client = theirs.client(theirs.cast.outside_manager)
    got = client.post(path, sent)
    assert got.status_code == 400
    assert "from the list" in got.content.decode()
    assert not gives_away(got, theirs)


def test_a_version_or_state_in_a_form_does_not_reach_another_record(theirs: Theirs) -> None:
    """Fields that no form has are not read: `episode`, `person`, `reference`, `state`."""
    client, boy = theirs.outsider(), theirs.boy
    sent = {
        "kind": "note", "text": "Mine", "at-choice": "2026-03-06", "at-time": "10:30",
        "submission_token": str(uuid.uuid4()), "episode": boy["episode"], "ref": boy["episode"],
        "person": boy["person"], "id": boy["action"], "state": "void",
    }  # fmt: skip
    got = client.post(f"/episodes/{theirs.own['episode']}/log/", sent)
    assert got.status_code == 302
    assert not LogEntry.objects.filter(text="Mine").exclude(
        episode__reference=theirs.own["episode"]
    )


# Reports, drafts, notices, tokens and keys of others


def test_anothers_draft_is_nobody_elses(theirs: Theirs) -> None:
    draft = theirs.boy["draft"]
    mine = theirs.outsider()
    for page in ("where", "seen", "check", "leave", "sent", "throw-away"):
        for send in (mine.get, mine.post):
            got = send(f"/report/{draft}/{page}/")
            assert not gives_away(got, theirs)
            assert got.status_code in SHUT or got.get("Location") == "/report/"
    got = mine.post(
        f"/report/{draft}/about/", {"circumstances": "x"}, headers={"X-Background": "1"}
    )
    assert got.status_code == 404
    assert ReportDraft.objects.filter(token=draft).exists()


def test_a_report_in_anothers_name_is_ones_own(theirs: Theirs) -> None:
    """A report about the boy by somebody who does not see him is kept, and tells them nothing."""
    before = Report.objects.count()
    payload = {"person": theirs.boy["person"], "by": theirs.cast.carer.pk, "episode": "E-1"}
    got = theirs.outsider().post(
        "/api/v1/reports/", json.dumps(payload), content_type="application/json"
    )
    assert not gives_away(got, theirs, typed=json.dumps(payload))
    assert got.status_code in {400, 404}
    kept = Report.objects.order_by("-pk")[: Report.objects.count() - before]
    assert all(one.by_id == theirs.cast.outsider.pk and one.episode_id is None for one in kept)


def test_anothers_notice_stays_unread(theirs: Theirs) -> None:
    number = theirs.boy["notice"]
    for sent in ({"read": "1"}, {"acknowledge": "1"}):
        got = theirs.outsider().post(f"/notices/{number}/", sent | {"submission_token": "n"})
        assert got.status_code == 404
    notice = Notice.objects.get(pk=number)
    assert (notice.read_at, notice.acknowledged_at) == (None, None)


def log_form(token: str, text: str) -> dict[str, str]:
    return {
        "kind": "note", "text": text, "at-choice": "2026-03-06", "at-time": "10:30",
        "submission_token": token,
    }  # fmt: skip


def test_anothers_submission_token_gets_ones_own_result(theirs: Theirs) -> None:
    token = str(uuid.uuid4())
    worker = theirs.client(theirs.cast.worker)
    first = worker.post(f"/episodes/{theirs.boy['episode']}/log/", log_form(token, "Of the boy"))
    assert first.status_code == 302
    second = theirs.outsider().post(
        f"/episodes/{theirs.own['episode']}/log/", log_form(token, "Of my own")
    )
    assert second.url == f"/episodes/{theirs.own['episode']}/log/"
    assert not gives_away(second, theirs)
    entry = LogEntry.objects.get(text="Of my own")
    assert entry.by == theirs.cast.outsider


def test_anothers_idempotency_key_gets_ones_own_result(theirs: Theirs) -> None:
    sent = json.dumps({"kind": "note", "at": "2026-03-06T10:30:00Z", "text": "Keyed"})
    more = {"content_type": "application/json", "headers": {"Idempotency-Key": "the-same-key"}}
    boy, own = (f"/api/v1/episodes/{one['episode']}/log/" for one in (theirs.boy, theirs.own))
    assert theirs.client(theirs.cast.worker).post(boy, sent, **more).status_code == 201
    mine = theirs.outsider()
    assert shut(mine.post(boy, sent, **more), theirs)
    got = mine.post(own, sent, **more)
    assert got.status_code == 201
    assert str(theirs.own["episode"]) in text_of(got)
    assert not gives_away(got, theirs)


@pytest.mark.parametrize("move", ["locate", "return-home", "void", "change-status", "finalise"])
def test_a_body_that_names_the_boy_moves_ones_own_or_nothing(theirs: Theirs, move: str) -> None:
    boy = theirs.boy
    body = {
        "episode": boy["episode"], "ref": boy["episode"], "reference": boy["episode"],
        "person": boy["person"], "person_ref": boy["person"], "id": 1, "by": theirs.cast.worker.pk,
    }  # fmt: skip
    before = content()["cases_episode"]
    got = theirs.outsider().post(
        f"/api/v1/episodes/{theirs.own['episode']}/{move}/", json.dumps(body),
        content_type="application/json",
    )  # fmt: skip
    assert got.status_code in {400, 403}
    assert not gives_away(got, theirs)
    assert content()["cases_episode"] == before


def test_whoever_may_is_shown_him(theirs: Theirs) -> None:
    """Or the tests above would prove nothing."""
    client = theirs.client(theirs.cast.worker)
    for address in ("/people/{person}/", "/episodes/{episode}/", "/meetings/{meeting}/"):
        assert gives_away(client.get(address.format(**theirs.boy)), theirs)
    assert not gives_away(Client().get(f"/episodes/{theirs.boy['episode']}/"), theirs)
