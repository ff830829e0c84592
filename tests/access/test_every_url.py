"""Every address of the product, asked by everybody of the cast: who gets in, and who must not."""

import pytest
from django.test import Client

from accounts.models import User
from tests.access.addresses import Address, addresses
from tests.access.all_answers import ANSWERS
from tests.access.answers import EVERYBODY
from tests.access.asking import attempt, content, path_of, reason_of, said, signed_out
from tests.access.expected import NOT_IN, expected
from tests.access.stage import BACKEND, Stage
from tests.cast import team_of, user

ALL = [one for one in addresses() if not one.of_the_admin]
CHANGING = ("post", "patch", "delete")
TRY_ALL = {"outsider", "other_home_carer", "other_interviewer", "anonymous"}


@pytest.fixture(scope="module")
def spare(stage: Stage) -> User:
    """Somebody whose sessions may all be ended by a form of their own account."""
    return user("Spencer Spare", team_of(stage.cast.council, "Spare hands"), "business_support")


def test_every_address_has_an_answer() -> None:
    names = {one.name for one in ALL}
    without, gone = sorted(names - set(ANSWERS)), sorted(set(ANSWERS) - names)
    assert not without, "addresses without an answer in tests/access/answers.py"
    assert not gone, "answers about addresses that are gone"


def test_everybody_of_the_cast_is_asked_about(stage: Stage) -> None:
    assert set(stage.clients) == EVERYBODY | set(NOT_IN)


@pytest.mark.parametrize("address", [one for one in ALL if one.name in ANSWERS], ids=str)
def test_who_gets_in(stage: Stage, address: Address) -> None:
    answer = ANSWERS[address.name]
    path = path_of(address, answer, stage)
    wrong = []
    for part, client in stage.clients.items():
        wanted = expected(answer, part)
        got = client.get(path)
        if got.status_code not in wanted:
            wrong.append(said(part, "GET", wanted, got))
        elif got.status_code == 403 and part not in NOT_IN and not reason_of(got):
            wrong.append(f"  {part:18} is refused without a reason")
    assert not wrong, f"{address} {path}\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "address", [one for one in ALL if one.name in ANSWERS and not ANSWERS[one.name].public], ids=str
)
def test_who_has_no_part_in_it_changes_nothing(stage: Stage, address: Address) -> None:
    answer = ANSWERS[address.name]
    path = path_of(address, answer, stage)
    before, wrong = content(), []
    for part, client in stage.clients.items():
        if part in answer.opens:
            continue
        for method in CHANGING if part in TRY_ALL else CHANGING[:1]:
            got = attempt(client, method, path, api=answer.api)
            wanted = {403, 405, answer.elsewhere}
            if answer.api and part in NOT_IN:
                wanted = {401, 403}
            if part in NOT_IN and not answer.api:
                wanted = {302, 405} if signed_out(got) or got.status_code == 405 else set()
            if got.status_code not in wanted:
                wrong.append(said(part, method.upper(), wanted, got))
    assert not wrong, f"{address} {path}\n" + "\n".join(wrong)
    assert content() == before, f"{address} {path} was changed by somebody who has no part in it"


@pytest.mark.parametrize("address", [one for one in ALL if one.name in ANSWERS], ids=str)
def test_an_empty_form_is_answered_in_words(stage: Stage, spare: User, address: Address) -> None:
    """Nothing filled in and no token: a sentence or a refusal, never a failure."""
    answer = ANSWERS[address.name]
    path = path_of(address, answer, stage)
    part = min(answer.opens)
    client = Client(raise_request_exception=False)  # one of its own, for it may sign itself out
    somebody = spare if answer.opens == EVERYBODY else stage.cast.staff()[part]
    client.force_login(somebody, backend=BACKEND)
    got = attempt(client, "post", path, api=answer.api)
    assert got.status_code < 500, f"{address} {path} fails for {part}"
