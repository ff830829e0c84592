"""Asking an address: its path on the stage, the request, and whether anything was written by it."""

import re

from django.http import HttpResponse
from django.test import Client

from tests.access.addresses import Address
from tests.access.answers import Answer
from tests.access.stage import Stage
from tests.databases import as_owner

# Written to by a mere look or a refusal: the trail of events, sessions, the sign-in limiter.
NOT_CONTENT = {
    "accounts_auditevent",
    "accounts_auditseal",
    "accounts_signinattempt",
    "django_session",
}

# What is said where nobody knows the reason.
SAYS_NOTHING = ("Your role does not include it", "You do not have permission")


def path_of(address: Address, answer: Answer, stage: Stage) -> str:
    values = {part: stage.values.get(str(value), value) for part, value in answer.values.items()}
    path = address.path(values)
    query = answer.query.format(**stage.values)
    return f"{path}?{query}" if query else path


def attempt(client: Client, method: str, path: str, *, api: bool) -> HttpResponse:
    if api and method != "head":
        return getattr(client, method)(path, data="{}", content_type="application/json")
    return getattr(client, method)(path)


def signed_out(got: HttpResponse) -> bool:
    return got.status_code == 302 and "/sign-in/" in got["Location"]


def reason_of(got: HttpResponse) -> str:
    """The sentence that says why not: below the heading of a page, or what the API answers. Empty
    where it says no more than that it is refused.
    """
    text = got.content.decode()
    if got["Content-Type"].startswith("application/json"):
        reason = str(got.json().get("detail", ""))
    else:
        main = text.partition("<main")[2].partition("</main>")[0]
        paragraph = main.partition("</h1>")[2].partition("</p>")[0]
        reason = " ".join(re.sub(r"<[^>]+>", " ", paragraph).split())
    in_words = reason.endswith(".") and len(reason.split()) > 3
    return reason if in_words and not reason.startswith(SAYS_NOTHING) else ""


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
