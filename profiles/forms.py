"""The pages of a Missing Profile but for its risks (S4, Appendix 2), in our own words."""

from typing import Any

from accounts.clock import now
from govuk.fields import LongTextField, RadiosField, SelectField, TextField, WhenField
from govuk.forms import GovukForm
from govuk.rows import rows_of
from people.sharing_forms import SharingFields
from profiles import rules


def line(label: str, hint: str = "", width: int | None = None) -> TextField:
    return TextField(label=label, help_text=hint, width=width, required=False, max_length=300)


def text(label: str, hint: str = "", rows: int = 3) -> LongTextField:
    return LongTextField(label=label, help_text=hint, rows=rows, required=False, max_length=4000)


class IdentityForm(GovukForm):
    height = line("Height", "For example, 5 foot 8 or 173 cm", width=20)
    build = line("Build", "For example, slim", width=20)
    hair = line("Hair", "Colour, length and style")
    eyes = line("Eyes", "Colour, and whether they wear glasses or lenses")
    ethnic_appearance = line("How a stranger would describe their ethnic appearance")
    marks = text("Tattoos, piercings, scars and other marks", "What it is, and where on the body")
    usual_clothing = text("What they usually wear and carry")
    speaking = text(
        "Speaking with them", "Language, accent, hearing, speech, what puts them at ease"
    )


class AccountForm(GovukForm):
    kind = SelectField(label="Kind", choices=rules.ACCOUNTS.items(), subject="the kind")
    value = TextField(
        label="Number, name or address", subject="the number, name or address", max_length=300
    )
    notes = line("What to know about it", "For example, shared with a friend, or only on wi-fi")


class ContactForm(GovukForm):
    location_sharing = line(
        "Location sharing on their phone", "Which app, and who can see where they are"
    )


class DocumentsForm(GovukForm):
    passport = line("Passport or travel document", "Its number and country")
    passport_held = line("Where the passport is now", "Who holds it")
    travel_card = line("Travel card", "Its kind and number")
    bank = line("Bank account", "The bank, and whose account it is")


class ProfessionalForm(GovukForm):
    name = TextField(label="Name", subject="their name", max_length=200)
    role = line("What they do", "For example, youth worker")
    agency = line("Agency")
    phone = line("Phone", width=20)
    email = line("Email")


class LivesForm(GovukForm):
    home_county = line("Home county", width=20)
    missing_from = line(
        "Address they are most likely to go missing from", "If it is not where they live now"
    )
    education = text("School, college or work", "Its name, and whom to ask for", rows=2)
    out_of_hours = text(
        "Who answers out of hours", "The emergency duty team’s phone and email", rows=2
    )


class TriggersForm(GovukForm):
    known = RadiosField(
        label="Is anything known to make them go?",
        subject="whether anything is known to make them go",
        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
        conditional={"yes": ["detail"]},
    )
    detail = LongTextField(
        label="What makes them go", subject="what makes them go", rows=4, max_length=4000
    )
    signs = text("What people around them notice beforehand")
    dates = text("Dates that are hard for them", "For example, anniversaries and contact days", 2)


class EarlierForm(GovukForm):
    when = TextField(
        label="When", subject="when it was", help_text="As far as it is known", max_length=200
    )
    where = line("Where they were located")
    told = text("What matters about it", "Who they were with, bail conditions, harm, substances", 2)
    arrested = SelectField(
        label="Arrested",
        subject="whether they were arrested",
        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")],
        required=False,
    )


class KnownPersonForm(GovukForm):
    """Somebody they may be with."""

    relation = SelectField(label="Who they are", subject="who they are")
    name = TextField(label="Name", subject="their name", max_length=200)
    born = line("Date of birth or age", width=20)
    address = line("Address")
    phones = line("Phone numbers")
    email = line("Email")
    notes = line("What to know about them")


class FamilyForm(KnownPersonForm):
    relation = SelectField(
        label="Who they are", subject="who they are", choices=rules.FAMILY.items()
    )


class FriendForm(KnownPersonForm):
    relation = SelectField(
        label="Who they are", subject="who they are", choices=rules.FRIENDS.items()
    )


class GroupsForm(GovukForm):
    groups = text("Groups or gangs they are linked with", "What the link is, and how it is known")


class PlaceForm(GovukForm):
    place = TextField(label="Place", subject="the place", max_length=300)
    why = line("Why they go there, and with whom")
    found_there = line("When they were last known to be there", width=20)


class ResponseForm(GovukForm):
    response = text(
        "What should happen as soon as they are located",
        "Who goes, where they are taken, who checks their health, what must not be done",
        rows=6,
    )


class PlanForm(GovukForm):
    first_actions = text("What to do first", "In order, with who does it", rows=5)
    places_first = text("Where to look first")
    people_first = text("Whom to call first")
    speaks_first = line("Who speaks with them first")
    must_be_told = text("Who must be told")
    worked_before = text("What worked before")


class LikelihoodForm(GovukForm):
    likelihood = RadiosField(
        label="How likely are they to go missing?",
        subject="how likely they are to go missing",
        choices=list(rules.LIKELIHOOD.items()),
    )
    why = LongTextField(label="Why you think so", subject="why you think so", max_length=2000)


class SentForm(SharingFields):
    """That it was sent without Homeward, with what the sharing record asks."""

    way = RadiosField(
        label="How it was sent",
        subject="how it was sent",
        choices=list(rules.SENDING_WAYS.items()),
    )
    at = WhenField(
        label="When it was sent", subject="the time it was sent", now=now, allow_future=False
    )
    note = text("Anything to add", rows=2)
    field_order = ["to_organisation", "to_whom", "way", "at"]

    def answers(self) -> dict[str, Any]:
        """As `record_sent` takes them."""
        return {name: self.cleaned_data[name] for name in ("way", "at", "note")} | self.sharing()


class AgreeForm(GovukForm):
    note = LongTextField(
        label="What is new in this version",
        help_text="Optional. People who know the last version read this first",
        required=False,
        rows=3,
        max_length=2000,
    )


Accounts = rows_of(AccountForm, noun="phone or account")
Professionals = rows_of(ProfessionalForm, noun="professional")
Earlier = rows_of(EarlierForm, noun="earlier time")
Family = rows_of(FamilyForm, noun="family member")
Friends = rows_of(FriendForm, noun="friend or associate")
Places = rows_of(PlaceForm, noun="place")
