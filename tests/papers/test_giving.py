"""Giving a paper or a file to somebody outside: one page, filled in, nothing goes unrecorded."""

from typing import Any

import pytest

from accounts.models import AuditEvent
from cases import papers
from cases.models import Episode, Paper
from deadlines.models import Deadline
from people import sharing_queries
from people.models import Sharing, StoredFile
from profiles import services as profiles
from profiles.models import ProfileSending
from tests.browse import fill_in, shown, text
from tests.cast import Cast
from tests.meetings.minutes import fill, finalise, pages, start
from tests.papers.conftest import quick
from tests.people.test_file_pages import added
from tests.stories import signed_in, went_missing

pytestmark = pytest.mark.django_db


@pytest.fixture
def away(cast: Cast) -> Episode:
    return went_missing(cast, police_force=cast.police_force)


def made(cast: Cast, kind: str, ref: str, by: Any = None) -> Paper:
    paper = papers.ask(kind=kind, ref=ref, by=by or cast.worker)
    papers.make_due(press=quick)
    paper.refresh_from_db()
    return paper


def test_at_night_a_carer_gives_the_police_the_profile_by_one_button(
    cast: Cast, away: Episode
) -> None:
    profiles.start(person=cast.boy, by=cast.carer)
    paper = made(cast, "missing_profile", cast.boy.reference, by=cast.carer)
    carer = signed_in(cast.carer)
    assert f"/papers/{paper.reference}/give/" in text(carer.get(f"/papers/{paper.reference}/"))
    page = carer.get(f"/papers/{paper.reference}/give/")
    assert "<details" in text(page), "basis and consent are folded, for they are filled in"
    done = carer.post(f"/papers/{paper.reference}/give/", shown(page))
    sharing = Sharing.objects.get()
    assert done["Location"] == f"/sharing/{sharing.reference}/"
    assert (sharing.to_organisation, sharing.basis, sharing.kind, sharing.by) == (
        cast.police_force, "vital_interests", "by_hand", cast.carer,
    )  # fmt: skip
    assert sharing.source == paper.reference
    assert sharing_queries.content_of(sharing) == bytes(paper.pdf)
    assert carer.get(f"/sharing/{sharing.reference}/copy/").content == bytes(paper.pdf)
    police = signed_in(cast.police)
    assert police.get(f"/shared-with-you/{sharing.reference}/copy/").content == bytes(paper.pdf)
    sending = ProfileSending.objects.get()
    assert (sending.sharing, sending.way) == (sharing, "in_person")
    assert Deadline.objects.get(rule="profile_sent", episode_id=away.pk).state == "met"


def test_a_profile_given_to_a_school_is_not_one_sent_to_the_police(
    cast: Cast, away: Episode
) -> None:
    profiles.start(person=cast.boy, by=cast.carer)
    paper = made(cast, "missing_profile", cast.boy.reference, by=cast.carer)
    answers = {"to_organisation": "", "to_whom": "The school nurse"}
    fill_in(signed_in(cast.carer), f"/papers/{paper.reference}/give/", **answers)
    assert Sharing.objects.get().to_organisation is None
    assert not ProfileSending.objects.exists()
    assert Deadline.objects.get(rule="profile_sent", episode_id=away.pk).state == "open"


def test_a_double_tap_gives_it_once(cast: Cast, away: Episode) -> None:
    paper = made(cast, "situation_report", away.reference)
    worker = signed_in(cast.worker)
    answers = shown(worker.get(f"/papers/{paper.reference}/give/"))
    first, second = (worker.post(f"/papers/{paper.reference}/give/", answers) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Sharing.objects.count() == 1


def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast: Cast, away: Episode) -> None:
    paper = made(cast, "situation_report", away.reference)
    page = fill_in(
        signed_in(cast.worker), f"/papers/{paper.reference}/give/", to_whom="", why="To look there",
        consent="overridden",
    )  # fmt: skip
    assert page.status_code == 400
    assert "Enter who it is for" in text(page)
    assert "Enter why it has to be shared all the same" in text(page)
    assert shown(page)["why"] == "To look there"
    assert not Sharing.objects.exists()


def test_a_download_for_oneself_is_a_read_and_no_sharing(cast: Cast, away: Episode) -> None:
    paper = made(cast, "situation_report", away.reference)
    assert signed_in(cast.worker).get(f"/papers/{paper.reference}/file.pdf").status_code == 200
    assert AuditEvent.objects.filter(verb="paper.given").count() == 1
    assert not Sharing.objects.exists()


def test_a_photo_is_given_like_a_paper(cast: Cast, away: Episode) -> None:
    photo: StoredFile = added(cast)
    carer = signed_in(cast.carer)
    assert f"/files/{photo.reference}/give/" in text(carer.get(f"/files/{photo.reference}/"))
    fill_in(carer, f"/files/{photo.reference}/give/")
    sharing = Sharing.objects.get()
    assert sharing.what.startswith("Photo of the person: On his bike")
    assert sharing.copy.media_type == "image/jpeg"
    assert sharing.copy.sha256 == photo.sha256


def test_minutes_go_to_those_who_were_there_each_on_record(cast: Cast, away: Episode, at) -> None:
    at("2026-03-06 16:00")
    worker = signed_in(cast.worker)
    meeting = start(worker, away.reference, "strategy")
    came = {
        "rows-TOTAL_FORMS": "2", "rows-1-name": "Sgt Blythe", "rows-1-role": "Sergeant",
        "rows-1-agency": "Exampleshire Police", "rows-1-attended": "on",
    }  # fmt: skip
    typed = pages(meeting, held="2026-03-06 15:00")["attendance"] | came
    fill(worker, meeting, held="2026-03-06 15:00", extra={"attendance": typed})
    assert finalise(worker, meeting).status_code == 302
    paper = made(cast, "minutes", meeting.reference)
    address = f"/papers/{paper.reference}/give/"
    page = worker.get(address)
    assert "Sgt Blythe, Sergeant, Exampleshire Police" in text(page)
    nobody = worker.post(address, shown(page))
    assert nobody.status_code == 400
    assert "Select who it is for" in text(nobody)
    done = worker.post(address, shown(nobody) | {"known": ["0", "1"], "to_whom": "His school"})
    assert done["Location"] == f"/people/{cast.boy.reference}/sharing/"
    given = Sharing.objects.order_by("pk")
    assert [one.to_whom.split(",")[0] for one in given] == [
        "Wren Ashdown", "Sgt Blythe", "His school",
    ]  # fmt: skip
    assert {(one.kind, one.copy_id) for one in given} == {("minutes", given[0].copy_id)}


@pytest.mark.parametrize("who", ["outsider", "other_home_carer", "police", "governance"])
def test_a_stranger_gives_nothing_away(cast: Cast, away: Episode, who: str) -> None:
    paper = made(cast, "situation_report", away.reference)
    stranger = signed_in(getattr(cast, who))
    assert stranger.get(f"/papers/{paper.reference}/give/").status_code == 404
    assert stranger.post(f"/papers/{paper.reference}/give/", {}).status_code == 404


def test_who_only_watches_is_refused_in_words(cast: Cast, away: Episode) -> None:
    paper = made(cast, "situation_report", away.reference)
    refused = signed_in(cast.director).get(f"/papers/{paper.reference}/give/")
    assert refused.status_code == 403
    assert "share from this record" in text(refused)
    page = text(signed_in(cast.director).get(f"/papers/{paper.reference}/"))
    assert "/give/" not in page
