"""Sending: what is leased is sent once, what fails is tried again or given up, nothing is lost."""

import smtplib
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends import locmem

from accounts.clock import now
from notifications import delivery, health, outbox
from notifications.models import Delivery
from tests.cast import Cast
from tests.deadlines.story import At

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(cast: Cast) -> Delivery:
    """One mail to the worker that waits to be sent."""
    return post(cast, "k")


def post(cast: Cast, key: str, priority: int = 1) -> Delivery:
    outbox.post(
        template="found",
        recipients=[cast.worker.pk],
        key=key,
        ids={"episode": "E-7K3M2Q9X"},
        priority=priority,
    )
    return Delivery.objects.get(notice__key=key)


class Server:
    """A mail server that fails as it is told, for as long as it is told."""

    problem: Exception | None = None
    unreachable = False


class Backend(locmem.EmailBackend):
    def open(self) -> bool:
        if Server.unreachable:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if Server.problem is not None:
            raise Server.problem
        return super().send_messages(messages)


@pytest.fixture
def server(settings: object, monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    settings.EMAIL_BACKEND = "tests.notifications.test_delivery.Backend"
    monkeypatch.setattr(Server, "problem", None)
    monkeypatch.setattr(Server, "unreachable", False)
    return Server


def test_it_is_sent_once_under_its_own_message_id(waiting: Delivery) -> None:
    assert delivery.deliver_all() == 1
    assert delivery.deliver_all() == 0
    waiting.refresh_from_db()
    assert waiting.state == "sent"
    assert waiting.sent_at == now()
    sent = mail.outbox[0]
    assert sent.extra_headers["Message-ID"] == f"<{waiting.pk}@127.0.0.1>"
    assert sent.to == ["wren.ashdown@example.test"]
    assert "/episodes/E-7K3M2Q9X/" in sent.body


def test_the_highest_risk_goes_first(cast: Cast) -> None:
    usual, high = post(cast, "usual"), post(cast, "high", priority=0)
    delivery.deliver_all()
    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert [str(high.pk) in ids[0], str(usual.pk) in ids[1]] == [True, True]


def test_killed_between_send_and_mark_it_goes_again_under_the_same_id(
    waiting: Delivery, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(delivery, "_mark", die)
        with pytest.raises(Killed):
            delivery.deliver()
    assert delivery.deliver_all() == 0, "the lease still stands"
    at(now() + timedelta(minutes=delivery.LEASE_MINUTES))
    assert delivery.deliver_all() == 1
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == ("sent", 2)


def test_whoever_lost_the_lease_marks_nothing(waiting: Delivery, at: At) -> None:
    with delivery.connection.cursor() as cursor:
        cursor.execute(delivery.LEASE, [50, 5, 5])
        slow = delivery.Leased(*cursor.fetchone())
    at(now() + timedelta(minutes=5))
    delivery.deliver_all()
    delivery._mark(slow, state="failed", error="too late")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == ("sent", "")


def test_a_passing_failure_is_tried_again_with_growing_waits_and_then_given_up(
    waiting: Delivery, at: At, server: type[Server]
) -> None:
    server.problem = smtplib.SMTPServerDisconnected("gone")
    for wait in delivery.WAITS:
        assert delivery.deliver_all() == 1
        waiting.refresh_from_db()
        assert waiting.state == "waiting"
        assert waiting.next_at == now() + timedelta(minutes=wait)
        assert delivery.deliver_all() == 0
        at(waiting.next_at)
    delivery.deliver_all()
    waiting.refresh_from_db()
    assert waiting.state == "failed"
    assert health.of_outbox()["failed"] == 1
    assert health.latest_failures() == [waiting]


def test_a_server_that_cannot_be_reached_costs_a_try_and_loses_nothing(
    waiting: Delivery, at: At, server: type[Server]
) -> None:
    server.unreachable = True
    delivery.deliver_all()
    server.unreachable = False
    at(now() + timedelta(minutes=1))
    delivery.deliver_all()
    waiting.refresh_from_db()
    assert waiting.state == "sent"


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"no such user")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"greylisted")}), "waiting"),
        (smtplib.SMTPDataError(554, b"rejected"), "failed"),
        (smtplib.SMTPDataError(451, b"try later"), "waiting"),
        (smtplib.SMTPSenderRefused(530, b"sign in first", "homeward"), "waiting"),
        (TimeoutError(), "waiting"),
    ],
)
def test_what_can_never_be_sent_fails_at_once(
    waiting: Delivery, server: type[Server], problem: Exception, state: str
) -> None:
    server.problem = problem
    delivery.deliver_all()
    waiting.refresh_from_db()
    assert waiting.state == state
    assert "a@b" not in waiting.error, "no address in a list of errors"


def test_who_left_since_gets_no_mail(waiting: Delivery, cast: Cast) -> None:
    cast.worker.is_active = False
    cast.worker.save()
    delivery.deliver_all()
    waiting.refresh_from_db()
    assert waiting.state == "superseded"
    assert mail.outbox == []


def test_one_that_cannot_be_written_holds_up_no_other(waiting: Delivery, cast: Cast) -> None:
    waiting.notice.template = "gone"
    waiting.notice.save()
    other = post(cast, "other")
    delivery.deliver_all()
    other.refresh_from_db()
    waiting.refresh_from_db()
    assert (other.state, waiting.state) == ("sent", "waiting")
