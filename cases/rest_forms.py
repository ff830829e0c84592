"""The rest of a report, section by section: what the night could do without (domain: Reporting)."""

from typing import Any

from django import forms

from accounts.models import Organisation
from cases.episode_forms import when
from cases.models import Episode
from cases.section_forms import NoForm, Part
from govuk.fields import (
    CheckboxesField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)
from govuk.forms import GovukForm
from govuk.rows import rows_of
from people import queries as people

HOW = {
    "phone": "By phone",
    "in_person": "In person",
    "message": "By message or email",
    "police": "Through the police",
    "online": "On Homeward",
}
ADULTS = {
    "carer": "Their carer",
    "teacher": "A teacher",
    "social_worker": "A social worker",
    "health": "A doctor or nurse",
    "other": "Another adult who is responsible for them",
}
WAYS = {"101": "On 101", "999": "On 999", "online": "Online", "station": "In person"}
TWO_ANSWERS = {"yes": "Yes", "no": "No", "not_known": "Not known"}


def text(label: str, *, long: int = 200, **more: Any) -> TextField:
    return TextField(label=label, max_length=long, required=False, **more)


class ReporterForm(GovukForm):
    """How and when the report was made: often by somebody who has no account."""

    how = RadiosField(
        label="How was it reported?", subject="how it was reported", choices=list(HOW.items())
    )
    told_us_at = when("When did they report it?", subject="the time it was reported")
    who_else = LongTextField(
        label="Who else was there or spoke to you? (optional)",
        rows=2,
        max_length=2000,
        required=False,
    )


class TimesForm(GovukForm):
    """Left, and last seen by a responsible adult: both are kept, the later is the start (S4)."""

    left_at = when("When did they leave? (optional)", subject="the time they left", required=False)
    last_seen_at = when(
        "When did a responsible adult last see them? (optional)",
        subject="the time they were last seen",
        required=False,
    )
    last_seen_by = text("Who was that?")
    last_seen_who = SelectField(
        label="Who are they to the child?", choices=list(ADULTS.items()), blank="Not known",
        required=False,
    )  # fmt: skip
    start_approximate = forms.BooleanField(label="The times are approximate", required=False)


class WithThemForm(GovukForm):
    """What they have with them that helps to find them, or makes it urgent."""

    phone = RadiosField(
        label="A phone?", subject="whether they have a phone", choices=list(TWO_ANSWERS.items()),
        conditional={"yes": ["phone_number"]},
    )  # fmt: skip
    phone_number = text("Its number, and is it answered? (optional)")
    money = RadiosField(
        label="Money or a bank card?", subject="whether they have money",
        choices=list(TWO_ANSWERS.items()), conditional={"yes": ["how_much"]},
    )  # fmt: skip
    how_much = text("How much, which card? (optional)")
    medication = RadiosField(
        label="Medication that they need?", subject="whether they have their medication",
        choices=[
            ("with_them", "They need some and have it"),
            ("without", "They need some and do not have it"),
            ("none", "They need none"),
            ("not_known", "Not known"),
        ],
        conditional={"with_them": ["medicine"], "without": ["medicine_missing"]},
    )  # fmt: skip
    medicine = text("Which, and when is the next due?", long=500)
    medicine_missing = text("Which, when is it due, what happens without it?", long=500)
    travel = CheckboxesField(
        label="To travel with", subject="what they can travel with",
        choices=[
            ("travel_card", "A travel card"), ("bicycle", "A bicycle or scooter"),
            ("car", "A car"), ("passport", "A passport"),
        ],
        none_of_these=("none", "None of these, or not known"),
    )  # fmt: skip
    other = LongTextField(
        label="Anything else? (optional)", rows=2, max_length=2000, required=False
    )


class ContactForm(GovukForm):
    name = TextField(label="Name", subject="the name", max_length=200)
    relation = text("Who are they to the child?")
    phone = text("Phone", width=20, long=60)
    good = text("When can they be rung, and for what?")


class AttemptForm(GovukForm):
    at = when("When?", subject="the time of the attempt")
    whom = TextField(label="Who was tried, and how?", subject="who was tried", max_length=300)
    outcome = TextField(label="What came of it?", subject="what came of it", max_length=1000)


class RiskForm(GovukForm):
    risk_known = YesNoField(
        label="Is any risk to them known?", subject="whether any risk is known",
        conditional={"no": ["risks_not_known_reason"]},
    )  # fmt: skip
    risks_not_known_reason = LongTextField(
        label="Why are the risks not known?", subject="why the risks are not known", rows=3,
        max_length=5000,
    )  # fmt: skip


class PoliceForm(GovukForm):
    police_force = SelectField(
        label="Which force?", choices=(), blank="Not known yet", required=False
    )
    police_reference = text("Their reference", long=60, width=20)
    police_told_at = when(
        "When were they told? (optional)", subject="the time the police were told", required=False
    )
    how_told = RadiosField(
        label="How were they told?", subject="how the police were told", required=False,
        choices=list(WAYS.items()),
    )  # fmt: skip
    told_by = text("Who told them?")
    officer = text("Who is dealing with it there?")
    next_contact = text("What did they say they will do, and when?", long=1000)

    def __init__(self, *args: Any, forces: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields["police_force"].choices[0]
        self.fields["police_force"].choices = [first, *((str(f.pk), f.name) for f in forces)]


class AuthorityForm(GovukForm):
    responsible_authority = SelectField(
        label="Which authority is responsible for them?", subject="the authority", choices=()
    )
    contact_there = text("Whom do you deal with there?")
    contact_phone = text("Phone, out of hours too", long=100)

    def __init__(self, *args: Any, authorities: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible_authority"].choices = [
            ("", ""), *((str(one.pk), one.name) for one in authorities)
        ]  # fmt: skip


def _forces(episode: Episode) -> dict[str, Any]:
    return {"forces": list(people.organisations("police"))}


def _authorities(episode: Episode) -> dict[str, Any]:
    every = [*people.organisations("council"), *people.organisations("authority")]
    return {"authorities": every}


PARTS: dict[str, Part] = {
    "times": Part(
        "When they left and were last seen", TimesForm,
        lead="Both times are kept. The episode starts at the later of the two. A responsible adult "
        "is their carer, or a professional who works with them: a teacher, doctor or social "
        "worker.",
    ),
    "with_them": Part("What they have with them", WithThemForm),
    "police": Part("The police", PoliceForm, options=_forces),
    "attempts": Part(
        "Attempts to reach them so far", NoForm,
        rows=rows_of(AttemptForm, noun="attempt", at_most=12),
        lead="Each is written into the log when you complete this section.",
    ),
    "risk": Part(
        "Risk", RiskForm, lead="Where risks are known, record each one on the episode’s Risk page."
    ),
    "contacts": Part(
        "Whom to contact about them", NoForm, rows=rows_of(ContactForm, noun="person", at_most=12)
    ),
    "reporter": Part("How it was reported", ReporterForm),
    "authority": Part("Which authority is responsible", AuthorityForm, options=_authorities),
}  # fmt: skip
