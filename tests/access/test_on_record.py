"""Every look at a person's record is on record: each page and API call that shows one, asked."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import AuditEvent
from accounts.on_record import BACKGROUND, LISTS, OUT_OF_REACH
from people.models import Person
from tests.access.addresses import Address, addresses
from tests.access.all_answers import ANSWERS
from tests.access.stage import BACKEND, Stage
from tests.access.test_every_url import path_of

BY_NAME = {one.name: one for one in addresses() if not one.of_the_admin}
# Whose record an address shows, by the name of the value that fills it; others show nobody's.
SISTERS = {"draft"}
NOBODYS = {"colleague", "hand_over", "planned", "notice", "asked"}
# Addresses with a part of their own that show nobody's record, and why.
NO_RECORD = {
    "cases:sheet": "a list with an event of its own: who read the sheet",
    "people:suggest": "a search with an event of its own",
    "cases:emergency_ask": "asks why, and shows nothing of the record before it is opened",
    "cases:list_csv": "asks why; the file has an event of its own",
    "cases:saved_view": "a user's own filters",
    "cases:saved_view_save": "a user's own filters",
    "cases:saved_views": "a user's own filters",
    "account_reset_password_from_key": "a link from a mail",
    "mailbox:message": "a laptop's mails, which name nobody",
}
OPENED = [
    one
    for name, one in sorted(BY_NAME.items())
    if (answer := ANSWERS.get(name)) is not None
    and (answer.values or answer.query)
    and answer.get == 200
    and not answer.post_only
    and name not in NO_RECORD.keys() | BACKGROUND | LISTS.keys()
    and not NOBODYS & {str(value) for value in answer.values.values()}
]


def asked(stage: Stage, address: Address, **headers: str) -> tuple[Client, str, str]:
    """A client of somebody for whom it opens, who they are, and the path."""
    answer = ANSWERS[address.name]
    part = min(answer.opens)
    client = Client(raise_request_exception=False, headers=headers)
    client.force_login(stage.cast.staff()[part], backend=BACKEND)
    return client, part, path_of(address, answer, stage)


def whose(stage: Stage, address: Address) -> Person:
    values = {str(value) for value in ANSWERS[address.name].values.values()}
    return stage.cast.sister if SISTERS & values else stage.cast.boy


def left(stage: Stage, work: Callable[[], object]) -> list[AuditEvent]:
    """The events that this left behind."""
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    work()
    return list(AuditEvent.objects.filter(pk__gt=last).order_by("pk"))


def test_the_sweep_finds_its_addresses() -> None:
    assert len(OPENED) > 40
    assert {"cases:log", "cases:person_history", "papers:paper", "meetings:section"} <= {
        one.name for one in OPENED
    }
    assert LISTS.keys() <= BY_NAME.keys()
    assert BY_NAME.keys() >= BACKGROUND


@pytest.mark.parametrize("address", OPENED, ids=str)
def test_whoever_opens_a_record_is_on_it(stage: Stage, address: Address) -> None:
    client, part, path = asked(stage, address)
    events = left(stage, lambda: client.get(path))
    about = [one for one in events if one.person_id == whose(stage, address).pk]
    assert about, f"{address} {path} was opened by {part} and nothing says so: {events}"
    assert {one.by_id for one in about} == {stage.cast.staff()[part].pk}
    assert len(about) == 1, "once a page"
    if about[0].verb == "looked_at":
        assert about[0].detail["what"]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_whoever_looks_through_a_list_is_on_record(stage: Stage, name: str) -> None:
    client, part, path = asked(stage, BY_NAME[name])
    (event,) = left(stage, lambda: client.get(f"{path.partition('?')[0]}?state=open&before=x"))
    assert (event.verb, event.by_id) == ("listed", stage.cast.staff()[part].pk)
    assert event.detail == {"what": LISTS[name], "filters": {"state": "open"}}


def test_what_a_page_fetches_by_itself_is_no_look(stage: Stage) -> None:
    for name in sorted(BACKGROUND):
        client, _, path = asked(stage, BY_NAME[name], **{"X-Background": "1"})
        assert left(stage, lambda: client.get(path)) == []  # noqa: B023  # asked at once


def test_nobody_reads_unseen_by_saying_that_it_was_the_page(stage: Stage) -> None:
    for name in ("cases:person", "cases:episode", "episodes_api:episode", "cases:log"):
        client, _, path = asked(stage, BY_NAME[name], **{"X-Background": "1"})
        (event,) = left(stage, lambda: client.get(path))  # noqa: B023
        assert event.verb == "looked_at"
    client, _, path = asked(stage, BY_NAME["cases:log"], **{"X-Background": "1"})
    (event,) = left(stage, lambda: client.post(path, {}))
    assert (event.verb, event.detail["page"]) == ("looked_at", "cases:log")


@pytest.mark.parametrize(
    "name", ["cases:person", "cases:episode", "meetings:meeting", "returns:interview",
             "papers:paper", "profiles:profile", "episodes_api:episode"],
)  # fmt: skip
def test_who_tries_what_is_out_of_reach_is_on_record(stage: Stage, name: str) -> None:
    """The answer says that it is not there; the trail says who asked for whom."""
    path = path_of(BY_NAME[name], ANSWERS[name], stage)
    client = Client()
    client.force_login(stage.cast.other_home_carer, backend=BACKEND)
    (event,) = left(stage, lambda: client.get(path))
    assert (event.verb, event.by_id) == ("refused", stage.cast.other_home_carer.pk)
    assert (event.person_id, event.detail["reason"]) == (stage.cast.boy.pk, OUT_OF_REACH)
    assert event.detail["path"] == path
    guessed = path.replace(path.split("/")[-2], "E-AAAAAAAA")
    assert left(stage, lambda: client.get(guessed)) == []


def test_a_refusal_says_about_whom(stage: Stage) -> None:
    path = path_of(BY_NAME["cases:finalise"], ANSWERS["cases:finalise"], stage)
    client = Client()
    client.force_login(stage.cast.carer, backend=BACKEND)
    (event,) = left(stage, lambda: client.get(path))
    assert (event.verb, event.person_id) == ("refused", stage.cast.boy.pk)
    assert event.about_ref == stage.values["answered"]


def test_a_form_from_elsewhere_is_a_refusal_too(stage: Stage) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(stage.cast.worker, backend=BACKEND)
    path = path_of(BY_NAME["cases:log"], ANSWERS["cases:log"], stage)
    (event,) = left(stage, lambda: client.post(path, {"text": "x"}))
    assert (event.verb, event.by_id) == ("refused", stage.cast.worker.pk)
    assert event.detail["path"] == path


def test_a_wrong_part_of_a_record_within_reach_accuses_nobody(stage: Stage) -> None:
    client = Client()
    client.force_login(stage.cast.worker, backend=BACKEND)
    wrong = f"/people/{stage.cast.boy.reference}/profile/no-such-section/"
    answers = []
    assert left(stage, lambda: answers.append(client.get(wrong).status_code)) == []
    assert answers == [404]
