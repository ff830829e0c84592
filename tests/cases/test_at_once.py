"""Two people in the same second, a double tap, a second editor: one episode, nothing lost."""

import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.errors import Conflict, Invalid, Refused
from accounts.models import Submission
from cases import lifecycle, services
from cases.models import Episode, LogEntry, Report, ReportDraft
from tests.cases.conftest import receive
from tests.cases.test_lifecycle import FIELDS
from tests.cases.test_pages import signed_in
from tests.cast import Cast


def together(*works: Callable[[], Any]) -> list[Any]:
    """Run these at the same moment, each on a connection of its own; answers or errors, in
    order.
    """
    barrier, answers = threading.Barrier(len(works)), [None] * len(works)

    def run(number: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait(timeout=20)
            answers[number] = work()
        except (Conflict, Invalid, Refused) as refusal:
            answers[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_home_and_edt_report_the_same_child_at_once(real_db: dict[str, str], cast: Cast):
    answers = together(
        lambda: receive(cast), lambda: receive(cast, by=cast.edt, circumstances="A neighbour rang.")
    )
    assert Episode.objects.count() == 1
    assert sorted(report.outcome for report in answers) == ["episode", "waiting"]
    kept = {report.payload["circumstances"] for report in Report.objects.all()}
    assert "A neighbour rang." in kept
    assert len(kept) == 2


def test_two_people_record_that_he_is_back_in_the_same_second(
    real_db: dict[str, str], cast: Cast, at: Callable[[str], Any]
):
    episode = receive(cast).episode
    at("2026-03-07 12:00")
    answers = together(
        *(
            lambda user=user: lifecycle.make(
                "return_home", ref=episode.reference, by=user, **FIELDS["return_home"]
            )
            for user in (cast.carer, cast.worker)
        )
    )
    assert sorted(isinstance(one, Refused) for one in answers) == [False, True]
    assert Episode.objects.get().state == "ended"


def test_a_double_tap_on_a_form_writes_once(cast: Cast, missing: Episode):
    client, token = signed_in(cast.carer), str(uuid.uuid4())
    sent = {
        "submission_token": token,
        "kind": "note",
        "at-choice": "2026-03-06",
        "at-time": "11:10",
        "text": "Rang his phone.",
    }
    path = f"/episodes/{missing.reference}/log/"
    assert [client.post(path, sent).status_code for _ in range(2)] == [302, 302]
    assert LogEntry.objects.count() == 1
    assert Submission.objects.filter(token=token).count() == 1


def test_the_second_editor_gets_both_texts(cast: Cast, missing: Episode):
    services.correct(ref=missing.reference, by=cast.worker, version=1, clothing="Blue coat")
    with pytest.raises(Conflict) as conflict:
        services.correct(ref=missing.reference, by=cast.carer, version=1, clothing="Red coat")
    assert conflict.value.theirs.clothing == "Blue coat"


def pages_of(cast: Cast, **seen: str) -> dict[str, dict[str, str]]:
    """What a carer types on each page of the report."""
    return {
        "where": {"whereabouts": "not_known", "missing_from": "placement"},
        "seen": {
            "started_at-choice": "2026-03-06",
            "started_at-time": "11am",
            "last_seen_by": "Sam",
        }
        | seen,
        "about": {"circumstances": "Left after an argument."},
        "police": {
            "police_told": "yes",
            "police_force": "Exampleshire Police",
            "police_told_at-choice": "2026-03-06",
            "police_told_at-time": "11:20",
        },
        "you": {
            "reporter_name": "Casey Marlow",
            "reporter_relation": "carer",
            "reporter_phone": "01632 960001",
        },
    }


def walk(client: Client, cast: Cast, pages: dict[str, dict[str, str]]) -> str:
    """Through the pages to the last one; answers the address of the check."""
    path = f"/report/new/{cast.boy.reference}/"
    for sent in pages.values():
        answer = client.post(path, sent)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        path = answer["Location"]
    return path


def test_a_carers_report_from_page_to_page_with_a_double_tap_at_the_end(cast: Cast):
    client = signed_in(cast.carer)
    check = walk(client, cast, pages_of(cast))
    assert "Report Jamie as missing" in client.get(check).content.decode()
    first, second = client.post(check), client.post(check)
    assert first["Location"] == second["Location"]
    page = client.get(first["Location"]).content.decode()
    assert "Wren Ashdown" in page
    assert Episode.objects.count() == 1
    assert not ReportDraft.objects.exists()


def test_a_dropped_line_loses_no_page(cast: Cast):
    pages = pages_of(cast)
    before = {name: pages[name] for name in ("where", "seen")}
    walk(signed_in(cast.carer), cast, before)
    again = signed_in(cast.carer)  # signed out, or another device
    assert "Go on with your report about Jamie" in again.get("/report/").content.decode()
    draft = ReportDraft.objects.get()
    page = again.get(f"/report/{draft.token}/seen/").content.decode()
    assert 'value="Sam"' in page
    assert signed_in(cast.worker).get(f"/report/{draft.token}/seen/").status_code == 404


def test_a_mistake_on_a_page_is_kept_and_shown(cast: Cast):
    client = signed_in(cast.carer)
    path = walk(client, cast, {"where": pages_of(cast)["where"]})
    answer = client.post(path, {"started_at-choice": "2026-03-06", "started_at-time": "25:99"})
    assert answer.status_code == 400
    assert "25:99" in client.get(path).content.decode()


def test_the_repeated_hour_in_october_is_asked_about_and_then_kept(
    cast: Cast, at: Callable[[str], Any]
):
    at("2026-10-25 09:00")
    client = signed_in(cast.carer)
    path = walk(client, cast, {"where": pages_of(cast)["where"]})
    typed = {
        "started_at-choice": "2026-10-25",
        "started_at-time": "1:30am",
        "last_seen_by": "Sam",
    }
    assert client.post(path, typed).status_code == 400
    answer = client.post(path, typed | {"started_at-fold": "second"})
    assert answer.status_code == 302
    said = ReportDraft.objects.get().data["seen"]["said"]
    assert datetime.fromisoformat(said["started_at"]) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_what_became_of_a_waiting_report_is_said_by_who_is_on_duty(cast: Cast, missing: Episode):
    report = receive(cast, by=cast.edt, circumstances="A neighbour rang.")
    client = signed_in(cast.edt)
    assert "Reports that wait" in client.get("/").content.decode()
    path = f"/episodes/{missing.reference}/waiting/{report.pk}/"
    assert "A neighbour rang." in client.get(path).content.decode()
    answer = client.post(path, {"submission_token": str(uuid.uuid4())})
    assert answer.status_code == 302
    report.refresh_from_db()
    assert (report.outcome, report.settled_how) == ("settled", "same")
