"""What a list is filtered by, in its address: each filter in use can be taken off by itself."""

from datetime import date
from typing import Any

from django.http import HttpRequest

from govuk import words
from govuk.forms import GovukForm
from govuk.widgets import BoxesWidget

PAGING = ("before", "after")


def address(request: HttpRequest, **changes: str) -> str:
    """This page's address with other values; an empty one takes the name out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


def removable(
    request: HttpRequest, form: GovukForm, chosen: dict[str, Any]
) -> list[dict[str, str]]:
    """Each filter in use, in words, with the address without it."""
    shown = []
    for name, value in chosen.items():
        if not value:
            continue
        field = form.fields[name]
        gone = dict.fromkeys((*boxes_of(form, name), *PAGING), "")
        text = str(dict(getattr(field, "choices", [])).get(value, value))
        if isinstance(value, date):
            text = f"{field.label} {words.day(value)}"
        elif value is True:
            text = str(field.label)
        shown.append({"text": text, "remove": address(request, **gone)})
    return shown


def boxes_of(form: GovukForm, name: str) -> tuple[str, ...]:
    """The names under which a field is sent: a date has three."""
    widget = form.fields[name].widget
    if isinstance(widget, BoxesWidget):
        return tuple(f"{name}-{part}" for part in widget.parts)
    return (name,)
