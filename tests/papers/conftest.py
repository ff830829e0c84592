"""A boy who is missing, and the papers about him."""

import uuid
from typing import Any

import pytest
from django.test import Client

from cases import papers
from cases.models import Episode, Paper
from cases.papers import Pressed
from tests.cases.conftest import receive
from tests.cast import Cast


def sign_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, address: str, *, token: str = "", **fields: Any) -> Any:
    """As a browser posts it: with the page's token."""
    return client.post(address, {"submission_token": token or str(uuid.uuid4()), **fields})


def quick(paper: Paper) -> Pressed:
    """A press that takes no time."""
    return Pressed(pdf=b"%PDF-1.7 " + paper.reference.encode(), pages=1)


@pytest.fixture
def missing(cast: Cast) -> Episode:
    """The boy's episode, reported by the carer at 11:30 and begun at 11:00."""
    return receive(cast).episode


@pytest.fixture
def asked(cast: Cast, missing: Episode) -> Paper:
    return papers.ask(kind="situation_report", ref=missing.reference, by=cast.worker)
