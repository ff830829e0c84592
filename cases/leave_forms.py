"""Forms about agreed places, leave, curfews and signing out. The services check the rules."""

from typing import Any

from django import forms

from accounts.clock import now
from cases import leave_rules
from cases.episode_forms import when
from cases.models import AgreedStay
from govuk.fields import ClockTimeField, LongTextField, RadiosField, TextField, WhenField
from govuk.forms import GovukForm

ELSEWHERE = "elsewhere"


def ahead(label: str, *, subject: str) -> WhenField:
    return WhenField(label=label, subject=subject, now=now, offer=("today", "tomorrow"))


class AdultFields(GovukForm):
    """The responsible adult: needed under 18 (S0)."""

    adult = TextField(
        label="Responsible adult there",
        help_text="Needed for anyone under 18",
        max_length=200,
        required=False,
    )
    adult_phone = TextField(label="Their phone number", width=20, max_length=40, required=False)


class StayForm(AdultFields):
    """A place agreed beforehand."""

    where = TextField(
        label="What is the place called?",
        help_text="For example, Nan’s, or his friend Sam’s",
        subject="what the place is called",
        max_length=200,
    )
    address = LongTextField(label="Address", subject="the address", rows=3, max_length=1000)
    times = LongTextField(
        label="Which nights and times are agreed?",
        help_text="For example, Fridays and Saturdays, back by 6pm on Sunday",
        subject="which nights and times are agreed",
        rows=2,
        max_length=1000,
    )
    field_order = ["where", "address", "adult", "adult_phone", "times"]


class LeaveForm(AdultFields):
    """Tonight's stay: where, until when, who agreed, who confirmed that they are there."""

    stay = RadiosField(label="Where are they staying?", subject="where they are staying")
    where = TextField(label="Whose place is it?", subject="where they are staying", max_length=200)
    address = LongTextField(label="Address", subject="the address", rows=3, max_length=1000)
    authorised_by = TextField(
        label="Who agreed to this stay?",
        help_text="A social worker, their manager or the emergency duty team",
        subject="who agreed to this stay",
        max_length=200,
    )
    until = ahead("When are they expected back?", subject="the time they are expected back")
    confirmed_by = TextField(
        label="Who confirmed that they are there?",
        help_text="For example, their nan, by phone",
        subject="who confirmed that they are there",
        max_length=200,
    )
    confirmed_at = when("When was that?", subject="the time it was confirmed")
    field_order = [
        "stay", "where", "address", "adult", "adult_phone", "authorised_by", "until",
        "confirmed_by", "confirmed_at",
    ]  # fmt: skip

    def __init__(self, *args: Any, stays: list[AgreedStay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stay = self.fields["stay"]
        stay.choices = [
            *((str(one.pk), one.where) for one in stays),
            (ELSEWHERE, "Somewhere else" if stays else "With people who agreed to have them"),
        ]
        stay.ui["hints"] = {
            str(one.pk): ". ".join(
                filter(None, [one.times, f"{one.adult}, {one.adult_phone}" if one.adult else ""])
            )
            for one in stays
        }
        stay.conditional = {
            ELSEWHERE: ["where", "address", "adult", "adult_phone", "authorised_by"]
        }
        if not stays:
            self.initial.setdefault("stay", ELSEWHERE)

    def said(self) -> dict[str, Any]:
        answer = dict(self.cleaned_data)
        stay = answer.pop("stay")
        return answer | {"stay_id": None if stay == ELSEWHERE else int(stay)}


class OfLeaveForm(GovukForm):
    """Carries the version of the leave that the page was opened at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ExtendForm(OfLeaveForm):
    until = ahead("Until when may they stay?", subject="the new time")
    why = LongTextField(label="Why?", subject="why it is extended", rows=2, max_length=1000)


class LeaveOverForm(OfLeaveForm):
    how = RadiosField(
        label="How did the leave end?",
        subject="how the leave ended",
        choices=[item for item in leave_rules.LEAVE_ENDS.items() if item[0] != "reported"],
        hints={"withdrawn": "They are expected back now. If they do not come, report them"},
    )
    at = when("When was that?", subject="the time")


class WhyForm(GovukForm):
    why = LongTextField(label="Why?", subject="why", rows=3, max_length=1000)


class CurfewForm(GovukForm):
    school_night = ClockTimeField(label="Sunday to Thursday", required=False)
    weekend_night = ClockTimeField(label="Friday and Saturday", required=False)


class OutForm(GovukForm):
    back_by = ahead("When are they due back?", subject="the time they are due back")
    where = TextField(label="Where are they going? (optional)", max_length=300, required=False)
