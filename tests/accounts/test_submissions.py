"""A second tap gets the first result; two at once are one."""

import threading
from typing import Any

import pytest
from django.db import connections

from accounts.errors import Invalid
from accounts.models import Organisation, Submission, User
from accounts.submissions import serve_once
from tests.cast import Cast


def test_the_second_tap_finds_the_first_ones_result(cast: Cast) -> None:
    done: list[int] = []

    def work() -> dict[str, Any]:
        done.append(1)
        return {"ref": "E-1"}

    for _ in range(2):
        served = serve_once(user=cast.carer, token="t", act="report", payload={"a": 1}, work=work)
        assert served == {"ref": "E-1"}
    assert done == [1]


def test_the_same_token_with_other_answers_is_refused(cast: Cast) -> None:
    serve_once(user=cast.carer, token="t", act="report", payload={"a": 1}, work=dict)
    with pytest.raises(Invalid) as invalid:
        serve_once(user=cast.carer, token="t", act="report", payload={"a": 2}, work=dict)
    assert "other answers" in invalid.value.errors["__all__"][0]


def test_a_token_is_one_users_own(cast: Cast) -> None:
    serve_once(user=cast.carer, token="t", act="report", payload=1, work=lambda: {"by": 1})
    served = serve_once(
        user=cast.worker, token="t", act="report", payload=1, work=lambda: {"by": 2}
    )
    assert served == {"by": 2}


def test_work_that_fails_may_be_tried_again(cast: Cast) -> None:
    def fails() -> dict[str, Any]:
        Organisation.objects.create(name="Half done", kind="other")
        raise Invalid({"name": "Enter a name"})

    with pytest.raises(Invalid):
        serve_once(user=cast.carer, token="t", act="add", payload=1, work=fails)
    assert not Organisation.objects.filter(name="Half done").exists()
    assert not Submission.objects.exists()
    assert serve_once(user=cast.carer, token="t", act="add", payload=1, work=lambda: {"ok": 1})


def test_a_form_without_its_token_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        serve_once(user=cast.carer, token="", act="add", payload=1, work=dict)


@pytest.mark.usefixtures("real_db")
def test_two_taps_at_once_do_the_work_once() -> None:
    user = User.objects.create(email="twice@example.test", name="Tess Twice")
    inside, results = threading.Barrier(2, timeout=10), []

    def work() -> dict[str, Any]:
        made = Organisation.objects.create(name="Made once", kind="other")
        return {"id": made.pk}

    def tap() -> None:
        inside.wait()
        try:
            results.append(
                serve_once(user=user, token="same", act="add", payload={"n": 1}, work=work)
            )
        finally:
            connections.close_all()

    threads = [threading.Thread(target=tap) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert len(results) == 2
    assert results[0] == results[1]
    assert Organisation.objects.filter(name="Made once").count() == 1
