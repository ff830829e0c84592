"""A paper is made once, whoever dies in the middle of it."""

import hashlib
from datetime import timedelta

import pytest

from accounts.models import AuditEvent
from cases import papers
from cases.models import Paper
from cases.papers import Pressed, Unprintable
from notifications.models import Notice
from tests.cast import Cast
from tests.papers.conftest import quick


def broken(paper: Paper) -> Pressed:
    raise OSError("the press broke")


def test_a_waiting_paper_is_made_and_its_asker_told(cast: Cast, asked: Paper):
    assert papers.make_due(press=quick) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.pages, asked.attempts) == ("made", 1, 1)
    assert asked.sha256 == hashlib.sha256(bytes(asked.pdf)).hexdigest()
    made = AuditEvent.objects.get(verb="paper.made")
    assert (made.about_ref, made.detail["sha256"]) == (asked.reference, asked.sha256)
    assert Notice.objects.get(template="paper_ready").recipient_id == cast.worker.pk
    assert papers.make_due(press=quick) == 0


def test_a_worker_that_dies_leaves_the_paper_to_another(asked: Paper, at):
    held = papers.lease()
    assert held == asked
    assert papers.lease() is None, "nobody else may have it while the lease holds"
    at("2026-03-06 11:34")
    assert papers.make_due(press=quick) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == ("made", 2)


def test_a_worker_that_comes_back_late_keeps_nothing(asked: Paper, at):
    late = papers.lease()
    at("2026-03-06 11:34")
    papers.make_due(press=quick)
    assert papers.make(late, press=lambda paper: Pressed(b"another", 9)) is False
    asked.refresh_from_db()
    assert asked.pages == 1
    assert AuditEvent.objects.filter(verb="paper.made").count() == 1


def test_the_third_failure_is_the_last_and_says_so(cast: Cast, asked: Paper):
    assert papers.make_due(press=broken) == 0
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == ("failed", 3)
    assert asked.error == papers.STOPPED
    assert AuditEvent.objects.filter(verb="paper.failed").count() == 1
    papers.ask_again(paper=asked, by=cast.worker)
    assert papers.make_due(press=quick) == 1


def test_three_dead_workers_are_a_failure_too(asked: Paper, at):
    moment = at("2026-03-06 11:30")
    for _ in range(3):
        assert papers.lease() == asked
        moment = at(moment + papers.LEASE + timedelta(seconds=1))
    assert papers.lease() is None
    asked.refresh_from_db()
    assert asked.state == "failed"


def test_what_can_never_be_printed_is_not_tried_again(asked: Paper):
    def refuses(paper: Paper) -> Pressed:
        raise Unprintable("The paper would be longer than 60 pages.")

    papers.make_due(press=refuses)
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == ("failed", 1)
    assert asked.error == "The paper would be longer than 60 pages."


def test_asking_again_touches_only_what_failed(cast: Cast, asked: Paper):
    papers.make_due(press=quick)
    papers.ask_again(paper=asked, by=cast.worker)
    asked.refresh_from_db()
    assert asked.state == "made"


def test_the_words_stay_those_of_the_moment_it_was_asked_for(asked: Paper, missing):
    missing.clothing = "A red coat"
    missing.save()
    asked.refresh_from_db()
    clothing = [one["text"] for one in asked.content["facts"] if one["label"] == "Clothing"]
    assert clothing == ["Grey hoodie"]


@pytest.mark.parametrize("limit", [1, 2])
def test_oldest_first_and_no_more_than_the_limit(cast: Cast, asked: Paper, missing, limit: int):
    later = papers.ask(kind="situation_report", ref=missing.reference, by=cast.worker)
    assert papers.make_due(press=quick, limit=limit) == limit
    later.refresh_from_db()
    assert later.state == ("waiting" if limit == 1 else "made")
