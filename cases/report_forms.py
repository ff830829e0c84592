"""The pages of a report at night: one thing a page, the shortest way to "reported" (S0, domain:
Episodes).

Each form answers `said()`: its part of the payload that `report_rules` reads, so page and API ask
the same.
"""

from typing import Any

from django import forms

from accounts.clock import now
from cases import rules
from govuk.fields import LongTextField, RadiosField, SelectField, TextField, WhenField, YesNoField
from govuk.forms import GovukForm

WHEREABOUTS = {
    "not_known": "Nobody knows where they are",
    "known_safe": "I know where they are, and somebody has spoken to them and they are safe",
    "known_unsure": "I know where they are, but nobody can be sure that they are safe",
    "agreed": "They are staying somewhere with our agreement",
    "over": "They are back, and nobody reported it at the time",
}
HINTS = {
    "not_known": "They will be reported as missing",
    "known_safe": "They will be reported as absent",
    "known_unsure": "They will be reported as absent, and the police must be told too",
    "agreed": "Authorised leave: nothing needs to be reported",
    "over": "It is recorded as missing, from when to when",
}
# Beside an episode that is open: what the reporter knows of it.
AGAIN = {
    "no": "It is the same time: they have not been back",
    "yes": "They were back, and have gone again",
    "unsure": "I do not know",
}


SAME = "Is it the same time?"


class WhereForm(GovukForm):
    """Triage: missing or absent, and from where.

    `open_since` (in words): an episode is open already, and whether this is another time is asked.
    `may_end`: this user may record a time away that is over.
    """

    again = RadiosField(
        label="Is it the same time?",
        subject="whether it is the same time",
        choices=list(AGAIN.items()),
    )
    whereabouts = RadiosField(
        label="Does anyone know where they are?",
        subject="whether anyone knows where they are",
        choices=list(WHEREABOUTS.items()),
        hints=HINTS,
        conditional={
            "known_safe": ["safe_where"],
            "known_unsure": ["unsure_where"],
            "over": ["ended_at", "end_approximate", "end_reason"],
        },
    )
    safe_where = TextField(label="Where are they?", subject="where they are", max_length=300)
    unsure_where = TextField(label="Where are they?", subject="where they are", max_length=300)
    ended_at = WhenField(
        label="When did they come back?",
        subject="the time they came back",
        now=now,
        allow_future=False,
    )
    end_approximate = forms.BooleanField(label="The time is approximate", required=False)
    end_reason = SelectField(
        label="How did they come back?",
        subject="how they came back",
        choices=[one for one in rules.END_REASONS.items() if one[0] != "deceased"],
    )
    missing_from = RadiosField(
        label="Where did they go from?",
        subject="where they went from",
        choices=list(rules.PLACES.items()),
    )
    from_detail = TextField(
        label="More about the place (optional)",
        help_text="For example, the name of the school, hospital or shop",
        max_length=300,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        placed: bool = False,
        open_since: str = "",
        may_end: bool = True,
        **kwargs: Any,
    ) -> None:
        self.placed = placed
        super().__init__(*args, **kwargs)
        if open_since:
            self.fields["again"].label = f"They were reported before, {open_since}. {SAME}"
        else:
            del self.fields["again"]
        if not may_end:
            field = self.fields["whereabouts"]
            field.choices = [one for one in WHEREABOUTS.items() if one[0] != "over"]
            field.conditional = {key: on for key, on in field.conditional.items() if key != "over"}
            for name in ("ended_at", "end_approximate", "end_reason"):
                del self.fields[name]

    def said(self) -> dict[str, Any]:
        """A child who is placed goes missing *from Placement*, from wherever they left (domain)."""
        answer = self.cleaned_data
        over = answer["whereabouts"] == "over"
        missing = over or answer["whereabouts"] == "not_known"
        placed = self.placed or answer["missing_from"] == "placement"
        return {
            "status": f"{'missing' if missing else 'absent'}_{'placement' if placed else 'home'}",
            "missing_from": answer["missing_from"],
            "from_detail": answer["from_detail"],
            "located_where": answer["safe_where"] or answer["unsure_where"],
            "again": {"yes": True, "no": False}.get(answer.get("again", "")),
            "ended_at": answer["ended_at"].isoformat() if over else None,
            "end_approximate": bool(over and answer["end_approximate"]),
            "end_reason": answer["end_reason"] if over else "",
        }


