"""The pages of a Need to Know: S4's serious incident form in our own words, in its order."""

from cases.section_forms import Part
from govuk.fields import LongTextField, RadiosField, TextField, YesNoField
from govuk.forms import GovukForm

MEDIA = {"no": "No", "local": "Local", "national": "National"}


def line(label: str, *, required: bool = False, subject: str = "", longest: int = 300) -> TextField:
    return TextField(label=label, required=required, subject=subject, max_length=longest)


def lines(
    label: str, *, required: bool = False, subject: str = "", hint: str = ""
) -> LongTextField:
    return LongTextField(
        label=label, required=required, subject=subject, help_text=hint, rows=6, max_length=10_000
    )


class NotifierForm(GovukForm):
    name = line("Name", required=True, subject="your name")
    job = line("Job title", required=True, subject="your job title")
    team = line("Team", required=True, subject="your team")
    office = line("Office")
    phone = line("Phone")
    mobile = line("Mobile")
    manager = line("Line manager", required=True, subject="your line manager")


class SubjectForm(GovukForm):
    name = line("Name", required=True, subject="their name")
    born = line("Age and date of birth", required=True, subject="their age")
    home = LongTextField(label="Home address", rows=3, required=False, max_length=1000)
    placement = LongTextField(
        label="Placement address, and since when", rows=3, required=False, max_length=1000
    )
    family = lines("Family", hint="Who belongs to the family, and where they live")
    family_aware = YesNoField(label="Is the family aware?", subject="whether the family is aware")
    family_why = LongTextField(
        label="If not, why? (optional)", rows=2, required=False, max_length=1000
    )


class IncidentForm(GovukForm):
    incident = lines("What has happened?", required=True, subject="what has happened")


class BackgroundForm(GovukForm):
    involvement = lines(
        "How long has the council been involved, and why?",
        required=True,
        subject="how long the council has been involved",
    )
    legal = lines("Legal status, and the category of a protection plan")
    dates = lines("Important dates", hint="Court, reviews, moves")
    impact = lines("What may it mean for other parts of the service?")
    staff = lines("Staff involved")


class NowForm(GovukForm):
    situation = lines("What is the situation now?", required=True, subject="the situation now")


class RisksForm(GovukForm):
    risks = lines("What are the known risks?", required=True, subject="the known risks")


class NextForm(GovukForm):
    steps = lines(
        "What happens next, agency by agency?",
        required=True,
        subject="the next steps",
        hint="Social care, police, health, youth offending, others: what, who, by when",
    )


class FoundForm(GovukForm):
    plan = lines("What is the plan when they are found, and who is part of it?")


class MediaForm(GovukForm):
    interest = RadiosField(
        label="Is there interest of the media?",
        subject="whether there is interest of the media",
        choices=list(MEDIA.items()),
    )
    detail = LongTextField(label="More (optional)", rows=3, required=False, max_length=3000)


PARTS: dict[str, Part] = {
    "notifier": Part("Who notifies", NotifierForm),
    "subject": Part("Who it is about", SubjectForm),
    "incident": Part("What has happened", IncidentForm),
    "background": Part("Background", BackgroundForm),
    "now": Part("The situation now", NowForm),
    "risks": Part("Known risks", RisksForm),
    "next": Part("Next steps", NextForm),
    "found": Part("The plan when they are found", FoundForm, needed=False),
    "media": Part("The media", MediaForm),
}


class SendForm(GovukForm):
    agreed_with = TextField(
        label="With which line manager have you decided this?",
        subject="the line manager",
        max_length=200,
    )
    note = LongTextField(
        label="What is new since the last one?", subject="what is new", rows=4, max_length=3000
    )

    def __init__(self, *args: object, first: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["note"]


class CloseForm(GovukForm):
    why = LongTextField(label="Why can it be closed?", subject="why", rows=3, max_length=1000)
