"""Which value stays, for every field in which two records differ; and how it is known."""

from collections.abc import Iterable
from typing import Any

from django import forms

from govuk.fields import LongTextField, RadiosField, TextField
from govuk.forms import GovukForm
from people.hooks import Choice
from people.models import Person


class OtherForm(GovukForm):
    """The record that this one would be merged with."""

    other = TextField(
        label="Reference of the other record", width=20, max_length=20,
        subject="the reference of the other record",
    )  # fmt: skip


class MergeForm(GovukForm):
    """One choice for each field that differs. What is empty on one side is chosen already."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    gone_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, fields: Iterable[Choice], kept: Person, gone: Person, **rest: Any
    ) -> None:
        chosen = {one.key: one.likely for one in fields}
        versions = {"kept_version": kept.version, "gone_version": gone.version}
        super().__init__(*args, initial=versions | chosen, **rest)
        for one in fields:
            self.fields[one.key] = RadiosField(
                label=one.label,
                choices=[("kept", one.kept or "Nothing"), ("gone", one.gone or "Nothing")],
                hints={"kept": kept.reference, "gone": gone.reference},
                error_messages={"required": f"Select which stays: {one.label.lower()}"},
            )
        self.fields["why"] = LongTextField(
            label="How do you know that they are one person?", rows=3, max_length=2000,
            error_messages={"required": "Enter how you know that they are one person"},
        )  # fmt: skip
        self.keys = [one.key for one in fields]

    @property
    def choices(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in self.keys}

    @property
    def versions(self) -> tuple[int, int]:
        return self.cleaned_data["kept_version"], self.cleaned_data["gone_version"]
