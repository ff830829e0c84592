"""The nightly look finds what it should."""

from cases import watch
from cases.models import Episode
from deadlines.models import Deadline
from notifications.models import Notice
from tests.cast import Cast


def test_the_nightly_look_finds_an_open_episode_without_a_deadline(cast: Cast, missing: Episode):
    assert watch.nightly_check() == 0
    Deadline.objects.filter(episode_id=missing.pk).update(
        state="settled", closed_at=missing.reported_at, look_at=None
    )
    assert watch.nightly_check() == 1
    assert watch.nightly_check() == 1
    notices = Notice.objects.filter(template="unwatched", recipient=cast.coordinator)
    assert notices.count() == 1
