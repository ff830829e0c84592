"""Real transactions and processes: two workers, one killed, and the product's own role."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections, transaction

from cases import papers
from cases.models import Paper
from config.settings import BASE_DIR
from tests.cast import Cast
from tests.papers.conftest import quick

HOLD = """
import django, time
django.setup()
from cases import papers
print(papers.lease().reference, flush=True)
time.sleep(600)
"""


def test_a_worker_killed_in_the_middle_and_another_makes_it(real_db, cast: Cast, asked: Paper, at):
    worker = subprocess.Popen(
        [sys.executable, "-c", HOLD], env=real_db, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    try:
        assert worker.stdout.readline().strip() == asked.reference
        assert papers.make_due(press=quick) == 0, "the lease is the other worker's"
        worker.send_signal(signal.SIGKILL)
    finally:
        worker.kill()
        worker.wait()
        worker.stdout.close()
    assert papers.make_due(press=quick) == 0, "its lease has not run out yet"
    at("2026-03-06 11:34")
    assert papers.make_due(press=quick) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == ("made", 2)


def test_two_workers_share_what_waits(real_db, cast: Cast, missing):
    for _ in range(6):
        papers.ask(kind="situation_report", ref=missing.reference, by=cast.worker)

    def work(_: int) -> int:
        try:
            return papers.make_due(press=quick)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 6
    assert set(Paper.objects.values_list("state", "attempts")) == {("made", 1)}


@pytest.mark.parametrize(
    "statement",
    [
        "update cases_paper set content = '{}'",
        "update cases_paper set about_ref = 'E-OTHER'",
        "delete from cases_paper",
    ],
)
def test_the_product_cannot_change_what_a_paper_says(real_db, asked: Paper, statement: str):
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_paper_marked_as_made_is_whole(real_db, asked: Paper):
    with pytest.raises(DatabaseError, match="made_paper_is_whole"), transaction.atomic():
        Paper.objects.filter(pk=asked.pk).update(state="made")
