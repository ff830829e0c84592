"""Uses a page as a browser does: takes what its form shows and sends it back, changed here and
there.
"""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.govuk.reading import read


def text(response: HttpResponse) -> str:
    """What the page says, with single spaces."""
    return " ".join(response.content.decode().split())


def shown(response: HttpResponse) -> dict[str, Any]:
    """What the page's own form would send if nobody changed anything, its token included."""
    page = read(response.content.decode())
    forms = [form for form in page.findall(".//main//form") if form.get("method") == "post"]
    values: dict[str, Any] = {}
    for field in (one for form in forms for one in form.iter()):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or kind in {"submit", "file"}:
            continue
        if field.tag == "select":
            chosen = [one for one in field.iter("option") if one.get("selected") is not None]
            values[name] = chosen[0].get("value", "") if chosen else ""
        elif field.tag == "textarea":
            values[name] = "".join(field.itertext()).strip("\n")
        elif kind in {"radio", "checkbox"}:
            if field.get("checked") is not None:
                values.setdefault(name, []).append(field.get("value"))
        elif field.tag == "input":
            values[name] = field.get("value", "")
    return values


def fill_in(client: Client, address: str, **changed: Any) -> HttpResponse:
    """Open the page, change these answers, and send it."""
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    return client.post(address, {**shown(page), **changed})
