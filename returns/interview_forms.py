"""The pages of the interview itself: S4's Appendix 3, field by field, every question in our words."""

from typing import Any

from django import forms

from accounts import clock
from cases.section_forms import Part, judged
from cases.section_models import Section
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
from people.rules import SOCIAL_CARE_STATUS
from returns import rules


def said(label: str, hint: str = "", *, required: bool = True, rows: int = 5) -> LongTextField:
    """A question whose answer is written down as it was given."""
    return LongTextField(
        label=label,
        help_text=hint,
        rows=rows,
        required=required,
        max_length=8000,
        error_messages={"required": f"Enter what was said to “{label}”"},
    )


def scale(label: str, steps: dict[int, str]) -> RadiosField:
    return RadiosField(
        label=label,
        choices=[(str(step), words) for step, words in steps.items()],
        required=False,
    )


class ExplainedForm(GovukForm):
    explained = forms.BooleanField(
        label="I have told them all of this before the first question",
        error_messages={"required": "Confirm that you have told them this before you go on"},
    )
    explained_how = said("How they were told, and what they asked about it", required=False, rows=3)


class DetailsForm(GovukForm):
    held_at = WhenField(
        now=clock.now, allow_future=False, label="When was the interview?",
        subject="the time of the interview",
    )  # fmt: skip
    place = TextField(label="Where was it?", subject="where it was", max_length=200)
    held_by = TextField(
        label="Who held it, and in what role?", subject="who held it", max_length=200
    )
    present = TextField(
        label="Who else was there?", help_text="Leave empty if nobody was", required=False,
        max_length=300,
    )  # fmt: skip
    missing_from = RadiosField(
        label="Missing from", choices=list(rules.MISSING_FROM.items()),
        subject="where they went missing from",
    )  # fmt: skip
    engagement = RadiosField(
        label="How did they take part?", choices=list(rules.ENGAGEMENT.items()),
        conditional={"adjusted": ["adjustment"]}, subject="how they took part",
    )  # fmt: skip
    adjustment = TextField(label="What was adjusted?", subject="what was adjusted", max_length=300)


class AboutYouForm(GovukForm):
    care_status = SelectField(
        label="Social care status", choices=list(SOCIAL_CARE_STATUS.items()),
        subject="the social care status",
    )  # fmt: skip
    phone = TextField(label="Their phone", required=False, max_length=40, width=20)
    referral = RadiosField(
        label="Have you met them before?", choices=list(rules.REFERRAL_KIND.items()),
        conditional={
            "new": ["ethnicity", "carer", "disability", "parenting"],
        },
        subject="whether you have met them before",
    )  # fmt: skip
    ethnicity = TextField(label="Ethnicity, as they say it", required=False, max_length=100)
    carer = SelectField(
        label="Do they care for somebody?", choices=list(rules.CARER_STATUS.items()), required=False
    )
    disability = SelectField(
        label="Disability", choices=list(rules.DISABILITY.items()), required=False
    )
    parenting = SelectField(
        label="Are they a parent?", choices=list(rules.PARENTING.items()), required=False
    )
    working_with = said(
        "What to bear in mind when working with them",
        "Worries about places and people around them, and what helps them to talk",
        required=False,
    )


class GoingForm(GovukForm):
    should_be_reported = said("Do you think it was right to report you missing?")
    why_reported = said("Why do you think somebody reported you?")
    what_led = said(
        "What made you go?",
        "Was it planned, were you fed up, did something happen, did you need to get away?",
    )


class WhileMissingForm(GovukForm):
    what_happened = said(
        "What happened while you were away?",
        "What you did, who you were with and met, anything odd or risky. Ask about every name: how "
        "they know them, since when, their age and surname",
        rows=8,
    )
    gifts = said("Did anybody give you presents or money, drink or drugs?", rows=3)
    sexual_contact = said("Was there any sexual contact while you were away?", rows=3)
    sexual_health = RadiosField(
        label="Help with sexual health", choices=list(rules.SEXUAL_HEALTH.items()),
        help_text="Only where age and need make it right to offer", subject="what was offered",
    )  # fmt: skip
    sexual_health_detail = said(
        "What was accepted or turned down, or why it was not suitable", rows=3
    )


class ComingBackForm(GovukForm):
    how_back = said("How did you get back, and how did it feel?", "Safe, scared, glad, worried?")
    staying_safe = said(
        "What could go wrong when you are away, and what could keep you safe?",
        "A friend to stay with, a charged phone, keeping in touch. Write down what you agreed",
    )
    online = said(
        "What could go wrong online, and what could keep you safe there?",
        "Private details and pictures, meeting somebody known only from there",
    )


class FeelingsForm(GovukForm):
    feelings = scale("How do you feel today?", rules.FEELINGS)
    feelings_why = said("What is behind that?", required=False)
    talk_to = said("Who can you talk to, or whom could I talk to for you?", rows=3)
    support = said(
        "What other help would you like?",
        "At home, at school, with drink or drugs, somebody to talk to",
        rows=3,
    )
    likelihood = scale("How likely are you to go again?", rules.LIKELIHOOD)
    likelihood_why = said("Why is that?", required=False, rows=3)
    would_stop = said("What would have to happen so that you do not go again?")
    anything_else = said("Is there anything else you want to ask or tell me?", required=False)


class PushPullForm(GovukForm):
    factors = CheckboxesField(
        label="What pushed or pulled them?", choices=list(rules.PUSH_PULL.items()),
        conditional={"other": ["other_factor"]}, subject="what pushed or pulled them",
    )  # fmt: skip
    other_factor = TextField(label="What else?", subject="what else it was", max_length=300)
    reflections = LongTextField(
        label="Your reflections", rows=8, max_length=8000, subject="your reflections",
        help_text="How they came across, whether this is likely to last, what has been done since, and "
        "the names they did not want to say more about",
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
            "if they or somebody else may be harmed, it must be passed on even if they say no, and "
            "you will tell them so",
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
