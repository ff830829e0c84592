"""Forms about risk, the challenge of a grade and legal steps."""

from typing import Any

from django import forms

from accounts.clock import now
from cases import risk_rules, rules
from cases.episode_forms import when
from govuk.fields import DayField, LongTextField, RadiosField, SelectField, TextField, WhenField
from govuk.forms import GovukForm

GRADES = list(rules.GRADES.items())


class VersionedForm(GovukForm):
    """Carries the version that the page was opened at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class RiskForm(VersionedForm):
    level = RadiosField(
        label="Is the risk known or potential?",
        subject="whether the risk is known or potential",
        choices=list(risk_rules.LEVELS.items()),
        hints=risk_rules.LEVEL_HINTS,
    )
    last_seen_on = DayField(
        label="When was it last seen as a concern? (optional)",
        subject="the day it was last seen",
        now=now,
        allow_future=False,
        required=False,
    )
    detail = LongTextField(
        label="What is known, and from whom? (optional)", max_length=3000, required=False
    )


class EndRiskForm(GovukForm):
    why = LongTextField(label="Why is it no longer a risk?", subject="why", rows=3, max_length=1000)


def reply_by() -> WhenField:
    return WhenField(
        label="By when do you ask for an answer?",
        subject="the time for the answer",
        now=now,
        offer=("today", "tomorrow"),
    )


class ChallengeForm(GovukForm):
    wanted_grade = RadiosField(
        label="Which grade do you ask for?", subject="the grade", choices=GRADES
    )
    why = LongTextField(
        label="Why is the police’s grade wrong?", subject="why the grade is wrong", max_length=5000
    )
    to_whom = TextField(
        label="Which officer did it go to?",
        help_text="The inspector who reviews the grade: name, number, force",
        subject="the officer it went to",
        max_length=200,
    )
    reply_due_at = reply_by()


class EscalateForm(VersionedForm):
    escalated_to = TextField(
        label="Whom was it taken to?", subject="whom it was taken to", max_length=200
    )
    reply_due_at = reply_by()


class AnswerForm(VersionedForm):
    answered_grade = RadiosField(
        label="What is the police’s grade now?", subject="the police’s grade", choices=GRADES
    )
    answer = LongTextField(
        label="What did they answer?", subject="what they answered", rows=4, max_length=5000
    )
    answered_by = TextField(label="Who answered?", subject="who answered", max_length=200)
    at = when("When?", subject="the time of the answer")


class CloseForm(VersionedForm):
    note = LongTextField(label="How did it end?", subject="how it ended", rows=3, max_length=2000)


def _day(label: str, subject: str) -> DayField:
    return DayField(label=label, subject=subject, required=False)


class LegalForm(VersionedForm):
    kind = RadiosField(
        label="Which step?",
        subject="the step",
        choices=list(risk_rules.LEGAL_STEPS.items()),
        hints=risk_rules.LEGAL_HINTS,
        conditional={"abduction_warning": ["against"]},
    )
    against = TextField(
        label="Whom is the notice against?", subject="whom it is against", max_length=200
    )
    state = SelectField(
        label="How does it stand?",
        subject="how it stands",
        choices=list(risk_rules.LEGAL_STATES.items()),
    )
    asked_on = _day("Considered or applied for on (optional)", "the day it was applied for")
    starts_on = _day("Made, served or begun on (if it is)", "the day it began")
    expires_on = _day("Runs out on (if it does)", "the day it runs out")
    whose = TextField(label="Court, officer or firm (optional)", max_length=200, required=False)
    detail = LongTextField(label="More (optional)", rows=3, max_length=3000, required=False)

    def said(self) -> dict[str, Any]:
        answer = dict(self.cleaned_data)
        answer.pop("version")
        return answer
