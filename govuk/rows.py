"""Rows that repeat on one page (attendees, actions): "Add another" and "Remove" are ordinary
buttons of the form, so they work without JavaScript and lose nothing that was typed.

    Attendees = rows_of(AttendeeForm, noun="person", at_least=1)
    rows = Attendees(request.POST, prefix="attendees")
    if rows.pressed():            # one of the two buttons, not "Save"
        form.hush()
        return render(…, rows=rows.after_press())
"""

from typing import Any

from django import forms
from django.forms.formsets import formset_factory

from govuk.forms import GovukRenderer
from govuk.typed import whole_number

TOTAL, INITIAL = "TOTAL_FORMS", "INITIAL_FORMS"


class Rows(forms.BaseFormSet):
    """A formset in which an emptied row is simply not there."""

    noun = "row"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.initial = None  # what was sent is whole; an emptied row is empty, not changed

    def pressed(self) -> bool:
        """Whether one of the rows' own buttons sent the page."""
        return f"{self.prefix}-add" in self.data or f"{self.prefix}-remove" in self.data

    def after_press(self) -> "Rows":
        """The same rows, one more or one fewer, shown again without being judged."""
        data = self.data.copy()
        total = self.total_form_count()
        gone = whole_number(data.get(f"{self.prefix}-remove", ""))
        if f"{self.prefix}-add" in data:
            total = min(total + 1, self.max_num)
        elif gone is not None and gone < total:
            data = self._without(gone, total)
            total = max(total - 1, self.min_num)
        data[f"{self.prefix}-{TOTAL}"] = str(total)
        again = type(self)(data, self.files, prefix=self.prefix, form_kwargs=self.form_kwargs)
        for form in again.forms:
            form.hush()
        return again

    def _without(self, gone: int, total: int) -> Any:
        """The posted data with row `gone` taken out and the later rows moved up."""
        data = self.data.copy()
        for index in range(gone, total):
            start, after = f"{self.prefix}-{index}-", f"{self.prefix}-{index + 1}-"
            for key in [key for key in data if key.startswith(start)]:
                del data[key]
            for key in [key for key in data if key.startswith(after)]:
                data.setlist(start + key.removeprefix(after), self.data.getlist(key))
        return data

    def filled(self) -> list[dict[str, Any]]:
        """The cleaned rows that hold something, in their order. Only after `is_valid()`."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    @property
    def has_errors(self) -> bool:
        return any(form.has_errors for form in self.forms)

    def error_links(self) -> list[dict[str, str]]:
        return [link for form in self.forms for link in form.error_links()]


def rows_of(
    form: type[forms.Form], *, noun: str, at_least: int = 0, at_most: int = 30, empty: int = 0
) -> type[Rows]:
    """A class of rows. `noun` names one row on its legend and buttons: "person", "action"."""
    made = formset_factory(
        form,
        formset=Rows,
        extra=empty,
        min_num=at_least,
        max_num=at_most,
        absolute_max=at_most,
        renderer=GovukRenderer(),
    )
    made.noun = noun
    return made
