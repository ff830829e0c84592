"""Every address in every situation: the table of roles, pages, API calls and situations.

The short form asks one of each kind; the whole product, with every method, is `long`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.services import suspend
from people.models import Person
from tests.access.addresses import Address, addresses
from tests.access.all_answers import ANSWERS
from tests.access.answers import Answer
from tests.access.asking import attempt, content, path_of, said
from tests.access.situations import (
    FULL,
    NAME,
    SHUT_OUT,
    SITUATIONS,
    Situation,
    about_the_boy,
    at_the_door,
    cell,
    opened,
)
from tests.access.stage import BACKEND, Stage

# An account, and what everybody may open, stand in no relation to anybody's record.
ALL = [
    one
    for one in addresses()
    if not one.of_the_admin and one.name in ANSWERS and not ANSWERS[one.name].public
]
LISTS_NAMES = [ANSWERS["people:list"]]  # whom one knows by name is found there
LOOKS = ("head", "options")
METHODS = ("post", "put", "patch", "delete", *LOOKS)


@dataclass
class Situated:
    """The stage with somebody signed in for every situation."""

    stage: Stage
    clients: dict[str, Client]

    def nothing_of_him(
        self, got: HttpResponse, answer: Answer, one: Situation, *, as_restricted: bool
    ) -> bool:
        """Whether what came back holds no trace of him."""
        if opened(one, as_restricted) == NAME and (answer.by_name or answer in LISTS_NAMES):
            return True
        asked_for = got.status_code == 403 or at_the_door(answer, one, restricted=as_restricted)
        text = b"".join(got) if got.streaming else got.content
        traces = self.traces(about_the_boy(answer), asked_for, at_home="home" in one.name)
        return not any(trace.encode() in text for trace in traces)

    def traces(self, about: bool, asked_for: bool, at_home: bool) -> list[str]:
        """What gives the boy away: his name and what his references lead to. At his own addresses
        his age and where he is too; but there a refusal may say the reference that was asked for.
        """
        boy = self.stage.cast.boy
        refs = ("episode", "meeting", "interview", "answered", "ended", "paper")
        found = [boy.given_name, *(str(self.stage.values[ref]) for ref in refs)]
        if about:
            found += [boy.family_name, "16 years old", boy.home_address]
            found += [] if at_home else [self.stage.cast.home.name]
        return found if asked_for else [*found, boy.reference]


@pytest.fixture(scope="module")
def situated(stage: Stage) -> Situated:
    clients = {}
    for one in SITUATIONS:
        somebody = one.stage(stage.cast)
        clients[one.name] = Client(raise_request_exception=False)
        clients[one.name].force_login(somebody, backend=BACKEND)
        if one.opens == SHUT_OUT:
            suspend(user=somebody, by=stage.cast.coordinator)
    return Situated(stage, clients)


@contextmanager
def restricted(stage: Stage) -> Iterator[None]:
    """His record while it is restricted to those who are named."""
    boy = Person.objects.filter(pk=stage.cast.boy.pk)
    boy.update(restricted=True)
    yield
    boy.update(restricted=False)


def ask(
    situated: Situated,
    address: Address,
    situations: list[Situation],
    *,
    as_restricted: bool,
    all_write: bool = False,
) -> list[str]:
    """Read and, where nothing is theirs, write; what came out wrong."""
    answer = ANSWERS[address.name]
    path = path_of(address, answer, situated.stage)
    wrong = []
    for one in situations:
        wanted = cell(answer, one, restricted=as_restricted)
        client = situated.clients[one.name]
        got = client.get(path)
        if got.status_code not in wanted:
            wrong.append(said(one.name, "GET", wanted, got))
        if opened(one, as_restricted) == FULL:
            continue
        if not situated.nothing_of_him(got, answer, one, as_restricted=as_restricted):
            wrong.append(f"  {one.name:18} GET {got.status_code} gives him away")
        if about_the_boy(answer) and (one.writes or all_write):
            got = attempt(client, "post", path, api=answer.api)
            wanted = refusals(answer, one, as_restricted=as_restricted)
            silent = situated.nothing_of_him(got, answer, one, as_restricted=as_restricted)
            if got.status_code not in wanted or not silent:
                wrong.append(said(one.name, "POST", wanted, got))
    return wrong


def refusals(answer: Answer, one: Situation, *, as_restricted: bool) -> set[int]:
    """How a change is refused to somebody who has no part in it."""
    if opened(one, as_restricted) == SHUT_OUT:
        return {401, 403, 405} if answer.api else {302, 405}
    if at_the_door(answer, one, restricted=as_restricted):  # an empty form, answered in words
        return {200, 302, 400, 405}
    if opened(one, as_restricted) == NAME and answer.by_name:  # nothing to send there
        return {404, 405} if answer.api else {200}
    return {403, 405, answer.elsewhere}


@pytest.mark.parametrize("address", ALL, ids=str)
def test_in_every_situation(situated: Situated, address: Address) -> None:
    short = [one for one in SITUATIONS if one.short]
    if not about_the_boy(ANSWERS[address.name]):
        short = short[::3]  # the same for everybody of a role, but for what a list gives away
    while_open = [one for one in short if not one.only_restricted]
    closing = [one for one in short if one.only_restricted or one.opens != one.restricted]
    wrong = unchanged_by(lambda: ask(situated, address, while_open, as_restricted=False))
    with restricted(situated.stage):
        wrong += unchanged_by(lambda: ask(situated, address, closing, as_restricted=True))
    assert not wrong, f"{address}\n" + "\n".join(wrong)


def unchanged_by(asked: Callable[[], list[str]]) -> list[str]:
    before = content()
    wrong = asked()
    after = content()
    changed = [name for name in after if after[name] != before.get(name)]
    return [*wrong, *(f"  {name} was changed" for name in changed)]


@pytest.mark.long
@pytest.mark.parametrize("address", ALL, ids=str)
def test_the_whole_product(situated: Situated, address: Address) -> None:
    """Every situation, the record open and restricted, every method."""
    wrong = unchanged_by(lambda: whole(situated, address, as_restricted=False))
    with restricted(situated.stage):
        wrong += unchanged_by(lambda: whole(situated, address, as_restricted=True))
    for one in SITUATIONS:
        wrong += sends_an_empty_form(situated, address, one)
    assert not wrong, f"{address}\n" + "\n".join(wrong)


def whole(situated: Situated, address: Address, *, as_restricted: bool) -> list[str]:
    wrong = ask(situated, address, SITUATIONS, as_restricted=as_restricted, all_write=True)
    answer = ANSWERS[address.name]
    path = path_of(address, answer, situated.stage)
    for one in SITUATIONS:
        if opened(one, as_restricted) == FULL or not about_the_boy(answer):
            continue
        for method in METHODS:
            got = attempt(situated.clients[one.name], method, path, api=answer.api)
            wanted = refusals(answer, one, as_restricted=as_restricted)
            if method in LOOKS:
                wanted = wanted | cell(answer, one, restricted=as_restricted) | {200}
            silent = situated.nothing_of_him(got, answer, one, as_restricted=as_restricted)
            if got.status_code not in wanted or not silent:
                wrong.append(said(one.name, method.upper(), wanted, got))
    return wrong


def sends_an_empty_form(situated: Situated, address: Address, one: Situation) -> list[str]:
    """Who may is answered in words; whose role may not is refused, at the form as at its page."""
    answer = ANSWERS[address.name]
    if one.opens != FULL or not about_the_boy(answer) or answer.own:
        return []
    got = attempt(
        situated.clients[one.name], "post", path_of(address, answer, situated.stage), api=answer.api
    )
    may = one.alike in (answer.opens if answer.writes is None else answer.writes)
    wanted = {200, 201, 302, 400, 405, 409} if may else {403, 404, 405}
    if answer.query:  # what it is about stands in the form, and an empty one is about nothing
        wanted = wanted | {404}
    return [] if got.status_code in wanted else [said(one.name, "empty POST", wanted, got)]
