"""The interview's pages up to the child's own words: S4's Appendix 3, part 1, in our words."""

from django import forms

from accounts import clock
from govuk.fields import LongTextField, RadiosField, SelectField, TextField, WhenField
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
