"""What the minutes ask, section by section (S4, Multi-Agency Missing Meeting), in our words."""

from datetime import datetime, time
from typing import Any

from django import forms

from accounts import clock
from cases.models import Action
from cases.section_forms import NoForm, Part, judged
from cases.section_models import Section
from govuk import words
from govuk.fields import (
    DayField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WhenField,
    YesNoField,
)
from govuk.forms import GovukForm
from govuk.rows import rows_of
from meetings import queries, rules
from meetings.models import Meeting
from meetings.services import Given, Minutes

END_OF_DAY = time(17)


class AttendanceForm(GovukForm):
    held_at = WhenField(
        now=clock.now,
        allow_future=False,
        label="When was it held?",
        subject="the time it was held",
    )
    place = TextField(
        label="Where was it held?",
        help_text="A room, by video or by phone",
        subject="where it was held",
        max_length=200,
    )
    also_multi_agency = YesNoField(
        label="Were the agencies present, so that this is the multi-agency missing meeting too?",
        help_text="One meeting can be both. Reviews then follow from this one.",
        error_messages={"required": "Select yes if this was the multi-agency missing meeting too"},
    )
    own_views = LongTextField(
        label="The child’s or young person’s own views",
        help_text="What they said, or how their views were brought to the meeting",
        required=False,
        max_length=4000,
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != "strategy":
            del self.fields["also_multi_agency"]


class AttendeeForm(GovukForm):
    name = TextField(label="Name", subject="a name", max_length=200)
    role = TextField(label="Role", subject="their role", max_length=200)
    agency = TextField(label="Agency", subject="their agency", max_length=200)
    attended = forms.BooleanField(label="Was there", required=False)


class BackgroundForm(GovukForm):
    background = LongTextField(
        label="What led up to this",
        subject="what led up to this",
        rows=8,
        max_length=8000,
    )
    action_to_date = LongTextField(
        label="What has been done so far",
        subject="what has been done so far",
        rows=8,
        max_length=8000,
    )


class ConsiderationsForm(GovukForm):
    """Each of S4's considerations: considered, acted on or not applicable, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = {}
        for key, label in rules.CONSIDERATIONS.items():
            self.base_fields[key] = RadiosField(
                label=label,
                choices=list(rules.ANSWERS.items()),
                error_messages={"required": f"Select an answer for “{label}”"},
            )
            self.base_fields[f"{key}_why"] = LongTextField(
                label="Why, or what was done",
                widget=forms.Textarea(attrs={"aria-label": f"Why, or what was done: {label}"}),
                rows=2,
                max_length=2000,
                error_messages={"required": f"Enter why, or what was done, for “{label}”"},
            )
        super().__init__(*args, **kwargs)


class DiscussionForm(GovukForm):
    discussion = LongTextField(
        label="What was discussed and decided",
        subject="what was discussed and decided",
        rows=10,
        max_length=12000,
    )
    exploitation = LongTextField(label=rules.RISKS["exploitation"], rows=3, max_length=4000)
    offending = LongTextField(label=rules.RISKS["offending"], rows=3, max_length=4000)
    abduction = LongTextField(label=rules.RISKS["abduction"], rows=3, max_length=4000)
    substances = LongTextField(label=rules.RISKS["substances"], rows=3, max_length=4000)
    other_risks = LongTextField(label="Other risks", rows=3, required=False, max_length=4000)


class FindingsForm(GovukForm):
    """One question for each action that a review looks back on, by the action's id."""

    def __init__(self, *args: Any, actions: list[Action], **kwargs: Any) -> None:
        self.base_fields = {}
        for action in actions:
            whose = action.owner.name if action.owner else action.owner_name
            self.base_fields[f"finding_{action.pk}"] = LongTextField(
                label=action.what,
                help_text=f"{whose}, by {words.day(action.due_at)}. What came of it?",
                rows=3,
                max_length=4000,
                error_messages={"required": f"Enter what came of “{action.what}”"},
            )
            self.base_fields[f"done_{action.pk}"] = YesNoField(
                label="Is it done?",
                error_messages={"required": f"Select yes if “{action.what}” is done"},
            )
        super().__init__(*args, **kwargs)


class ActionForm(GovukForm):
    what = LongTextField(
        label="What is to be done?", subject="what is to be done", rows=2, max_length=1000
    )
    owner = SelectField(
        label="Who will do it?", choices=[], blank="Someone without an account", required=False
    )
    owner_name = TextField(
        label="Their name and agency, if they have no account here", max_length=200, required=False
    )
    due_on = DayField(label="By when?", subject="the date it is due")

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Someone without an account"), *owners]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("owner") and data.get("owner_name"):
            self.add_error("owner_name", "Choose someone from the list or enter a name, not both")
        elif not data.get("owner") and not data.get("owner_name"):
            self.add_error("owner", "Select who will do it, or enter their name below")
        return data


class NextMeetingForm(GovukForm):
    again = YesNoField(
        label="Is there to be another meeting?",
        conditional={"yes": ["next_meeting_at", "next_place"], "no": ["no_more_why"]},
        error_messages={"required": "Select yes if there is to be another meeting"},
    )
    next_meeting_at = WhenField(
        now=clock.now,
        offer=("tomorrow",),
        label="When is it?",
        subject="the time of the next meeting",
        help_text="No more than 5 working days after this one",
    )
    next_place = TextField(label="Where is it?", required=False, max_length=200)
    no_more_why = LongTextField(label="Why not?", subject="why there is no further meeting", rows=3)


Attendees = rows_of(AttendeeForm, noun="person", at_least=1)
Actions = rows_of(ActionForm, noun="action")


def _kind(meeting: Meeting) -> dict[str, Any]:
    return {"kind": meeting.kind}


def _owners(meeting: Meeting) -> dict[str, Any]:
    people = queries.possible_owners(meeting)
    return {"owners": [(str(user.pk), user.name) for user in people]}


def _actions(meeting: Meeting) -> dict[str, Any]:
    return {"actions": queries.actions_to_review(meeting)}


PARTS = {
    "attendance": Part(
        "When, where and who was there",
        AttendanceForm,
        rows=Attendees,
        options=_kind,
        hint="Those invited are listed already: say who came, and add others",
    ),
    "background": Part("Background and action to date", BackgroundForm),
    rules.FINDINGS: Part("What came of the last meeting’s actions", FindingsForm, options=_actions),
    "considerations": Part("What to consider", ConsiderationsForm),
    "discussion": Part(
        "Discussion and risk",
        DiscussionForm,
        lead="For each risk, say what is known and what is being done, or that nothing is known.",
    ),
    "actions": Part(
        "Actions",
        NoForm,
        rows=Actions,
        row_options=_owners,
        lead="Each action becomes a deadline of the person who is to do it, at 5pm on its day.",
    ),
    "next_meeting": Part("The next meeting", NextMeetingForm),
}


def parts_of(meeting: Meeting) -> dict[str, Part]:
    return {key: PARTS[key] for key in rules.sections_of(meeting.kind)}


def _end_of(day: Any) -> datetime:
    return datetime.combine(day, END_OF_DAY, tzinfo=clock.LONDON)


def minutes_of(meeting: Meeting, sections: dict[str, Section]) -> Minutes:
    """The sections read as one whole, for the service that finalises them."""

    def read(key: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        form, rows = judged(PARTS[key], meeting, sections[key].data if key in sections else {})
        return form.cleaned_data, rows.filled() if rows is not None and rows.is_valid() else []

    first, people = read("attendance")
    _, actions = read("actions")
    after, _ = read("next_meeting")
    looked_back = read(rules.FINDINGS)[0] if rules.FINDINGS in parts_of(meeting) else {}
    return Minutes(
        held_at=first.get("held_at"),
        place=first.get("place", ""),
        also_multi_agency=bool(first.get("also_multi_agency")),
        attendees=people,
        actions=[
            Given(
                what=row["what"],
                owner_id=int(row["owner"]) if row["owner"] else None,
                owner_name=row["owner_name"],
                due_at=_end_of(row["due_on"]),
            )
            for row in actions
        ],
        findings={
            int(name.removeprefix("finding_")): (
                text,
                bool(looked_back.get(name.replace("finding", "done"))),
            )
            for name, text in looked_back.items()
            if name.startswith("finding_")
        },
        next_meeting_at=after.get("next_meeting_at") if after.get("again") else None,
        next_place=after.get("next_place", ""),
    )
