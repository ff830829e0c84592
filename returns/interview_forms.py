"""The interview's pages after the child's own words, and all of its pages in their order (S4)."""

from typing import Any

from django import forms

from cases.section_forms import Part, judged
from cases.section_models import Section
from govuk.fields import CheckboxesField, LongTextField, RadiosField, TextField, YesNoField
from govuk.forms import GovukForm
from returns import rules
from returns.words_forms import (
    AboutYouForm,
    ComingBackForm,
    DetailsForm,
    ExplainedForm,
    FeelingsForm,
    GoingForm,
    WhileMissingForm,
    said,
)


class PushPullForm(GovukForm):
    factors = CheckboxesField(
        label="What pushed or pulled them?", choices=list(rules.PUSH_PULL.items()),
        conditional={"other": ["other_factor"]}, subject="what pushed or pulled them",
    )  # fmt: skip
    other_factor = TextField(label="What else?", subject="what else it was", max_length=300)
    reflections = LongTextField(
        label="Your reflections", rows=8, max_length=8000, subject="your reflections",
        help_text="How they came across, whether this is likely to last, what has been done since, "
        "and the names they did not want to say more about",
    )  # fmt: skip


class EducationForm(GovukForm):
    status = RadiosField(
        label="School or work", choices=list(rules.EDUCATION.items()), subject="school or work"
    )
    provider = TextField(
        label="Name of the school, college or employer", required=False, max_length=200
    )
    concerns = said(
        "Worries about how school is for them",
        "Support they lack, exclusion or the risk of it, time apart from the class",
        required=False,
    )
    truancy = said("Worries about attendance", required=False, rows=3)


class IntelligenceForm(GovukForm):
    people = said(
        "Who they had contact with", "Name, age, gender, how in touch and how they know each other",
        required=False,
    )  # fmt: skip
    places = said("Where they went", required=False, rows=3)
    transport = said("How they got there", required=False, rows=3)
    vehicles = said("Vehicles: make, colour, number plate, driver", required=False, rows=3)


class SafeguardingForm(GovukForm):
    flags = CheckboxesField(
        label="Might they be at risk of, or drawn into, any of these?",
        choices=list(rules.FLAGS.items()), none_of_these=rules.NO_FLAGS,
        conditional={"risky_contact": ["risky_who"], "other": ["other_flag"]},
        subject="the concerns, or that none are known",
    )  # fmt: skip
    risky_who = CheckboxesField(
        label="Who is the person who poses the risk?", choices=list(rules.RISKY_CONTACT.items()),
        subject="who poses the risk",
    )  # fmt: skip
    other_flag = TextField(label="What else?", subject="what else it is", max_length=300)
    why = LongTextField(
        label="Why, and where you know it from", rows=6, required=False, max_length=8000
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        flags = data.get("flags") or []
        if flags and flags != ["none"] and not data.get("why"):
            self.add_error("why", "Enter why you have selected these concerns")
        return data


class ReferralsForm(GovukForm):
    """Either nothing is needed, and why; or for each kind of help how far it has got."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        made: dict[str, forms.Field] = {
            "needed": YesNoField(
                label="Is any help being given, or has any been asked for?",
                conditional={"yes": [*rules.REFERRALS, "details"], "no": ["none_why"]},
                error_messages={"required": "Select yes if there is any help or referral"},
            ),
            "none_why": LongTextField(
                label="Why not?", help_text="They do not want it, or do not need it", rows=3,
                subject="why there is no referral", max_length=2000,
            ),
        }  # fmt: skip
        for key, label in rules.REFERRALS.items():
            made[key] = CheckboxesField(
                label=label, choices=list(rules.REFERRAL_STAGES.items()), required=False
            )
        made["details"] = LongTextField(
            label="When, to whom, and who works with them", rows=4, required=False, max_length=4000
        )
        self.base_fields = made
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("needed") and not any(data.get(key) for key in rules.REFERRALS):
            self.add_error("needed", "Select the help that is given or asked for, or select no")
        return data


class SharingForm(GovukForm):
    agreed = said("What they agreed may be shared, and with whom")
    without_consent = LongTextField(
        label="What must be shared although they did not agree, and why", required=False, rows=4,
        help_text="Leave empty if there is nothing", max_length=4000,
    )  # fmt: skip
    told_why = YesNoField(
        label="Have they been told that this will be shared, and why?",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("without_consent") and data.get("told_why") is None:
            self.add_error("told_why", "Select yes if they have been told")
        return data


OWN_WORDS = "Write down what they say. Do not copy anything from the police’s report."
PARTS = {
    "explained": Part(
        "Before the first question",
        ExplainedForm,
        lead="Tell them, in words they understand:",
        points=(
            "you are independent of the police and of their social worker",
            "what they say is shared with their social worker and the police, to keep them safe",
            "what shows that they or somebody else may be harmed is passed on even if they say no",
            "some questions are personal; they can take a break or leave any of them out",
        ),
    ),
    "details": Part("The interview", DetailsForm),
    "about_you": Part("About them", AboutYouForm),
    "going": Part("In their words: going", GoingForm, lead=OWN_WORDS),
    "while_missing": Part("In their words: while away", WhileMissingForm, lead=OWN_WORDS),
    "coming_back": Part(
        "In their words: coming back and staying safe", ComingBackForm, lead=OWN_WORDS
    ),
    "feelings": Part(
        "In their words: how they feel and what would help", FeelingsForm, lead=OWN_WORDS
    ),
    "push_pull": Part("Your summary: what pushed and pulled", PushPullForm),
    "education": Part("School or work", EducationForm),
    "intelligence": Part("People, places, transport and vehicles", IntelligenceForm),
    "safeguarding": Part("Safeguarding", SafeguardingForm),
    "referrals": Part("Help and referrals", ReferralsForm),
    "sharing": Part("What may be shared", SharingForm),
}


def parts_of(interview: Any) -> dict[str, Part]:
    return {key: PARTS[key] for key in rules.SECTIONS}


def held_at_of(interview: Any, sections: dict[str, Section]) -> Any:
    """When the interview was held, as its section says; None while that cannot be read."""
    data = sections["details"].data if "details" in sections else {}
    return judged(PARTS["details"], interview, data)[0].cleaned_data.get("held_at")
