"""The forms of an episode's page. They check shape; the services and moves check the rules."""

from typing import Any

from django import forms

from accounts.clock import now
from cases import risk_rules, rules
from cases.models import Episode
from deadlines.models import Deadline
from govuk.fields import (
    CheckboxesField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WhenField,
    YesNoField,
)
from govuk.forms import GovukForm
from govuk.rows import rows_of


def when(label: str, *, subject: str = "the date and time", **kwargs: Any) -> WhenField:
    return WhenField(label=label, subject=subject, now=now, allow_future=False, **kwargs)


class LogForm(GovukForm):
    kind = RadiosField(
        label="What is it?",
        subject="what it is",
        choices=[item for item in rules.LOG_KINDS.items() if item[0] != "told"],
        conditional={"sighting": ["place", "confidence", "source"]},
    )
    place = TextField(label="Where were they seen?", subject="where they were seen", max_length=300)
    confidence = RadiosField(
        label="How sure is it?",
        subject="how sure it is",
        choices=list(risk_rules.CONFIDENCE.items()),
    )
    source = TextField(label="Who says so? (optional)", max_length=200, required=False)
    at = when("When did it happen?")
    text = LongTextField(label="What happened?", subject="what happened", max_length=5000)


class GradeForm(GovukForm):
    whose = RadiosField(
        label="Whose view is it?",
        subject="whose view it is",
        choices=list(rules.WHOSE_GRADE.items()),
        inline=True,
    )
    grade = RadiosField(label="Grade", subject="the grade", choices=list(rules.GRADES.items()))
    why = LongTextField(label="Why?", subject="why", rows=3, max_length=3000)


class OversightForm(GovukForm):
    considered = LongTextField(
        label="What risks have you considered, and what direction do you give?",
        subject="the risks considered and the direction given",
        rows=8,
        max_length=10000,
    )


class ActionForm(GovukForm):
    what = TextField(label="What is to be done?", subject="what is to be done", max_length=500)
    owner = SelectField(
        label="Who does it?",
        subject="who does it",
        choices=(),
        blank="Somebody without an account",
        required=False,
    )
    owner_name = TextField(
        label="Their name, if they have no account", max_length=200, required=False
    )
    due_at = WhenField(
        label="By when?", subject="when it is due", now=now, offer=("today", "tomorrow")
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields["owner"].choices[0]
        self.fields["owner"].choices = [first, *((str(pk), name) for pk, name in people)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("owner") and not cleaned.get("owner_name"):
            self.add_error("owner", "Select who does it, or enter their name")
        return cleaned


Actions = rows_of(ActionForm, noun="action", at_least=1, at_most=12)


class ActionDoneForm(GovukForm):
    finding = LongTextField(
        label="What was done, or found?", subject="what was done or found", max_length=5000
    )


class ToldForm(GovukForm):
    told = YesNoField(
        label="Have those with parental responsibility been told?",
        subject="whether they have been told",
        conditional={"yes": ["who", "at"], "no": ["why_not"]},
    )
    who = TextField(label="Who was told, and by whom?", subject="who was told", max_length=300)
    at = when("When?")
    why_not = LongTextField(label="Why not?", subject="why not", rows=3, max_length=2000)


class AskAgainForm(GovukForm):
    answer = LongTextField(
        label="What did you ask, and what were you told?",
        help_text="Is the police missing team working on it? Should a Need to Know go to the"
        " head of service?",
        subject="what you asked and were told",
        max_length=5000,
    )


class ProfileNeededForm(GovukForm):
    """After a short absence: is a Missing Profile needed, by the factors of S4."""

    factors = CheckboxesField(
        label="Which of these are so?",
        subject="which of these are so",
        choices=list(rules.PROFILE_FACTORS.items()),
        none_of_these=("none", "None of these"),
    )
    discussed_with = TextField(
        label="Which manager did you discuss it with?",
        subject="the manager you discussed it with",
        max_length=200,
    )
    needed = YesNoField(
        label="Is a Missing Profile needed?", subject="whether a Missing Profile is needed"
    )
    why = LongTextField(label="Why?", subject="why", rows=3, max_length=3000)


class ConfirmAbsentForm(GovukForm):
    who = TextField(
        label="Who confirmed where they are and that it is safe?",
        subject="who confirmed it",
        max_length=300,
    )
    at = when("When was that?")


class StatusForm(GovukForm):
    status = RadiosField(
        label="What is the status now?",
        subject="the status",
        choices=list(rules.STATUSES.items()),
    )
    at = when("From when?")
    why = LongTextField(label="Why?", subject="why", rows=3, max_length=2000)


class ReasonForm(GovukForm):
    reason = LongTextField(label="Why?", subject="why", rows=4, max_length=3000)


class FinaliseForm(GovukForm):
    """One answer for each deadline that is open still."""

    def __init__(self, *args: Any, unanswered: list[Deadline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in unanswered:
            self.fields[f"deadline-{row.pk}"] = LongTextField(
                label=f"Why was this not done: {row.title}?",
                subject=f"why “{row.title}” was not done",
                rows=2,
                max_length=2000,
                error_messages={"required": f"Enter why “{row.title}” was not done"},
            )

    def reasons(self) -> dict[int, str]:
        return {
            int(name.removeprefix("deadline-")): text for name, text in self.cleaned_data.items()
        }


class CorrectForm(GovukForm):
    """The report put right. `version` is the one the page was opened with: it catches a second
    editor.
    """

    started_at = when("When did they leave, or when were they last seen?")
    start_approximate = forms.BooleanField(label="The time is approximate", required=False)
    left_at = when("When did they leave? (optional)", subject="the time they left", required=False)
    last_seen_at = when(
        "When did a responsible adult last see them? (optional)",
        subject="the time they were last seen",
        help_text="A carer, teacher, doctor or social worker. The episode starts at the later of "
        "the two",
        required=False,
    )
    missing_from = RadiosField(
        label="Where did they go from?",
        subject="where they went from",
        choices=list(rules.PLACES.items()),
    )
    from_detail = TextField(label="More about the place", max_length=300, required=False)
    last_seen_by = TextField(label="Who saw them last?", max_length=200, required=False)
    circumstances = LongTextField(label="What happened?", max_length=10000, required=False)
    clothing = LongTextField(
        label="What are they wearing?", rows=2, max_length=5000, required=False
    )
    belongings = LongTextField(
        label="What do they have with them?", rows=2, max_length=5000, required=False
    )
    contact = LongTextField(label="Anyone else to contact", rows=2, max_length=5000, required=False)
    police_reference = TextField(label="Police reference", width=20, max_length=60, required=False)
    police_told_at = when("When were the police told?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, episode: Episode) -> dict[str, Any]:
        return {name: getattr(episode, name) for name in cls.base_fields}
