"""What a section asks, and what was answered in words: between typed JSON, forms and pages.

PARTS = {
        "background": Part("Background", BackgroundForm),
        "people": Part("Who came", NoForm, rows=Attendees),
    }
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from cases.section_models import Section
from govuk import words
from govuk.fields import RadiosField
from govuk.forms import GovukForm
from govuk.rows import Rows
from govuk.widgets import BoxesWidget

ROWS = "rows"
DONE = "section_completed"


def nothing(parent: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Part:
    """One page of a long form. `options` and `row_options` give its form and rows what they need to
    know of the parent; `needed` is whether the whole can be finished without it."""

    title: str
    form: type[GovukForm]
    rows: type[Rows] | None = None
    hint: str = ""
    lead: str = ""
    points: tuple[str, ...] = ()
    needed: bool = True
    options: Callable[[Any], dict[str, Any]] = nothing
    row_options: Callable[[Any], dict[str, Any]] = nothing


Parts = Mapping[str, Part]


class NoForm(GovukForm):
    """For a section that is all rows."""


def open_form(part: Part, parent: Any, data: Any) -> tuple[GovukForm, Rows | None]:
    """The page's form and rows, filled with a draft's data."""
    form = part.form(initial=data, **part.options(parent))
    rows = None
    if part.rows:
        rows = part.rows(
            prefix=ROWS, initial=data.get(ROWS) or [], form_kwargs=part.row_options(parent)
        )
    return form, rows


def bound_form(part: Part, parent: Any, post: Any) -> tuple[GovukForm, Rows | None]:
    """The page's form and rows as they were sent."""
    form = part.form(post, **part.options(parent))
    rows = None
    if part.rows:
        rows = part.rows(post, prefix=ROWS, form_kwargs=part.row_options(parent))
    return form, rows


def ask_whether_done(form: GovukForm, *, answer: str = "") -> None:
    """Every section ends with the same question."""
    form.fields[DONE] = RadiosField(
        label="Have you completed this section?",
        choices=[("yes", "Yes, I have completed it"), ("no", "No, I will come back to it")],
        initial=answer,
        error_messages={"required": "Select whether you have completed this section"},
    )


def typed(form: GovukForm, rows: Rows | None) -> dict[str, Any]:
    """What was typed, as JSON keeps it; empty rows are left out."""
    data = {name: value for name, value in form.typed().items() if name != DONE}
    if rows is not None:
        every = [row.typed() for row in rows.forms]
        data[ROWS] = [row for row in every if any(row.values())]
    return data


def as_posted(form: forms.Form, data: Mapping[str, Any], prefix: str = "") -> Any:
    """Typed JSON as a browser would post it, so that a form can judge it again."""
    post: MultiValueDict[str, Any] = MultiValueDict()
    for name, field in form.fields.items():
        value, key = data.get(name), f"{prefix}{name}"
        if isinstance(field.widget, BoxesWidget) and isinstance(value, dict):
            for box, content in value.items():
                post[f"{key}-{box}"] = content
        elif isinstance(value, list):
            post.setlist(key, value)
        elif value not in (None, False):
            post[key] = value
    return post


def judged(part: Part, parent: Any, data: Mapping[str, Any]) -> tuple[GovukForm, Rows | None]:
    """The stored section as a form that has been checked: `cleaned_data`, `errors`."""
    post = as_posted(part.form(**part.options(parent)), data)
    if part.rows:
        kept = data.get(ROWS) or []
        post[f"{ROWS}-TOTAL_FORMS"], post[f"{ROWS}-INITIAL_FORMS"] = str(len(kept)), "0"
        blank = part.rows.form(**part.row_options(parent))
        for index, row in enumerate(kept):
            post.update(as_posted(blank, row, prefix=f"{ROWS}-{index}-"))
    form, rows = bound_form(part, parent, post)
    form.is_valid()
    if rows is not None:
        rows.is_valid()
    return form, rows


Answers = list[dict[str, str]]


def answers(form: GovukForm) -> Answers:
    """Label and answer in words of every field that was answered, in the page's order."""
    lines = []
    for name, field in form.fields.items():
        if name == DONE:
            continue
        value = form.cleaned_data.get(name)
        text = in_words(field, value) if name not in form.errors else raw(form[name].data)
        if text:
            lines.append({"label": str(form[name].label), "text": text})
    return lines


def said(part: Part, parent: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """One section in words: its title, its answers (label and text), and those of each row."""
    form, rows = judged(part, parent, data)
    return {
        "title": part.title,
        "answers": answers(form),
        "rows": [answers(row) for row in rows.forms if row.has_changed()] if rows else [],
    }


def frozen(*, parts: Parts, parent: Any, sections: Mapping[str, Section]) -> list[dict[str, Any]]:
    """The whole as JSON that no later change touches: what a page shows, a version or paper keeps.

    A list, because the database orders an object's keys by itself and the form's order counts.
    """
    return [
        {"key": key, "data": sections[key].data} | said(part, parent, sections[key].data)
        for key, part in parts.items()
        if key in sections
    ]


def in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No" if isinstance(field, forms.ChoiceField) else ""
    if isinstance(value, datetime):
        return words.when(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, time):
        return words.on_the_clock(value.hour, value.minute)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in chosen if one not in (None, ""))
    return "" if value is None else str(value)


def raw(value: Any) -> str:
    """What was typed and cannot be read, as it stands."""
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return "" if value is None else str(value)
