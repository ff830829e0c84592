"""The form that hands over: who takes what, from which day, and why."""

from datetime import date
from typing import Any

from django import forms

from accounts.clock import now
from accounts.models import User
from govuk.fields import CheckboxesField, DayField, LongTextField, TextField
from govuk.forms import GovukForm
from people import hand_over_queries as queries
from people.hand_over_hooks import HAND_OVER, Held
from people.hand_over_services import Choice
from people.models import Person

CHANGED = "Some of these have been handed over meanwhile. Look at what is left, then send it again"


class SearchForm(GovukForm):
    q = TextField(label="Name of your colleague", max_length=200, required=False)


def taker_field(label: str, hint: str) -> TextField:
    """A colleague by name; names of the same team are offered while somebody types."""
    widget = forms.TextInput(attrs={"list": "colleagues", "autocomplete": "off"})
    return TextField(label=label, help_text=hint, max_length=254, required=False, widget=widget)


class HandOverForm(GovukForm):
    """All of it to one person, a kind of it to another, or only the lines that are ticked."""

    to = taker_field(
        "Who takes it?", "Their name, or their email address where two have the same name"
    )
    on = DayField(label="From which day?", subject="the day", now=now)
    why = LongTextField(
        label="Why is it handed over?", subject="why it is handed over", rows=2, max_length=1000
    )

    def __init__(
        self, *args: Any, holder: User, lines: list[Held], names: dict[int, Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.holder, self.lines = holder, lines
        self.takers: dict[str, User] = {}
        for kind in self.kinds:
            title = HAND_OVER[kind].title
            own = [line for line in lines if line.kind == kind]
            self.fields[f"lines-{kind}"] = CheckboxesField(
                label=f"{title} ({len(own)})",
                choices=[(str(one.number), f"{names[one.person].name}: {one.text}") for one in own],
                hints={str(one.number): one.note for one in own if one.note},
                initial=[str(one.number) for one in own if not one.note],
                required=False,
                error_messages={"invalid_choice": CHANGED},
            )
            if len(self.kinds) == 1:
                continue  # who takes it takes these
            self.fields[f"to-{kind}"] = taker_field(
                "Who takes these, if somebody else?", "Leave empty for the person named above"
            )
            self.fields[f"to-{kind}"].subject = f"who takes “{title}”"

    @property
    def kinds(self) -> list[str]:
        """The kinds that there is something of, in their order."""
        return list(dict.fromkeys(line.kind for line in self.lines))

    def parts(self) -> list[tuple[Any, Any]]:
        """For the page: the lines of each kind, and who takes them."""
        return [
            (self[f"lines-{kind}"], self[f"to-{kind}"] if f"to-{kind}" in self.fields else "")
            for kind in self.kinds
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ["to", *(f"to-{kind}" for kind in self.kinds)]:
            if typed := cleaned.get(name):
                self._find(name, typed)
        if not any(name.startswith("to") for name in self.errors) and not self.choices():
            self.add_error("to", "Enter who takes it, and tick what they take")
        return cleaned

    def _find(self, name: str, typed: str) -> None:
        found = queries.at_address(typed) if "@" in typed else queries.called(typed)
        if len(found) > 1:
            self.add_error(name, f"{len(found)} colleagues are called {typed}: enter the address")
        elif not found:
            self.add_error(name, f"Nobody who can sign in is called {typed}")
        elif found[0].pk == self.holder.pk:
            self.add_error(name, f"Enter somebody else: {self.holder.name} holds it now")
        else:
            self.takers[name] = found[0]

    def choices(self) -> dict[str, Choice]:
        """Who takes which kind: all of it where every line is ticked."""
        chosen: dict[str, Choice] = {}
        for kind in self.kinds:
            taker = self.takers.get(f"to-{kind}") or self.takers.get("to")
            ticked = {int(number) for number in self.cleaned_data.get(f"lines-{kind}") or []}
            if taker is None or not ticked:
                continue
            every = {line.number for line in self.lines if line.kind == kind}
            chosen[kind] = Choice(taker.pk, None if ticked == every else sorted(ticked))
        return chosen

    def on_day(self) -> date:
        day: date = self.cleaned_data["on"]
        return day
