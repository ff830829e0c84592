"""A worker who holds something of every kind, and a colleague who could take it."""

from datetime import timedelta

import pytest
from django.db import transaction

from accounts.clock import now
from accounts.models import User
from cases import drafts
from cases.models import Episode
from cases.oversight_services import NewAction, oversee
from deadlines.models import Deadline
from deadlines.services import reassign
from meetings import services as meetings
from notifications.outbox import post
from tests.cast import Cast, user
from tests.stories import went_missing


@pytest.fixture
def colleague(cast: Cast) -> User:
    return user("Tamsin Newcome", cast.team, "social_worker")


@pytest.fixture
def laden(cast: Cast) -> Episode:
    """The boy is missing, and his worker holds one or more of every kind of thing."""
    episode = went_missing(cast)
    oversee(
        ref=episode.reference, by=cast.manager, considered="Considered",
        actions=[NewAction("Ring his aunt", now() + timedelta(hours=3), owner=cast.worker)],
    )  # fmt: skip
    with transaction.atomic():
        duty = Deadline.objects.filter(episode_id=episode.pk, rule="strategy_limit").get()
        reassign(deadline=duty, to=cast.worker, by=cast.manager, why="Knows him")
        post(
            template="missing_reported", recipients=[cast.worker.pk], key="urgent", priority=0,
            ids={"episode": episode.reference}, person_id=cast.boy.pk,
        )  # fmt: skip
    meetings.start(
        episode_ref=episode.reference, kind="multi_agency", by=cast.worker,
        planned_for=now() + timedelta(days=1),
    )  # fmt: skip
    drafts.start(by=cast.worker, person=cast.boy)
    Episode.objects.filter(pk=episode.pk).update(worker=cast.worker)
    return episode
