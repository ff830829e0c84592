"""What is asked around an interview: who holds it, what was tried, and how it ends."""

from typing import Any

from accounts import clock
from cases.rules import NOT_DUE_REASONS
from govuk.fields import LongTextField, RadiosField, SelectField, TextField, WhenField, YesNoField
from govuk.forms import GovukForm
from returns import rules
from returns.queries import Choice


class AssignForm(GovukForm):
    interviewer = RadiosField(
        label="Who will hold the interview?", choices=[], subject="an interviewer"
    )

    def __init__(self, *args: Any, people: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interviewer"].choices = [(one.key, one.user.name) for one in people]
        self.fields["interviewer"].ui["hints"] = {
            one.key: f"{one.provider}{_ages(one)}" for one in people
        }


def _ages(one: Choice) -> str:
    if one.min_age is None and one.max_age is None:
        return ""
    if one.max_age is None:
        return f", from age {one.min_age}"
    return f", ages {one.min_age or 0} to {one.max_age}"


class ContactForm(GovukForm):
    at = WhenField(
        now=clock.now, allow_future=False, label="When was it?", subject="the time of the attempt"
    )
    how = TextField(
        label="How?",
        help_text="By phone, a visit, a message to the carer",
        subject="how you tried",
        max_length=100,
    )
    outcome = LongTextField(
        label="What came of it?", subject="what came of it", rows=3, max_length=2000
    )


class AnswerForm(GovukForm):
    how = RadiosField(
        label="Why is there no interview?",
        choices=list(rules.ANSWERED.items()),
        conditional={"not_due": ["not_due_why"]},
        subject="why there is no interview",
    )
    not_due_why = RadiosField(
        label="Why is it not due?",
        choices=list(NOT_DUE_REASONS.items()),
        subject="why it is not due",
    )
    reason = LongTextField(
        label="The reason",
        help_text="In the child’s or young person’s own words where they gave one",
        subject="the reason",
        max_length=4000,
    )


class FinishForm(GovukForm):
    late_reason = LongTextField(
        label="Why was it not held within 72 hours?",
        subject="why it was not held within 72 hours",
        rows=3,
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_reason"]


class AnalysisForm(GovukForm):
    analysis = LongTextField(
        label="What does this interview tell us?",
        help_text="What pushes and pulls them, what has changed since last time, and what it means "
        "for their plan",
        subject="your analysis",
        rows=12,
        max_length=12000,
    )


class DisclosureForm(GovukForm):
    what = LongTextField(
        label="What came up?",
        help_text="What was said, about whom, and where the child is now",
        subject="what came up",
        max_length=4000,
    )
    police = YesNoField(
        label="Have you rung the police?",
        conditional={"yes": ["police_reference"]},
        error_messages={"required": "Select yes if you have rung the police"},
    )
    police_reference = TextField(
        label="Police reference, if they gave you one", required=False, max_length=60, width=20
    )


class ListForm(GovukForm):
    state = SelectField(
        label="State", choices=list(rules.STATES.items()), blank="Every state", required=False
    )
