"""To the council's sign-in and back, and the pages that somebody may find there."""

from typing import Any
from urllib.parse import urlsplit

import requests
from django.test import Client

from accounts.council_words import PROBLEMS
from accounts.models import AuditEvent

BEGIN, BACK = "/account/sign-in/council/", "/account/sign-in/council/back/"


def there_and_back(client: Client, query: str = "") -> Any:
    """As a browser would: to the provider, which sends it back with a code."""
    to = client.get(BEGIN + query)
    assert to.status_code == 302, to.text
    back = requests.get(to.url, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    assert back.startswith("http://127.0.0.1:8000/account/sign-in/council/back/?")
    return client.get(f"{parts.path}?{parts.query}")


def said(answer: Any, why: str) -> None:
    """The page of this problem, and nobody is signed in."""
    problem = PROBLEMS[why]
    assert answer.status_code == problem.status, answer.text[:300]
    assert f'<h1 class="govuk-heading-l">{problem.title}</h1>' in answer.text
    assert AuditEvent.objects.latest("pk").detail["why"] == problem.title
    assert not AuditEvent.objects.filter(verb="signed_in").exists()
