"""A hundred tries at once against a limit of five: no more than six are looked at, at any door."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client

from accounts import codes, factor_services, factors
from accounts.models import AuditEvent, SignInAttempt, User
from tests.accounts.factors import App, give_app

pytestmark = pytest.mark.usefixtures("real_db")
TRIES, AT_ONCE = 100, 50  # threads with a connection each; the server has a hundred for everybody


def all_at_once(act: Callable[[int], Any]) -> list[Any]:
    """A hundred calls, fifty at any moment, none before all fifty are ready."""
    barrier = threading.Barrier(AT_ONCE, timeout=60)

    def go(number: int) -> Any:
        if number < AT_ONCE:
            barrier.wait()
        try:
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(go, range(TRIES)))


@pytest.fixture
def target() -> User:
    return User.objects.create_user("target@example.test", "the right password", name="Tara")


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What got as far as being compared with the right answer."""
    found: list[str] = []
    right = factors.step_of
    monkeypatch.setattr(User, "check_password", lambda _, typed: bool(found.append(typed)))
    monkeypatch.setattr(
        factors, "step_of", lambda s, typed: (found.append(typed), right(s, typed))[1]
    )
    return found


def test_of_passwords(target: User, looked: list[str]) -> None:
    answers = all_at_once(
        lambda number: authenticate(None, email="target@example.test", password=f"guess {number}")
    )
    assert answers == [None] * TRIES
    assert 1 <= len(looked) <= 6
    assert SignInAttempt.objects.get(key__startswith="account:").tries == TRIES
    assert AuditEvent.objects.filter(verb="sign_in.locked").count() == 1


def test_of_codes(target: User, looked: list[str]) -> None:
    give_app(target)
    looked.clear()

    def guess(number: int) -> str:
        try:
            codes.check(request=None, user=target, typed=f"{number:06}", kinds=codes.APP_ONLY)
        except ValidationError as refusal:
            return str(refusal.code)
        return "opened"

    answers = all_at_once(guess)
    assert 1 <= len(looked) <= 6
    assert answers.count("locked") >= TRIES - 6
    assert AuditEvent.objects.filter(verb="code.locked").count() == 1


def test_a_right_code_sent_many_times_at_once_opens_once(target: User, settings: Any) -> None:
    settings.SIGN_IN_LIMIT = TRIES
    app = give_app(target)
    code = app.code()

    def send(_: int) -> bool:
        return factors.take_code(target, code, kinds=codes.ANY) is not None

    assert all_at_once(send).count(True) == 1


def test_a_recovery_code_sent_many_times_at_once_opens_once(target: User) -> None:
    give_app(target)
    code = factor_services.codes_to_keep(target)[0]

    def send(_: int) -> bool:
        return factors.take_code(target, code, kinds=codes.ANY) is not None

    assert all_at_once(send).count(True) == 1
    assert factors.factors_of(target).codes_left == 9


def test_of_codes_at_the_sign_in_page(target: User, looked: list[str]) -> None:
    """Through the door itself: browsers that have given the password, all at the second step."""
    app: App = give_app(target)
    looked.clear()
    first = Client()
    session = _past_the_password(first, target)

    def guess(number: int) -> int:
        client = Client()
        client.cookies["sessionid"] = session
        return int(client.post("/account/sign-in/code/", {"code": f"{number:06}"}).status_code)

    answers = all_at_once(guess)
    assert 1 <= len(looked) <= 6
    assert set(answers) == {400}
    assert first.post("/account/sign-in/code/", {"code": app.code()}).status_code == 400


def _past_the_password(client: Client, user: User) -> str:
    password = User.check_password
    User.check_password = lambda *_: True  # type: ignore[method-assign]
    try:
        client.post("/account/sign-in/", {"login": user.email, "password": "x"})
    finally:
        User.check_password = password  # type: ignore[method-assign]
    return str(client.cookies["sessionid"].value)
