"""A form that could not be taken: what was typed is given back on the page that says why."""

import re

from django.http import HttpRequest

Typed = list[tuple[str, str]]
# Of the page and not of its reader: tokens, versions, counters of rows; and what nobody repeats.
NOT_TYPED = re.compile(
    r"^(csrfmiddlewaretoken|submission_token|version|next)$|_FORMS$|-(add|remove)$"
    r"|password|code|secret|proof|otp",
    re.IGNORECASE,
)


def typed_in(request: HttpRequest) -> Typed:
    """What a refused form held, under the names of its fields made readable; empty for a page
    that was only opened.
    """
    if request.method != "POST" or request.path.startswith(("/account/", "/admin/")):
        return []
    return [
        (_readable(name), value)
        for name, values in request.POST.lists()
        for value in values
        if isinstance(value, str) and value.strip() and not NOT_TYPED.search(name)
    ]


def _readable(name: str) -> str:
    words = re.sub(r"[-_]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def in_background(request: HttpRequest) -> bool:
    """A page saving by itself: it shows a sentence, not a page."""
    return request.method == "POST" and request.headers.get("X-Background") == "1"
