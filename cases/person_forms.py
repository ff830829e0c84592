"""Forms of the person's own facts: who they are, where they live, whom to ring."""

from typing import Any

from django import forms

from accounts.clock import now, today
from cases.person_frame import Versioned
from govuk.fields import (
    DayField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)
from govuk.forms import GovukForm
from people import rules
from people.models import Person
from people.postcodes import NoSuchPostcode, find


class PostcodeField(TextField):
    """A postcode however typed, if any; the cleaned value is as it is written."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"label": "Postcode", "width": 10, "max_length": 20, "required": False} | kwargs
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return find(text).postcode if text else ""
        except NoSuchPostcode as error:
            raise forms.ValidationError(str(error)) from error


class DetailsForm(Versioned):
    """Who they are. One of: born on a day, roughly so old, not born yet, not known."""

    given_name = TextField(
        label="First name, or what they are called", subject="a name", max_length=200
    )
    family_name = TextField(label="Family name", max_length=200, required=False)
    known_as = TextField(
        label="Known as", help_text="What everybody calls them", max_length=200, required=False
    )
    birth = RadiosField(
        label="How old are they?",
        subject="how old they are",
        choices=[
            ("day", "The date of birth is known"),
            ("rough", "Only a rough age is known"),
            ("unborn", "They are not born yet"),
            ("not_known", "Not known"),
        ],
        conditional={
            "day": ["date_of_birth"],
            "rough": ["estimated_age"],
            "unborn": ["expected_on"],
        },
    )
    date_of_birth = DayField(
        label="Date of birth", subject="the date of birth", now=now, allow_future=False
    )
    estimated_age = forms.IntegerField(label="Roughly how old?", min_value=0, max_value=130)
    expected_on = DayField(label="When are they expected?", subject="the expected date")
    gender = SelectField(label="Gender", subject="the gender", choices=list(rules.GENDERS.items()))
    ethnicity = TextField(
        label="Ethnicity", help_text="As they or their family say it", max_length=100,
        required=False,
    )  # fmt: skip
    responsible_authority = SelectField(
        label="Which authority is responsible for them?", subject="the responsible authority"
    )

    def __init__(self, *args: Any, authorities: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields["responsible_authority"].choices[0]
        self.fields["responsible_authority"].choices = [first, *authorities]

    @classmethod
    def initial_of(cls, row: Person) -> dict[str, Any]:
        birth = (
            "unborn" if row.unborn
            else "day" if row.date_of_birth
            else "not_known" if row.estimated_age is None
            else "rough"
        )  # fmt: skip
        return super().initial_of(row) | {
            "birth": birth,
            "estimated_age": None if birth != "rough" else row.age_on(today()),
            "responsible_authority": str(row.responsible_authority_id),
        }

    def changes(self) -> dict[str, Any]:
        """The answers as columns, but for the authority, which the view looks up."""
        given = dict(self.cleaned_data)
        given["unborn"] = given.pop("birth") == "unborn"
        return given


class CommunicationForm(Versioned):
    first_language = TextField(label="First language", max_length=100, required=False)
    interpreter_needed = YesNoField(label="Do they need an interpreter?", required=False)
    communication_needs = LongTextField(
        label="What helps them to understand and be understood?",
        help_text="For example, signs, pictures, short sentences, time",
        max_length=2000,
        required=False,
        rows=3,
    )


class AddressForm(Versioned):
    known = RadiosField(
        label="Is the home address known?",
        subject="whether the home address is known",
        choices=[("yes", "Yes"), ("no", "No, we asked and it is not known")],
        conditional={"yes": ["home_address", "home_postcode"]},
    )
    home_address = LongTextField(
        label="Home address", subject="the home address", rows=3, max_length=500
    )
    home_postcode = PostcodeField()

    @classmethod
    def initial_of(cls, row: Person) -> dict[str, Any]:
        known = "no" if row.address_unknown else "yes" if row.home_address else ""
        return super().initial_of(row) | {"known": known}

    def changes(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["address_unknown"] = given.pop("known") == "no"
        return given


class FamilyContactForm(Versioned):
    family_contact = TextField(
        label="Name of one family contact", subject="the name of a family contact", max_length=200
    )
    family_contact_relation = TextField(
        label="What are they to the child?", help_text="For example, aunt", max_length=100,
        required=False,
    )  # fmt: skip
    family_contact_phone = TextField(label="Phone number", max_length=60, width=20, required=False)


class NameForm(GovukForm):
    kind = RadiosField(
        label="What kind of name is it?", subject="what kind of name it is",
        choices=list(rules.OTHER_NAMES.items()),
    )  # fmt: skip
    written = TextField(label="The name", subject="the name", max_length=200)


class IdentifierForm(GovukForm):
    kind = RadiosField(
        label="Whose number is it?", subject="whose number it is",
        choices=list(rules.IDENTIFIERS.items()),
    )  # fmt: skip
    value = TextField(
        label="The number", subject="the number", width=20, max_length=60,
        help_text="One number names one person: nobody else can have it",
    )  # fmt: skip


class WhyForm(GovukForm):
    reason = LongTextField(label="Why?", subject="why", rows=3, max_length=2000)
