"""Every page of the room opens for those it is for, and for nobody else."""

import pytest
from django.test import Client

from cases.models import Episode
from tests.cast import Cast

PARTS = ["", "doing/", "log/", "papers/", "history/"]
ACTS = [
    "located/",
    "back/",
    "end/",
    "status/",
    "void/",
    "oversight/",
    "risk/",
    "told/",
    "ask-again/",
    "correct/",
]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("part", [*PARTS, *ACTS])
def test_a_manager_opens_every_page_of_the_episode(cast: Cast, missing: Episode, part: str):
    answer = signed_in(cast.manager).get(f"/episodes/{missing.reference}/{part}")
    assert answer.status_code == 200, answer.content[-2000:]
    assert missing.reference in answer.content.decode()


@pytest.mark.parametrize("part", [*PARTS, *ACTS])
def test_an_outsider_finds_nothing(cast: Cast, missing: Episode, part: str):
    for user in (cast.outsider, cast.other_home_carer, cast.interviewer):
        answer = signed_in(user).get(f"/episodes/{missing.reference}/{part}")
        assert answer.status_code == 404, (user, part)


@pytest.mark.parametrize(
    "path",
    ["/", "/notices/", "/missing-now/", "/missing-now/part/", "/episodes/", "/people/", "/report/"],
)
def test_lists_open_and_show_only_what_is_visible(cast: Cast, missing: Episode, path: str):
    assert signed_in(cast.manager).get(path).status_code == 200
    answer = signed_in(cast.outsider).get(path)
    assert answer.status_code == 200
    assert "Exemplar" not in answer.content.decode()


def test_the_board_and_the_persons_page_show_who_is_missing(cast: Cast, missing: Episode):
    client = signed_in(cast.worker)
    assert "Jamie Exemplar" in client.get("/missing-now/").content.decode()
    page = client.get(f"/people/{cast.boy.reference}/").content.decode()
    assert "MISP" in page
    assert "Missing now" in page
    assert client.get(f"/people/{cast.boy.reference}/history/").status_code == 200
    assert signed_in(cast.outsider).get(f"/people/{cast.boy.reference}/").status_code == 404


def test_a_refusal_says_why(cast: Cast, missing: Episode):
    answer = signed_in(cast.carer).get(f"/episodes/{missing.reference}/oversight/")
    assert answer.status_code == 403
    assert "Your role cannot record a manager" in answer.content.decode()
