"""What the tests of episodes share: a report as a home would send it, and an open episode of
the boy.
"""

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from cases import reports
from cases.models import Episode
from tests.cast import Cast

Payload = dict[str, Any]


def report_of(cast: Cast, **changes: Any) -> Payload:
    """The boy went missing at 11:00, half an hour before the cast's clock."""
    return {
        "person": cast.boy.reference,
        "status": "missing_placement",
        "started_at": "2026-03-06T11:00:00+00:00",
        "missing_from": "placement",
        "last_seen_by": "Sam, at breakfast",
        "circumstances": "Left after an argument about a phone.",
        "clothing": "Grey hoodie",
        "police_told": True,
        "police_force": "Exampleshire Police",
        "police_reference": "EX-104",
        "police_told_at": "2026-03-06T11:20:00+00:00",
        "reporter_name": "Casey Marlow",
        "reporter_relation": "carer",
        "reporter_phone": "01632 960001",
    } | changes


def receive(cast: Cast, *, by: Any = None, token: Any = None, **changes: Any) -> Any:
    return reports.receive(
        by=by or cast.carer,
        channel="form",
        token=token or uuid.uuid4(),
        payload=report_of(cast, **changes),
    )


@pytest.fixture
def missing(cast: Cast) -> Episode:
    """The boy's episode, reported by the carer at 11:30 and begun at 11:00."""
    return receive(cast).episode


@pytest.fixture
def absent(cast: Cast) -> Episode:
    return receive(
        cast,
        status="absent_placement",
        located_where="His aunt's",
        police_told=None,
        police_force="",
        police_reference="",
        police_told_at=None,
    ).episode


Receive = Callable[..., Any]