class SeenForm(GovukForm):
    """When they left or were last seen by a responsible adult, whichever is later."""

    started_at = WhenField(
        label="When did they leave, or when were they last seen?",
        help_text="The later of the two, if both are known",
        subject="the time they were last seen",
        now=now,
        allow_future=False,
    )
    start_approximate = forms.BooleanField(label="The time is approximate", required=False)
    last_seen_by = TextField(
        label="Who saw them last?",
        help_text="For example, Sam at the home, or a teacher",
        subject="who saw them last",
        max_length=200,
    )

    def said(self) -> dict[str, Any]:
        answer = dict(self.cleaned_data)
        answer["started_at"] = answer["started_at"].isoformat()
        return answer


class AboutForm(GovukForm):
    """What happened and what would help somebody to recognise them."""

    circumstances = LongTextField(
        label="What happened?",
        help_text="How they were before, what was said, who they may be with",
        subject="what happened",
        max_length=5000,
    )
    clothing = LongTextField(
        label="What are they wearing? (optional)", rows=2, max_length=2000, required=False
    )
    belongings = LongTextField(
        label="What do they have with them? (optional)",
        help_text="Phone, money, medication, travel card",
        rows=2,
        max_length=2000,
        required=False,
    )

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PoliceForm(GovukForm):
    """Police told: which force, when, under which reference; or why not."""

    police_told = YesNoField(
        label="Have you told the police?",
        subject="whether the police have been told",
        conditional={
            "yes": ["police_force", "police_reference", "police_told_at", "police_grade"],
            "no": ["not_told_police_reason"],
        },
    )
    police_force = SelectField(label="Which force?", subject="the force", choices=())
    police_reference = TextField(
        label="Police reference (optional)",
        help_text="Add it later if you do not have it yet",
        width=20,
        max_length=60,
        required=False,
    )
    police_told_at = WhenField(
        label="When were they told?",
        subject="the time the police were told",
        now=now,
        allow_future=False,
    )
    police_grade = SelectField(
        label="How did the police grade the risk? (optional)",
        choices=list(rules.GRADES.items()),
        blank="Not known yet",
        required=False,
    )
    not_told_police_reason = LongTextField(
        label="Why not?", subject="why the police have not been told", rows=3, max_length=2000
    )

    def __init__(self, *args: Any, forces: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["police_force"].choices = [("", ""), *((name, name) for name in forces)]

    def said(self) -> dict[str, Any]:
        answer = dict(self.cleaned_data)
        told_at = answer["police_told_at"]
        answer["police_told_at"] = told_at.isoformat() if told_at else None
        return answer


class ReporterForm(GovukForm):
    """Who is reporting, and whom to contact. Filled in from the account; a call can be typed in
    for others.
    """

    reporter_name = TextField(label="Name of the person reporting", max_length=200)
    reporter_relation = SelectField(
        label="Who are they to the child?",
        subject="who is reporting",
        choices=list(rules.REPORTER_RELATIONS.items()),
    )
    reporter_phone = TextField(
        label="Phone number to call back", subject="a phone number", width=20, max_length=40
    )
    contact = LongTextField(
        label="Anyone else to contact about them? (optional)",
        rows=2,
        max_length=2000,
        required=False,
    )

    def said(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


PAGES: dict[str, tuple[str, type[GovukForm]]] = {
    "where": ("Where is {name}?", WhereForm),
    "seen": ("When was {name} last seen?", SeenForm),
    "about": ("What would help to find {name}?", AboutForm),
    "police": ("The police", PoliceForm),
    "you": ("Who is reporting?", ReporterForm),
}
