"""Forms of statuses, alerts, court dates and what others say is out of date."""

from typing import Any

from accounts.clock import now
from cases.person_frame import Versioned
from govuk.fields import DayField, LongTextField, RadiosField, TextField
from govuk.forms import GovukForm
from people import rules

FIRST = "From which day?"


class CareStatusForm(Versioned):
    status = RadiosField(
        label="What is the social care status?",
        subject="the social care status",
        choices=list(rules.SOCIAL_CARE_STATUS.items()),
        conditional={"child_protection": ["category"]},
    )
    category = RadiosField(
        label="Category of the plan",
        subject="the category of the plan",
        choices=list(rules.PROTECTION_CATEGORIES.items()),
    )
    starts_on = DayField(label=FIRST, subject="the first day", now=now, allow_future=False)


class LegalStatusForm(Versioned):
    status = RadiosField(
        label="What is the legal status?",
        subject="the legal status",
        choices=list(rules.LEGAL_STATUS.items()),
    )
    starts_on = DayField(label=FIRST, subject="the first day", now=now, allow_future=False)


class _Ended(Versioned):
    ends_on = DayField(
        label="Until which day?",
        help_text="Leave empty while it goes on. The day of a change belongs to both",
        subject="the last day",
        now=now,
        allow_future=False,
        required=False,
    )


class CareSpellForm(_Ended, CareStatusForm):
    """A spell put right: the last day too."""

    field_order = ("status", "category", "starts_on", "ends_on")


class LegalSpellForm(_Ended, LegalStatusForm):
    field_order = ("status", "starts_on", "ends_on")


STATUS_FORMS: dict[str, tuple[type[Versioned], type[Versioned]]] = {
    "care": (CareStatusForm, CareSpellForm),
    "legal": (LegalStatusForm, LegalSpellForm),
}


class AlertForm(Versioned):
    kind = RadiosField(
        label="What kind of alert is it?", subject="what kind of alert it is",
        choices=list(rules.ALERTS.items()),
    )  # fmt: skip
    text = LongTextField(
        label="What must everybody know?",
        help_text="It is the first thing that everybody who opens the record reads",
        subject="what everybody must know",
        rows=4,
        max_length=1000,
    )
    starts_on = DayField(label=FIRST, subject="the first day", now=now, allow_future=False)


class CourtDateForm(Versioned):
    day = DayField(label="When is the hearing?", subject="the day of the hearing")
    what = TextField(
        label="What is it about?", help_text="For example, renewal of the interim care order",
        subject="what it is about", max_length=300,
    )  # fmt: skip
    court = TextField(label="Which court?", max_length=200, required=False)
    outcome = LongTextField(
        label="What came of it?", help_text="Once it has been held", rows=3, max_length=3000,
        required=False,
    )  # fmt: skip


class SuggestForm(GovukForm):
    text = LongTextField(
        label="What is out of date, and what is right?",
        subject="what is out of date and what is right",
        rows=4,
        max_length=2000,
    )


class AnswerForm(GovukForm):
    answer = LongTextField(
        label="What did you do about it?", subject="what you did about it", rows=3,
        max_length=2000,
    )  # fmt: skip


def fields_of(form: Any) -> dict[str, Any]:
    """The answers without the page's version."""
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}
