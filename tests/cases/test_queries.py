"""Lists ask a fixed number of questions, however long they are; the nightly look finds what it
should.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import watch
from cases.models import Episode
from deadlines.models import Deadline
from notifications.models import Notice
from tests.cases.conftest import receive
from tests.cases.test_pages import signed_in
from tests.cast import Cast

BUDGET = Path(__file__).parent.parent / "query_budget.json"
PAGES = ["/", "/notices/", "/missing-now/", "/episodes/", "/people/", "/report/"]


def asked(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


@pytest.mark.parametrize("path", PAGES)
def test_a_list_asks_no_more_when_it_is_longer(cast: Cast, path: str):
    client = signed_in(cast.coordinator)
    receive(cast)
    one = asked(client, path)
    receive(cast, by=cast.edt, person=cast.sister.reference)
    receive(cast, by=cast.edt, person=cast.other_child.reference)
    several = asked(client, path)
    assert several <= one
    assert several <= json.loads(BUDGET.read_text())[path]


def test_the_nightly_look_finds_an_open_episode_without_a_deadline(cast: Cast, missing: Episode):
    assert watch.nightly_check() == 0
    Deadline.objects.filter(episode_id=missing.pk).update(
        state="settled", closed_at=missing.reported_at, look_at=None
    )
    assert watch.nightly_check() == 1
    assert watch.nightly_check() == 1
    notices = Notice.objects.filter(template="unwatched", recipient=cast.coordinator)
    assert notices.count() == 1
