"""The filters of the board and the list, and the forms around them."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest

from accounts.clock import now
from cases import list_queries, list_rules, rules
from govuk import filters, words
from govuk.fields import DayField, LongTextField, SelectField, TextField
from govuk.filters import PAGING, boxes_of
from govuk.forms import GovukForm

NOT_FILTERS = {"before", "all"}


class BoardFilter(GovukForm):
    """Who is missing now, by what can be told of them while it lasts."""

    team = SelectField(label="Team", blank="Any", required=False, choices=[])
    home = SelectField(
        label="Home", blank="Any", required=False, choices=[],
        help_text="Where they were placed when they went missing",
    )  # fmt: skip
    grade = SelectField(
        label="Risk grade", blank="Any", required=False,
        choices=[*rules.GRADES.items(), (list_rules.NOT_GRADED, "Not graded")],
        help_text="Of the police or the council",
    )  # fmt: skip
    status = SelectField(
        label="Status", choices=list(rules.STATUSES.items()), blank="Any", required=False
    )
    authority = SelectField(
        label="Whose child", blank="Any", required=False,
        choices=list(list_rules.AUTHORITIES.items()),
    )  # fmt: skip
    mine = forms.BooleanField(label="Only those I am allocated to", required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("team", list_queries.teams_for(user)),
            ("home", list_queries.homes_for(user)),
        ):
            field = self.fields[name]
            field.choices = [("", "Any"), *choices]  # type: ignore[attr-defined]  # a SelectField

    def address(self) -> str:
        """What was chosen, as an address carries it."""
        return urlencode(typed_in(self), doseq=True)


class ListFilter(BoardFilter):
    """Every episode there was, by the same and by when and how it stands."""

    state = SelectField(
        label="State", blank="Any", required=False,
        choices=[("open_now", "Missing or absent now"), *rules.STATES.items()],
    )  # fmt: skip
    since = DayField(
        label="Started on or after", subject="the first day", required=False, now=now,
        allow_future=False,
    )  # fmt: skip
    until = DayField(label="Started on or before", subject="the last day", required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", "The last day must not be before the first day")
        return said


FILTERS: dict[str, type[BoardFilter]] = {"board": BoardFilter, "list": ListFilter}


def filter_of(page: str, request: HttpRequest) -> BoardFilter:
    """The filter as the address fills it; an address without one gives an empty form."""
    sent = {name for name in request.GET if name not in NOT_FILTERS}
    return FILTERS[page](request.GET if sent else None, user=request.user)


def chosen_in(form: BoardFilter) -> dict[str, Any]:
    """What was chosen and makes sense; nothing where something does not."""
    if not form.is_bound or not form.is_valid():
        return {}
    return {name: value for name, value in form.cleaned_data.items() if value}


def typed_in(form: BoardFilter) -> dict[str, str]:
    """The same as the address carries it: the names of the controls and what they hold."""
    kept = {}
    for name, value in chosen_in(form).items():
        if isinstance(value, date):
            numbers = (value.day, value.month, value.year)
            kept |= {box: str(one) for box, one in zip(boxes_of(form, name), numbers, strict=True)}
        else:
            kept[name] = "on" if value is True else str(value)
    return kept


def in_use(request: HttpRequest, form: BoardFilter) -> list[dict[str, str]]:
    """Each filter in use, with the address without it."""
    return [
        {
            "text": _in_words(form, name, value),
            "remove": address(request, **dict.fromkeys((*boxes_of(form, name), *PAGING), "")),
        }
        for name, value in chosen_in(form).items()
    ]


def in_words(form: BoardFilter) -> list[str]:
    """The filters in use, each in words."""
    return [_in_words(form, name, value) for name, value in chosen_in(form).items()]


def _in_words(form: Any, name: str, value: Any) -> str:
    field = form.fields[name]
    if isinstance(value, date):
        return f"{field.label} {words.day(value)}"
    choices = dict(getattr(field, "choices", []))
    return f"{field.label}: {choices[value]}" if value in choices else str(field.label)


def address(request: HttpRequest, **changes: str) -> str:
    """This page's address with some of it changed. Without filters it says that all are wanted,
    or the list would open with the view that its reader has chosen.
    """
    there = filters.address(request, **changes)
    return "?all=1" if there == "?" else there


class ViewForm(GovukForm):
    """A name for the filters, and whether the list opens with them."""

    name = TextField(label="Name", subject="a name for the view", max_length=60, width=20)
    is_default = forms.BooleanField(label="Open the list with this view", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CsvForm(GovukForm):
    """Why the list leaves as a file: asked every time."""

    reason = LongTextField(
        label="Why do you need the file?", subject="why you need the file", rows=3, max_length=500,
        help_text="It is kept with your name. The file holds personal data: keep it where only "
        "those who need it can open it, and delete it when it is not needed any more.",
    )  # fmt: skip
