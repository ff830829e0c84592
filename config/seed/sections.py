"""Long forms of the made-up caseload: sections filled, and judged, as somebody would type them."""

from datetime import datetime, timedelta
from typing import Any

from django import forms

from accounts.clock import local
from accounts.models import User
from cases.section_forms import Part, judged, typed
from cases.section_models import Section
from cases.sections import save_section
from govuk.fields import DayField, WhenField

SAID = "Nothing further known at the time of writing."


def box(moment: datetime, *, timed: bool) -> dict[str, str]:
    """The boxes of a date, or of a date and a time, as typed."""
    here = local(moment)
    day = {"day": str(here.day), "month": str(here.month), "year": str(here.year)}
    return day | {"choice": "other", "time": f"{here:%H:%M}"} if timed else day


def filled(form: forms.Form, *, moment: datetime) -> dict[str, Any]:
    """An answer to every question: the first choice of a list, a plain sentence, a day before."""
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        if isinstance(field, WhenField):
            data[name] = box(moment, timed=True)
        elif isinstance(field, DayField):
            data[name] = box(moment - timedelta(days=30), timed=False)
        elif isinstance(field, forms.MultipleChoiceField):
            data[name] = [str(field.choices[0][0])]
        elif isinstance(field, forms.ChoiceField):
            data[name] = next(str(key) for key, _ in field.choices if key)
        elif isinstance(field, forms.BooleanField):
            data[name] = field.required
        elif isinstance(field, forms.CharField) and field.required:
            data[name] = SAID
    return data


def save(
    *, table: type[Section], parent: Any, key: str, part: Part, answers: dict[str, Any], by: User,
    moment: datetime, rows: list[dict[str, Any]] | None = None,
) -> Section:  # fmt: skip
    """Complete one section; what the form would have refused stops the telling."""
    data = filled(part.form(**part.options(parent)), moment=moment) | answers
    if part.rows:
        data["rows"] = rows or []
    form, listed = judged(part, parent, data)
    if asked := [name for name in form.errors if isinstance(form.fields[name], forms.CharField)]:
        # An answer above made these necessary: "why?" under a ticked concern.
        form, listed = judged(part, parent, data | dict.fromkeys(asked, SAID))
    wrong = dict(form.errors) or (listed is not None and not listed.is_valid() and listed.errors)
    if wrong:
        raise ValueError(f"the made-up section {key} would be refused: {wrong}")
    return save_section(
        table=table,
        parent=parent,
        key=key,
        data=typed(form, listed),
        version=0,
        by=by,
        complete=True,
    )
