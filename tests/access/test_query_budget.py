"""A page asks the database a fixed number of questions, however many rows it shows.

The figures are in tests/query_budget.json, so that a change of one is seen in review.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from people import alike
from tests import databases
from tests.access.crowd import grow, lengthen
from tests.cast import make_cast
from tests.fixtures import move_clock

BUDGET: dict[str, int] = json.loads(
    (Path(__file__).resolve().parents[1] / "query_budget.json").read_text()
)
# Whose page it is, and which of the crowd's references its address takes.
PAGES = {
    "work:tray": ("worker", ""),
    "work:notices": ("worker", ""),
    "work:hand_over": ("coordinator", ""),
    "work:hand_over_of": ("coordinator", "colleague"),
    "cases:report": ("carer", ""),
    "cases:board": ("coordinator", ""),
    "cases:list": ("coordinator", ""),
    "people:list": ("coordinator", ""),
    "people:duplicates": ("coordinator", ""),
    "people:duplicate": ("coordinator", "person"),
    "people:suggest": ("coordinator", ""),
    "meetings:list": ("coordinator", ""),
    "returns:list": ("coordinator", ""),
    "episodes_api:list": ("coordinator", ""),
    "cases:episode": ("worker", "episode"),
    "cases:doing": ("worker", "episode"),
    "cases:home_list": ("carer", ""),
    "cases:leaves": ("worker", "person"),
    "cases:sheet": ("coordinator", "evening"),
    "cases:tonight": ("coordinator", ""),
    "cases:phases": ("worker", "episode"),
    "cases:rest": ("worker", "episode"),
    "cases:risks": ("worker", "episode"),
    "cases:log": ("worker", "episode"),
    "audit:list": ("governance", ""),
    "cases:history": ("worker", "episode"),
    "cases:papers": ("worker", "episode"),
    "cases:fields": ("worker", "episode"),
    "cases:person": ("worker", "person"),
    "cases:access": ("manager", "person"),
    "cases:emergencies": ("head", ""),
    "cases:person_history": ("worker", "person"),
    "cases:person_fields": ("worker", "person"),
    "cases:person_missing": ("worker", "person"),
    "cases:person_placements": ("worker", "person"),
    "cases:person_workers": ("worker", "person"),
    "cases:person_family": ("worker", "person"),
    "cases:person_alerts": ("worker", "person"),
    "episodes_api:person": ("worker", "person"),
    "profiles:profile": ("worker", "person"),
    "returns:interview": ("coordinator", "interview"),
    "episodes_api:episode": ("worker", "episode"),
    "files:list": ("worker", "person"),
    "files:file": ("worker", "file"),
    "sharing:list": ("worker", "person"),
    "sharing:one": ("worker", "sharing"),
    "sharing:everybody": ("governance", ""),
    "shared:list": ("police", ""),
    "sharing_api:sharings": ("worker", "person"),
    "sharing_api:files": ("worker", "person"),
}
QUERIES = {"people:suggest": "?q=Robin"}
Counts = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def counts(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Counts]:
    """Questions asked by each page with 3 rows, and with 30."""
    with django_db_blocker.unblock():
        name = databases.make_copy("crowd")
        # Or a slow machine writes in between that somebody is still here.
        with databases.pointed_at(name), override_settings(IDLE_SECONDS=24 * 3600):
            move_clock("2026-03-06 11:30")
            call_command("load_bank_holidays", verbosity=0)
            cast = make_cast()
            clients = {part: Client() for part, _ in PAGES.values()}
            for part, client in clients.items():
                client.force_login(getattr(cast, part), backend="accounts.backends.LimitedSignIn")
            few, many = [], []
            for found, start, stop in ((few, 0, 3), (many, 3, 30)):
                grow(cast, start=start, stop=stop)
                alike.compare_due(seconds=60)
                values = lengthen(cast, start=start, stop=stop) | {
                    "colleague": cast.worker.pk, "sister": cast.sister.reference,
                }  # fmt: skip
                found.append({page: asked(clients, page, values) for page in PAGES})
            yield {page: (few[0][page], many[0][page]) for page in PAGES}
        databases.drop(name)


def asked(clients: dict[str, Client], page: str, values: dict[str, object]) -> int:
    part, of = PAGES[page]
    part_of_path = {"colleague": "number", "evening": "which"}.get(of, "ref")
    kwargs = {part_of_path: values.get(of, of)} if of else {}
    if page == "people:duplicate":
        kwargs["other"] = values["sister"]
    path = reverse(page, kwargs=kwargs) + QUERIES.get(page, "")
    clients[part].get(path)  # what is asked once a session is not the page's own
    with CaptureQueriesContext(connection) as captured:
        answer = clients[part].get(path)
    assert answer.status_code == 200, f"{page}: {answer.status_code}"
    return len(captured)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_to_its_budget(counts: Counts, name: str) -> None:
    few, many = counts[name]
    assert (few, many) == (BUDGET.get(name), BUDGET.get(name)), (
        f"{name} asks {few} questions for 3 rows and {many} for 30; "
        f"tests/query_budget.json says {BUDGET.get(name)}"
    )


def test_the_budget_names_these_pages_and_no_others() -> None:
    assert set(BUDGET) == set(PAGES)
