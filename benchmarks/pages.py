"""Whole requests, as a browser would make them: with 2 million past episodes and with 20,000.

200 people are missing in both. The same reach, so the same rows; the pages may take half as long
again, and may not ask a single question more.
"""

from collections.abc import Callable, Iterator
from functools import cache

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.access import user_of
from benchmarks.measure import Figure, compare_places
from benchmarks.scale import size, stage
from cases.models import Episode
from cases.policy import visible_to as visible_episodes

BOARD, LIST, PEOPLE, TRAY = "cases:board", "cases:list", "people:list", "work:tray"
RECORD, PERSON, HISTORY, TRAIL = (
    "cases:episode", "cases:person", "cases:history", "cases:person_history",
)  # fmt: skip
# Which pages whose; a record's page is of the person who is missing now in their reach.
EVERYBODY = set(size.CLASSES)
PAGES = {
    BOARD: {"whole_council", "one_home"}, LIST: EVERYBODY, PEOPLE: {"whole_council", "one_team"},
    RECORD: {"whole_council", "one_home"}, PERSON: {"one_home"}, HISTORY: {"one_home"},
    TRAIL: {"one_home"}, TRAY: {"one_team"},
}  # fmt: skip


@cache
def client_of(kind: str, database: str) -> Client:
    """Signed in in this database."""
    client = Client()
    client.force_login(user_of(kind), backend="accounts.backends.LimitedSignIn")
    return client


@cache
def address(page: str, kind: str, database: str) -> str:
    """A record's page is that of the child of the one home who has been missing longest."""
    if page not in {RECORD, PERSON, HISTORY, TRAIL}:
        return reverse(page)
    among = visible_episodes(user_of("one_home")).filter(state__in=["open", "located"])
    row: Episode = among.select_related("person").order_by("started_at")[0]
    ref = row.person.reference if page in {PERSON, TRAIL} else row.reference
    return reverse(page, args=[ref])


def opened(page: str, kind: str) -> Callable[[], None]:
    def work() -> None:
        database = connection.settings_dict["NAME"]
        answer = client_of(kind, database).get(address(page, kind, database))
        if answer.status_code != 200:
            raise RuntimeError(f"{page} answers {answer.status_code} to {kind}")

    return work


def each() -> Iterator[tuple[str, Callable[[], None]]]:
    for page, kinds in PAGES.items():
        for kind in size.CLASSES:
            if kind in kinds:
                yield f"page_{page.replace(':', '_')}_{kind}", opened(page, kind)


def growing() -> Iterator[Figure]:
    """2 million past episodes against 20,000."""
    for name, work in each():
        yield compare_places(
            f"{name}_with_a_hundred_times_the_episodes",
            work=work, ours=stage.big, against=stage.tiny, limit=1.5,
        )  # fmt: skip


def questions() -> Iterator[Figure]:
    """How many more questions a page asks of the big database."""
    for name, work in each():
        asked = []
        for place in (stage.big, stage.tiny):
            with place():
                work()
                with CaptureQueriesContext(connection) as captured:
                    work()
                asked.append(len(captured))
        yield Figure(f"no_more_questions_{name}", abs(asked[0] - asked[1]), 0)


FIGURES = (growing, questions)
