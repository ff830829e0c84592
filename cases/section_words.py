"""A section's stored answers in the words of its form, without its parent: for the history, which
tells many at once and must not ask the database about each.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from cases.section_forms import ROWS, Part, in_words, raw
from govuk.widgets import BoxesWidget


def lines(part: Part | None, data: Mapping[str, Any]) -> dict[str, str]:
    """Every answer by its question, in the form's order. What the form does not know (any more) is
    told by its own name.
    """
    fields = dict(part.form.base_fields) if part else {}
    order = [*(name for name in fields if name in data), *(n for n in data if n not in fields)]
    told = {
        label_of(fields.get(name), name): answer(fields.get(name), data[name])
        for name in order
        if name != ROWS
    }
    if rows := data.get(ROWS):
        of_a_row = dict(part.rows.form.base_fields) if part and part.rows else {}
        told["List"] = "\n".join(_row(of_a_row, row) for row in rows)
    return {label: text for label, text in told.items() if text}


def label_of(field: forms.Field | None, name: str) -> str:
    label = str(field.label) if field is not None and field.label else name.replace("_", " ")
    return label[:1].upper() + label[1:]


def answer(field: forms.Field | None, value: Any) -> str:
    """In words where the form can read it, else as it was typed."""
    if value in (None, "", [], {}, False):
        return ""
    if field is None or isinstance(field, forms.ModelChoiceField):
        return raw(value)
    try:
        return in_words(field, field.clean(_typed(field, value))) or raw(value)
    except (ValidationError, ValueError, TypeError):
        return raw(value)


def _typed(field: forms.Field, value: Any) -> Any:
    """As the field's boxes would hand it over."""
    if not isinstance(field.widget, BoxesWidget) or not isinstance(value, dict):
        return value
    posted: MultiValueDict[str, Any] = MultiValueDict(
        {f"x-{box}": [content] for box, content in value.items()}
    )
    return field.widget.value_from_datadict(posted, MultiValueDict(), "x")


def _row(fields: Mapping[str, forms.Field], row: Mapping[str, Any]) -> str:
    said = (
        (label_of(fields.get(name), name), answer(fields.get(name), value))
        for name, value in row.items()
    )
    return "; ".join(f"{label}: {text}" for label, text in said if text)
