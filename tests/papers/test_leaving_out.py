"""A copy for partners with parts left out: what is gone is gone everywhere, and said to be."""

from typing import Any

import pytest

from accounts.models import AuditEvent
from cases import leaving_out, papers, services
from cases.hooks import PAPERS
from cases.models import Episode, Paper
from cases.paper_pdf import html_of
from people.models import Sharing
from profiles import services as profiles
from tests.browse import fill_in, shown, text
from tests.cast import Cast
from tests.meetings.minutes import fill, finalise, start
from tests.papers.test_giving import made
from tests.stories import signed_in, went_missing

pytestmark = pytest.mark.django_db
SECRET = "He owes money to a man in Leeds"


@pytest.fixture
def away(cast: Cast) -> Episode:
    return went_missing(cast, police_force=cast.police_force, circumstances=SECRET)


def without(cast: Cast, paper: Paper, *keys: str) -> Paper:
    worker = signed_in(cast.worker)
    page = worker.get(f"/papers/{paper.reference}/leave-out/")
    done = worker.post(f"/papers/{paper.reference}/leave-out/", shown(page) | {"keys": list(keys)})
    assert done.status_code == 302, text(done)
    return Paper.objects.get(reference=done["Location"].split("/")[2])


def test_what_is_left_out_is_gone_and_the_copy_says_so(cast: Cast, away: Episode) -> None:
    whole = made(cast, "situation_report", away.reference)
    copy = without(cast, whole, "circumstances", "contacts")
    said = html_of(copy)
    assert SECRET not in said
    assert "Whom to ask</h2>" not in said
    assert "Parts left out of this copy: Circumstances; Whom to ask" in said
    assert f"The whole is kept as {whole.reference}" in said
    whole.refresh_from_db()
    assert SECRET in html_of(whole), "the whole paper stays as it was made"
    assert copy.asked_at == whole.asked_at, "it tells how things stood then"
    assert AuditEvent.objects.get(verb="paper.parts_left_out").detail["of"] == whole.reference


def test_a_part_that_is_left_out_is_not_told_as_news_either(cast: Cast, away: Episode, at) -> None:
    made(cast, "situation_report", away.reference)
    at("2026-03-06 13:00")
    services.add_log(
        ref=away.reference, by=cast.worker, kind="note", at=away.started_at, text="Rang an aunt"
    )
    second = made(cast, "situation_report", away.reference)
    assert [line["part"] for line in second.content["since"]] == ["log"]
    assert "1 new entry in the log" in html_of(second)
    assert "new entry" not in html_of(without(cast, second, "log"))


def test_news_counts_from_the_last_whole_report(cast: Cast, away: Episode) -> None:
    without(cast, made(cast, "situation_report", away.reference), "circumstances")
    papers.make_due(press=lambda paper: papers.Pressed(b"%PDF-1.7 part", 1))
    again = made(cast, "situation_report", away.reference)
    assert again.content["since"][0]["text"].startswith("Nothing since the report of")


def test_the_copy_is_given_and_kept_as_it_went(cast: Cast, away: Episode) -> None:
    copy = without(cast, made(cast, "situation_report", away.reference), "contacts", "deadlines")
    papers.make_due(press=lambda paper: papers.Pressed(b"%PDF-1.7 part", 1))
    worker = signed_in(cast.worker)
    done = fill_in(
        worker, f"/papers/{copy.reference}/give/", to_whom="His school", to_organisation=""
    )
    sharing = Sharing.objects.get()
    assert sharing.what.startswith("Situation report, with parts left out, as things stood")
    assert worker.get(f"{done['Location']}copy/").content == b"%PDF-1.7 part"
    page = text(worker.get(f"/papers/{copy.reference}/"))
    assert "His school" in page
    assert "Next deadlines" in page, "what was left out"
    listed = text(worker.get(f"/episodes/{away.reference}/papers/"))
    assert "For partners, copy of" in listed
    assert "His school" in listed


def test_nothing_chosen_and_a_part_that_is_not_there_are_refused_in_words(
    cast: Cast, away: Episode
) -> None:
    whole = made(cast, "situation_report", away.reference)
    worker = signed_in(cast.worker)
    address = f"/papers/{whole.reference}/leave-out/"
    for keys in ([], ["photo"], ["no-such-part"]):
        answer = worker.post(address, shown(worker.get(address)) | {"keys": keys})
        assert answer.status_code == 400
        assert "There is a problem" in text(answer)
    assert Paper.objects.count() == 1


def test_a_double_tap_makes_one_copy(cast: Cast, away: Episode) -> None:
    whole = made(cast, "situation_report", away.reference)
    worker = signed_in(cast.worker)
    address = f"/papers/{whole.reference}/leave-out/"
    answers = shown(worker.get(address)) | {"keys": ["contacts"]}
    first, second = (worker.post(address, answers) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Paper.objects.count() == 2


def test_minutes_and_profile_lose_a_section(cast: Cast, away: Episode, at: Any) -> None:
    profiles.start(person=cast.boy, by=cast.carer)
    profile = made(cast, "missing_profile", cast.boy.reference)
    assert "Times missing or absent, newest first" in html_of(profile)
    assert "newest first" not in html_of(without(cast, profile, "chronology"))
    at("2026-03-06 16:00")
    worker = signed_in(cast.worker)
    meeting = start(worker, away.reference, "strategy")
    fill(worker, meeting, held="2026-03-06 15:00")
    assert finalise(worker, meeting).status_code == 302
    minutes = made(cast, "minutes", meeting.reference)
    for key, title in leaving_out.parts_of(minutes).items():
        gone = PAPERS["minutes"].parts.without(minutes.content, frozenset({key}))
        minutes_without = Paper(
            kind="minutes", reference="D-X", content=gone, asked_by=cast.worker,
            asked_at=minutes.asked_at,
        )  # fmt: skip
        assert f"<h2>{title}</h2>" in html_of(minutes)
        assert f"<h2>{title}</h2>" not in html_of(minutes_without)


@pytest.mark.parametrize("who", ["outsider", "police"])
def test_a_stranger_makes_no_copy(cast: Cast, away: Episode, who: str) -> None:
    whole = made(cast, "situation_report", away.reference)
    stranger = signed_in(getattr(cast, who))
    assert stranger.get(f"/papers/{whole.reference}/leave-out/").status_code == 404
    assert stranger.post(f"/papers/{whole.reference}/leave-out/", {}).status_code == 404
