"""Posting: once under a key, in sets, in the caller's transaction."""

import pytest
from django.db import transaction

from notifications import outbox, queries, services
from notifications.models import Delivery, Notice
from notifications.outbox import Post
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def post(cast: Cast, key: str = "k", template: str = "found") -> int:
    return outbox.post(
        template=template,
        recipients=[cast.worker.pk, cast.iro.pk, cast.worker.pk],
        key=key,
        ids={"episode": "E-7K3M2Q9X"},
        person_id=cast.boy.pk,
    )


def test_a_notice_is_posted_once_for_each(cast: Cast) -> None:
    assert post(cast) == 2
    assert post(cast) == 0
    assert Notice.objects.count() == Delivery.objects.count() == 2


def test_it_lives_or_dies_with_the_transaction(cast: Cast) -> None:
    with transaction.atomic():
        post(cast)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_nobody_to_tell_is_no_error(cast: Cast) -> None:
    assert outbox.post(template="found", recipients=[], key="k", ids={}) == 0
    assert outbox.post(template="found", recipients=[987654321], key="k", ids={}) == 0


def test_a_message_nobody_wrote_is_refused(cast: Cast) -> None:
    with pytest.raises(KeyError):
        post(cast, template="lost_and_found")


def test_who_may_not_sign_in_gets_no_mail(cast: Cast) -> None:
    cast.iro.is_active = False
    cast.iro.save()
    assert post(cast) == 2
    assert Delivery.objects.get().notice.recipient == cast.worker


def test_some_messages_stay_in_the_inbox(cast: Cast) -> None:
    post(cast, template="paper_ready")
    assert not Delivery.objects.exists()


def test_a_superseded_one_is_kept_and_neither_shown_nor_sent(cast: Cast) -> None:
    outbox.post_many([Post("found", cast.worker.pk, "k", superseded=True)])
    assert Notice.objects.count() == 1
    assert not Delivery.objects.exists()
    assert queries.inbox(cast.worker) == []
    assert queries.unread_count(cast.worker) == 0


def test_the_inbox_is_ones_own_newest_first_by_pages(cast: Cast) -> None:
    for number in range(queries.PAGE + 5):
        post(cast, key=f"k{number}")
    page = queries.inbox(cast.worker)
    assert len(page) == queries.PAGE + 1
    assert page[0].key == f"k{queries.PAGE + 4}"
    rest = queries.inbox(cast.worker, before_id=page[queries.PAGE - 1].pk)
    assert [notice.key for notice in rest] == [f"k{number}" for number in (4, 3, 2, 1, 0)]
    assert queries.inbox(cast.outsider) == []
    assert queries.notice_of(cast.outsider, page[0].pk) is None


def test_read_and_acknowledged_once_and_only_by_its_recipient(cast: Cast) -> None:
    from accounts.errors import Refused
    from accounts.models import AuditEvent

    post(cast)
    notice = queries.inbox(cast.worker)[0]
    with pytest.raises(Refused):
        services.mark_read(notice, cast.iro)
    with pytest.raises(Refused):
        services.acknowledge(notice, cast.iro)
    services.acknowledge(notice, cast.worker)
    services.acknowledge(notice, cast.worker)
    assert AuditEvent.objects.filter(verb="notice.acknowledged").count() == 1
    assert queries.unread_count(cast.worker) == 0
    assert services.mark_all_read(by=cast.iro) == 1
