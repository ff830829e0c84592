"""What somebody wrote themselves stays theirs to read, and nothing that came after it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from accounts.clock import now, today
from accounts.models import AuditEvent
from cases import services as cases
from cases.models import Episode, LogEntry, Report
from people import services
from people.models import Person
from tests.access.stage import report
from tests.cast import Cast
from tests.stories import signed_in

pytestmark = pytest.mark.django_db
LATER = "Found at an address in Elsewhere Road"


@pytest.fixture
def written(cast: Cast) -> Report:
    """The carer reported the boy and wrote into the log; afterwards others did."""
    kept = report(cast, by=cast.carer, started="2026-03-06 10:00")
    entry = {"ref": kept.episode.reference, "kind": "contact_attempt", "at": now()}
    cases.add_log(by=cast.carer, text="His phone is <off>", **entry)
    cases.add_log(by=cast.worker, text=LATER, **entry)
    return kept


def moved_on(cast: Cast, at) -> Client:
    """The boy lives in another home since: the carer sees his record no more."""
    services.place(
        person=cast.boy, kind="home", home=cast.other_home, starts_on=today(), by=cast.coordinator
    )
    at("2026-03-09 10:00")
    return signed_in(cast.carer)


def page(client: Client, address: str = "/my-words/") -> str:
    got = client.get(address)
    assert got.status_code == 200
    return got.content.decode()


def test_while_they_see_the_record_there_is_nothing_here(cast: Cast, written: Report) -> None:
    assert "you still see everybody" in page(signed_in(cast.carer))


def test_their_own_words_and_no_others(cast: Cast, written: Report, at) -> None:
    client = moved_on(cast, at)
    assert client.get(f"/people/{cast.boy.reference}/").status_code == 404
    own = page(client)
    assert "Jamie Exemplar: your report" in own
    assert "Left by the back door after a quarrel" in own
    assert "His phone is &lt;off&gt;" in own
    assert LATER not in own
    assert cast.boy.reference not in own
    assert written.episode.reference not in own


def test_the_whole_report_as_it_was_sent(cast: Cast, written: Report, at) -> None:
    client = moved_on(cast, at)
    Episode.objects.filter(pk=written.episode_id).update(circumstances=LATER)
    own = page(client, f"/my-words/reports/{written.token}/")
    assert "Left by the back door after a quarrel" in own
    assert "01632 960001" in own
    assert LATER not in own
    led = client.get(f"/report/{written.token}/sent/")
    assert led.url == f"/my-words/reports/{written.token}/"


def test_nobody_reads_anothers_words(cast: Cast, written: Report, at) -> None:
    moved_on(cast, at)
    for other in (cast.worker, cast.head, cast.other_home_carer, cast.governance):
        client = signed_in(other)
        assert client.get(f"/my-words/reports/{written.token}/").status_code == 404
        assert "back door" not in page(client)


def test_the_name_is_the_one_they_knew(cast: Cast, written: Report, at) -> None:
    """A later name may be the very thing that must not come out: an adoption, a move to safety."""
    boy = Person.objects.get(pk=cast.boy.pk)
    boy.given_name, boy.family_name = "Rowan", "Newname"
    boy.save()
    own = page(moved_on(cast, at))
    assert "Jamie Exemplar" in own
    assert "Newname" not in own


def test_of_a_restricted_record_no_name(cast: Cast, written: Report, at) -> None:
    Person.objects.filter(pk=cast.boy.pk).update(restricted=True)
    own = page(moved_on(cast, at))
    assert "Somebody whose record is restricted: your report" in own
    assert "Jamie" not in own


def test_a_report_that_became_no_episode_is_theirs_too(cast: Cast, at) -> None:
    Report.objects.create(
        token=uuid.uuid4(), channel="form", by=cast.carer, at=now(), outcome="refused", said="No",
        payload={"person": cast.boy.reference, "circumstances": "Gone again", "status": "x"},
    )  # fmt: skip
    assert "Gone again" not in page(signed_in(cast.carer))
    own = page(moved_on(cast, at))
    assert "Jamie Exemplar: your report" in own
    assert "Gone again" in own


def test_a_report_about_nobody_known_is_shown_without_a_name(cast: Cast) -> None:
    Report.objects.create(
        token=uuid.uuid4(), channel="api", by=cast.carer, at=now(), outcome="refused", said="No",
        payload={"person": "P-NOBODY00", "circumstances": "Somebody"},
    )  # fmt: skip
    assert "Somebody whose record is not here any more" in page(signed_in(cast.carer))


def test_pages_by_date_miss_nothing_and_repeat_nothing(cast: Cast, written: Report, at) -> None:
    moment = now()
    LogEntry.objects.bulk_create(
        LogEntry(episode=written.episode, kind="note", at=moment, text=f"Entry {number:03}",
                 by=cast.carer, written_at=moment - timedelta(minutes=number // 10))
        for number in range(60)
    )  # fmt: skip
    client = moved_on(cast, at)
    seen: list[str] = []
    address = "/my-words/"
    while address:
        own = page(client, address)
        seen += re.findall(r"Entry (\d{3})", own)
        following = re.findall(r'href="(\?before=[^"]+)"', own)
        address = f"/my-words/{following[0]}" if following else ""
    assert sorted(seen) == [f"{number:03}" for number in range(60)]


def test_reading_them_is_on_the_record(cast: Cast, written: Report, at) -> None:
    page(moved_on(cast, at))
    event = AuditEvent.objects.filter(verb="looked_at").latest("pk")
    assert (event.by_id, event.person_id) == (cast.carer.pk, cast.boy.pk)
    assert event.detail == {"what": "own words"}


def test_the_way_there_is_on_the_account_and_where_a_record_is_closed(cast: Cast) -> None:
    client = signed_in(cast.carer)
    assert "/my-words/" in page(client, "/account/")
    assert "/my-words/" in client.get("/people/P-NOBODY00/").content.decode()
