"""Every form of the product gets nonsense: never a failure, always words, nothing typed is lost.

The forms are read from the pages, which come from the list of addresses, so a new form is here by
itself. Each try is undone again: some nonsense is a right answer.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from tests.access.addresses import Address, addresses
from tests.access.answers import ANSWERS
from tests.access.asking import path_of
from tests.access.forms import Form, answers_to, comes_back, forms_of, shown
from tests.access.stage import BACKEND, Stage
from tests.govuk.reading import read, words

PAGES = [
    one
    for one in addresses()
    if not one.of_the_admin
    and one.name in ANSWERS
    and not ANSWERS[one.name].api
    and not ANSWERS[one.name].post_only
    and ANSWERS[one.name].get == 200
    and not one.name.startswith(("account_log", "mailbox"))
]
FINE = {200, 302, 400, 403, 404, 409}
JUNK = SimpleUploadedFile("../evil.jpg.exe", b"GIF89a<?php" + bytes(range(256)), "image/png")
SHORT, LONG = 4, 100


@contextmanager
def undone() -> Iterator[None]:
    """What is done in here is undone; the product takes it for a test's own transaction."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # as Django's TestCase marks its own
    with block:
        yield
        transaction.set_rollback(True)


def who_may(address: Address, stage: Stage) -> Client:
    client = Client(raise_request_exception=False)
    part = min(ANSWERS[address.name].opens)
    client.force_login(stage.cast.staff()[part], backend=BACKEND)
    return client


def sent(client: Client, form: Form, answers: dict[str, list[str]]) -> HttpResponse:
    files = {
        name: [JUNK] for name, one in form.fields.items() if one.kind == "file" and name in answers
    }
    JUNK.seek(0)
    return client.post(form.action, {**answers, **files})


def as_it_was(form: Form, name: str) -> list[str]:
    return [form.fields[name].value] if name in form.fields else []


def what_is_wrong(got: HttpResponse, form: Form, answers: dict[str, list[str]]) -> str:
    """Why this answer is not good enough; nothing where it is."""
    if got.status_code not in FINE:
        return f"{got.status_code}"
    if got.status_code != 400:
        return ""
    html = got.content.decode()
    root = read(html)
    summary = [words(one) for one in root.iter("div") if "error-summary" in one.get("class", "")]
    heading = [words(one) for one in root.iter("h1")]
    said = summary[0] if summary else " ".join(heading)
    if not said or any(odd in said for odd in ("['", "{'", "None", "%(", "ValidationError")):
        return f"400 without words: {said!r}"
    texts = [text for held in shown(html).values() for text in held]
    # Without its count of rows no page can show them again; no person changes it.
    broken = any(
        name.endswith("_FORMS") for name in answers if answers[name] != as_it_was(form, name)
    )
    lost = [
        name
        for name, values in answers.items()
        if not broken
        and name in form.fields
        and form.fields[name].is_typed
        and not comes_back(values[-1], form, name, texts)
    ]
    return f"400 and what was typed is lost: {lost}" if lost else ""


def try_out(stage: Stage, address: Address, *, examples: int, phases: list[Phase]) -> None:
    path = path_of(address, ANSWERS[address.name], stage)
    client = who_may(address, stage)
    page = client.get(path)
    assert page.status_code == 200, path
    for form in forms_of(page.content.decode(errors="replace"), path=path):
        fill_in(client, form, examples=examples, phases=phases)


def fill_in(client: Client, form: Form, *, examples: int, phases: list[Phase]) -> None:
    @settings(
        max_examples=examples, deadline=None, derandomize=examples == SHORT, database=None,
        phases=phases, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(answers=answers_to(form))
    def any_answers(answers: dict[str, list[str]]) -> None:
        with undone():
            got = sent(client, form, answers)
        wrong = what_is_wrong(got, form, answers)
        assert not wrong, f"{form}: {wrong}"

    any_answers()


@pytest.mark.parametrize("address", PAGES, ids=str)
def test_nonsense_is_answered_in_words(stage: Stage, address: Address) -> None:
    try_out(stage, address, examples=SHORT, phases=[Phase.generate])


@pytest.mark.long
@pytest.mark.parametrize("address", PAGES, ids=str)
def test_much_nonsense_is_answered_in_words(stage: Stage, address: Address) -> None:
    try_out(stage, address, examples=LONG, phases=[Phase.generate, Phase.shrink])
