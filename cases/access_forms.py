"""Forms about who may see a record: giving access, restricting, emergency access and its review."""

from typing import Any

from django import forms

from accounts.clock import now, today
from accounts.finding import user_called
from deadlines.queries import span_on
from govuk import words
from govuk.fields import DayField, LongTextField, RadiosField, TextField, WhenField
from govuk.forms import GovukForm
from govuk.rows import rows_of
from people.rules import EMERGENCY_OUTCOMES, GRANT_LEVELS
from people.sharing_forms import SharingFields

NOBODY = "Nobody has exactly this name or email address, or more than one has. Use the address"
LEVEL_HINTS = {
    "full": "Everything that their role allows, as if they worked with the child",
    "name": "Name, age, where they live, their worker, and whether they are missing",
}


def _level() -> RadiosField:
    return RadiosField(
        label="How much may they see?",
        subject="how much they may see",
        choices=list(GRANT_LEVELS.items()),
        hints=LEVEL_HINTS,
    )


def _until() -> DayField:
    return DayField(
        label="Until when?",
        help_text="The last day on which they may see it",
        subject="the last day on which they may see it",
        now=now,
    )


class GrantForm(GovukForm):
    """To somebody of the council."""

    level = _level()
    reason = LongTextField(
        label="Why do they need it?", subject="why they need it", rows=3, max_length=2000
    )
    until = _until()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_how_long(self)

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class GrantOutsideForm(SharingFields):
    """To somebody outside: the questions of the sharing record too, for information leaves."""

    level = _level()
    until = _until()
    field_order = ["level", "until", "why"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("to_organisation", "to_whom"):  # known from whom it is given to
            del self.fields[name]
        _say_how_long(self)

    def given(self) -> dict[str, Any]:
        self.cleaned_data |= {"to_organisation": "", "to_whom": ""}
        answers = self.cleaned_data
        return {
            "level": answers["level"],
            "until": answers["until"],
            "reason": answers["why"],
            "sharing": self.sharing(),
        }


def _say_how_long(form: GovukForm) -> None:
    longest = today() + span_on("longest_grant", today())
    form.fields[
        "until"
    ].help_text = f"The last day on which they may see it, {words.day(longest)} at the latest"


class EndGrantForm(GovukForm):
    why = LongTextField(
        label="Why does it end now?", subject="why it ends now", rows=3, max_length=2000
    )


class NamedForm(GovukForm):
    """One user who may see the restricted record."""

    who = TextField(
        label="Name or email address",
        subject="a name or an email address",
        max_length=254,
        required=False,
    )

    def clean_who(self) -> Any:
        text = self.cleaned_data["who"]
        if not text:
            return None
        if (user := user_called(text)) is None:
            raise forms.ValidationError(NOBODY)
        return user


NamedRows = rows_of(NamedForm, noun="person", at_least=1)


class RestrictForm(GovukForm):
    reason = LongTextField(
        label="Why is the record restricted?",
        subject="why the record is restricted",
        help_text="Only those who are named can read this",
        rows=3,
        max_length=2000,
    )
    ask = TextField(
        label="Who is to be asked about it?",
        help_text="The name or email address of a colleague. Whoever finds the record without "
        "being named sees this name, their job and their phone number",
        subject="who is to be asked about it",
        max_length=254,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_ask(self) -> Any:
        if (user := user_called(self.cleaned_data["ask"])) is None:
            raise forms.ValidationError(NOBODY)
        return user


class LiftForm(GovukForm):
    why = LongTextField(
        label="Why need the record not be restricted any more?",
        subject="why the record need not be restricted any more",
        rows=3,
        max_length=2000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class EmergencyForm(GovukForm):
    reason = LongTextField(
        label="Why do you need to see this record now?",
        help_text="What has happened, and why it cannot wait. Your manager will read it",
        subject="why you need to see this record now",
        rows=4,
        max_length=2000,
    )


class ReviewForm(GovukForm):
    outcome = RadiosField(
        label="Was it justified?",
        subject="whether it was justified",
        choices=list(EMERGENCY_OUTCOMES.items()),
    )
    note = LongTextField(
        label="What did you find?", subject="what you found", rows=4, max_length=4000
    )
    follows = LongTextField(
        label="What follows? (if anything)",
        help_text="Needed where it was not justified",
        rows=3,
        max_length=4000,
        required=False,
    )


class PassOnForm(GovukForm):
    """What somebody knows about a child whose record they may not see."""

    text = LongTextField(
        label="What do you know?",
        help_text="For example, that they are back, and since when; or what somebody has told you",
        subject="what you know",
        rows=5,
        max_length=4000,
    )
    at = WhenField(label="When was that?", subject="the time of it", now=now, allow_future=False)
