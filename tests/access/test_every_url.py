"""Every address of the product, asked by everybody of the cast: who gets in, and who must not."""

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access.addresses import Address, addresses
from tests.access.answers import ANSWERS, EVERYBODY, Answer
from tests.access.stage import BACKEND, Stage
from tests.databases import as_owner

ALL = [one for one in addresses() if not one.of_the_admin]
NOT_IN = ("anonymous", "suspended")
CHANGING = ("post", "patch", "delete")
TRY_ALL = {"outsider", "other_home_carer", "other_interviewer", "anonymous"}
# Written to by a mere look or a refusal: the trail of events, sessions, the sign-in limiter.
NOT_CONTENT = {
    "accounts_auditevent",
    "accounts_auditseal",
    "accounts_signinattempt",
    "django_session",
}


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
        elif got.status_code == 403 and not answer.api:
            assert reason_of(got), f"{part} is refused without a reason at {path}"
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
def test_an_empty_form_is_answered_in_words(stage: Stage, address: Address) -> None:
    """Nothing filled in and no token: a sentence or a refusal, never a failure."""
    answer = ANSWERS[address.name]
    path = path_of(address, answer, stage)
    part = min(answer.opens)
    client = Client(raise_request_exception=False)  # one of its own, for it may sign itself out
    client.force_login(stage.cast.staff()[part], backend=BACKEND)
    got = attempt(client, "post", path, api=answer.api)
    assert got.status_code < 500, f"{address} {path} fails for {part}"


def path_of(address: Address, answer: Answer, stage: Stage) -> str:
    values = {part: stage.values.get(str(value), value) for part, value in answer.values.items()}
    path = address.path(values)
    query = answer.query.format(**stage.values)
    return f"{path}?{query}" if query else path


def expected(answer: Answer, part: str) -> set[int]:
    """The statuses that are right for this part of the cast."""
    if answer.public:
        return {200} if part in NOT_IN and answer.get == 302 else {answer.get}
    if part in NOT_IN:
        return {401, 403} if answer.api else {302}
    if answer.post_only:
        return {405, 404, 403} if part not in answer.opens else {405}
    if part in answer.opens:
        return {answer.get}
    return {403} if part in answer.refuses else {answer.elsewhere}


def attempt(client: Client, method: str, path: str, *, api: bool) -> HttpResponse:
    if api:
        return getattr(client, method)(path, data="{}", content_type="application/json")
    return getattr(client, method)(path)


def signed_out(got: HttpResponse) -> bool:
    return got.status_code == 302 and "/sign-in/" in got["Location"]


def reason_of(got: HttpResponse) -> str:
    text = got.content.decode()
    return text if "<h1" in text and "Your role cannot" in text or "class=" in text else ""


def said(part: str, method: str, wanted: set[int], got: HttpResponse) -> str:
    where = f" to {got['Location']}" if got.status_code == 302 else ""
    return f"  {part:18} {method} {got.status_code}{where}, not {sorted(wanted)}"


def content() -> dict[str, tuple[int, int]]:
    """How many rows each table has, and the latest transaction that wrote to it."""
    tables = [
        name
        for (name,) in as_owner("select tablename from pg_tables where schemaname = 'public'")
        if name not in NOT_CONTENT
    ]
    query = " union all ".join(
        f"select '{name}', count(*), coalesce(max(xmin::text::bigint), 0) from \"{name}\""
        for name in sorted(tables)
    )
    return {name: (count, latest) for name, count, latest in as_owner(query)}
