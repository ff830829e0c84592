"""Somebody who is not on Homeward yet: what is known tonight is enough."""

from typing import Any

from django import forms

from accounts.clock import now
from cases.person_forms import PostcodeField
from govuk.fields import DayField, SelectField, TextField
from govuk.forms import GovukForm
from people import queries, rules
from people.adding import Number


class PersonForm(GovukForm):
    """A name, a gender and a rough age are enough tonight (domain: People)."""

    given_name = TextField(label="First name, or what they are called", max_length=200)
    family_name = TextField(label="Family name (if known)", max_length=200, required=False)
    known_as = TextField(label="Known as (optional)", max_length=200, required=False)
    gender = SelectField(label="Gender", choices=list(rules.GENDERS.items()))
    date_of_birth = DayField(
        label="Date of birth (if known)",
        now=now,
        allow_future=False,
        subject="the date of birth",
        required=False,
    )
    rough_age = forms.IntegerField(
        label="If not: roughly how old?", min_value=0, max_value=110, required=False
    )
    home_address = TextField(label="Home address (if known)", max_length=500, required=False)
    home_postcode = PostcodeField(label="Postcode (if known)")
    number = TextField(
        label="A number they have elsewhere (if known)", subject="the number", width=20,
        max_length=60, required=False,
        help_text="With it a record that is here already is found, however the name is spelt",
    )  # fmt: skip
    number_kind = SelectField(
        label="Whose number is it?", choices=list(rules.IDENTIFIERS.items()), required=False,
        blank="No number is known",
    )  # fmt: skip
    responsible_authority = forms.ModelChoiceField(
        label="Responsible authority",
        queryset=None,
        required=False,
        empty_label="This council",
        help_text="Leave it as it is where you do not know",
    )

    def __init__(self, *args: object, **rest: object) -> None:
        super().__init__(*args, **rest)  # type: ignore[arg-type]  # passed on as it came
        authorities = queries.organisations("authority")
        self.fields["responsible_authority"].queryset = authorities  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        number, kind = cleaned.get("number"), cleaned.get("number_kind")
        if number and not kind and "number_kind" not in self.errors:
            self.add_error("number_kind", "Select whose number it is")
        if kind and not number and "number" not in self.errors:
            self.add_error("number", "Enter the number, or select “No number is known”")
        return cleaned

    def number_given(self) -> Number | None:
        """As numbers are kept: in capitals, without spaces."""
        value = "".join(self.cleaned_data["number"].split()).upper()
        return Number(self.cleaned_data["number_kind"], value) if value else None

    def fields_of_person(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        del given["number"], given["number_kind"]
        age = given.pop("rough_age")
        if age is not None and not given["date_of_birth"]:
            given["estimated_age"] = age
        if given["responsible_authority"] is None:
            del given["responsible_authority"]
        return given
