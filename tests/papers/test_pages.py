"""Papers on the screen: asked for, waited for, taken away, and never by an outsider."""

import pytest

from accounts.models import AuditEvent
from cases import papers
from cases.models import Paper
from cases.papers import Pressed
from tests.cast import Cast
from tests.papers.conftest import post, quick, sign_in


def test_a_double_tap_asks_for_one_paper(cast: Cast, missing):
    worker = sign_in(cast.worker)
    fields = {"kind": "situation_report", "about": missing.reference, "token": "one-page"}
    first, second = (post(worker, "/papers/new/", **fields) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Paper.objects.count() == 1
    assert AuditEvent.objects.filter(verb="paper.asked").count() == 1


def test_a_page_without_its_token_asks_anew_and_makes_nothing(cast: Cast, missing):
    worker = sign_in(cast.worker)
    answer = worker.post("/papers/new/", {"kind": "situation_report", "about": missing.reference})
    assert answer.status_code == 400
    assert "out of date" in answer.content.decode()
    assert "Make the PDF" in answer.content.decode()
    assert not Paper.objects.exists()


def test_the_page_says_how_the_making_stands(cast: Cast, asked: Paper):
    worker = sign_in(cast.worker)
    page = worker.get(f"/papers/{asked.reference}/").content.decode()
    assert "is being made" in page
    assert "Look again" in page, "it works without scripts"
    assert worker.get(f"/papers/{asked.reference}/file.pdf").status_code == 404
    papers.make_due(press=quick)
    fragment = worker.get(f"/papers/{asked.reference}/state/").content.decode()
    assert "Download the PDF" in fragment
    assert "<html" not in fragment


def test_a_failure_is_said_plainly_and_can_be_tried_again(cast: Cast, asked: Paper):
    def broken(paper: Paper) -> Pressed:
        raise OSError

    papers.make_due(press=broken)
    worker = sign_in(cast.worker)
    page = worker.get(f"/papers/{asked.reference}/").content.decode()
    assert "could not be made" in page
    assert "Try again" in page
    assert post(worker, f"/papers/{asked.reference}/again/").status_code == 302
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_a_download_is_named_without_the_child_kept_nowhere_and_audited(cast: Cast, asked: Paper):
    papers.make_due(press=quick)
    answer = sign_in(cast.worker).get(f"/papers/{asked.reference}/file.pdf")
    asked.refresh_from_db()
    assert answer.content == bytes(asked.pdf)
    assert answer["Content-Type"] == "application/pdf"
    assert asked.reference in answer["Content-Disposition"]
    assert "Exemplar" not in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    given = AuditEvent.objects.get(verb="paper.given")
    assert (given.by_id, given.person_id) == (cast.worker.pk, cast.boy.pk)
    assert given.detail["sha256"] == asked.sha256


@pytest.mark.parametrize("who", ["outsider", "other_home_carer", "interviewer", "analyst"])
def test_who_may_not_see_the_boy_finds_no_paper_of_his(cast: Cast, asked: Paper, who: str):
    papers.make_due(press=quick)
    stranger = sign_in(getattr(cast, who))
    for address in ["", "state/", "file.pdf"]:
        assert stranger.get(f"/papers/{asked.reference}/{address}").status_code == 404
    assert post(stranger, f"/papers/{asked.reference}/again/").status_code == 404
    fields = {"kind": "situation_report", "about": asked.about_ref}
    assert post(stranger, "/papers/new/", **fields).status_code == 404
    assert stranger.get("/papers/new/", fields).status_code == 404
    assert Paper.objects.count() == 1
    assert not AuditEvent.objects.filter(verb="paper.given").exists()


def test_the_policy_is_asked_again_at_the_download(cast: Cast, asked: Paper):
    papers.make_due(press=quick)
    worker = sign_in(cast.worker)
    address = f"/papers/{asked.reference}/file.pdf"
    assert worker.get(address).status_code == 200
    cast.worker.memberships.update(ends_on="2026-03-01")
    assert sign_in(cast.worker).get(address).status_code == 404


def test_no_such_kind_and_no_such_paper(cast: Cast):
    worker = sign_in(cast.worker)
    assert worker.get("/papers/new/", {"kind": "recipe", "about": "E-1"}).status_code == 404
    assert worker.get("/papers/D-NOTHERE/").status_code == 404
