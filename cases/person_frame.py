"""What every page that changes a record carries, and how two editors of one thing are told."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.errors import Conflict
from cases.answering import answer
from govuk import words
from govuk.forms import GovukForm
from people.models import Person

MakeForm = Callable[[Any, dict[str, Any]], GovukForm]


class Versioned(GovukForm):
    """A form of what is there already: `version` is the one its page was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """How the row stands, as the form's fields hold it."""
        return {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)} | {
            "version": row.version
        }


def head(person: Person, title: str, *, back: str = "", **more: Any) -> dict[str, Any]:
    """The context of a page with one form on a person's record."""
    to = back or reverse("cases:person", args=[person.reference])
    return {
        "title": title,
        "caption": f"{person}, {person.reference}",
        "back": to,
        "cancel": to,
        "person": person,
    } | more


def edit(
    request: HttpRequest,
    person: Person,
    *,
    make: MakeForm,
    initial: dict[str, Any],
    save: Callable[[GovukForm], Any],
    title: str,
    act: str,
    said: str = "Saved",
    button: str = "Save",
    to: str = "",
    initial_of: Callable[[Any], dict[str, Any]] | None = None,
    **more: Any,
) -> HttpResponse:
    """One form that changes what is there: saved once; the second of two editors gets both texts.

    `make(data, initial)` makes the form; `initial_of(row)` says how a row stands as its fields
    hold it, so that theirs can be shown beside what was typed.
    """
    form = make(request.POST or None, initial)
    context = head(person, title, back=to, button_text=button, **more)
    goes_to = to or reverse("cases:person", args=[person.reference])
    try:
        return answer(
            request, form=form, act=act, work=lambda: save(form), to=goes_to, said=said, **context
        )
    except Conflict as conflict:
        if initial_of is None or conflict.theirs is None:
            raise
        return _both_texts(request, make, initial_of(conflict.theirs), context)


def _both_texts(
    request: HttpRequest, make: MakeForm, theirs: dict[str, Any], context: dict[str, Any]
) -> HttpResponse:
    """Theirs beside what was typed; saving again is saving over theirs, knowingly."""
    data = request.POST.copy()
    data["version"] = str(theirs["version"])
    mine = make(data, {})
    mine.is_valid()
    differing = [
        {"label": mine.fields[name].label, "theirs": in_words(mine.fields[name], theirs.get(name))}
        for name in mine.fields
        if name in theirs and name != "version" and mine.cleaned_data.get(name) != theirs[name]
    ]
    shown = context | {"form": mine, "differing": differing, "button_text": "Save mine"}
    return render(request, "cases/conflict.html", shown, status=409)


def in_words(field: forms.Field, value: Any) -> str:
    """A field's value as a page shows it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return words.day(value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return str(value)


def of_person(row: Any) -> Any:
    """The row, or the page that says there is none: of this person no such thing is known."""
    if row is None:
        raise Http404("Not on this person’s record")
    return row


def refused_in_words(request: HttpRequest, refusal: Any) -> None:
    """What a one-tap button could not do, said on the page it leads back to."""
    messages.error(request, " ".join(refusal.messages))
