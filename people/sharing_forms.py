"""The questions of the sharing record, to mix into any form by which information goes out.

    class SentForm(SharingFields):
        way = RadiosField(…)

    form = SentForm(request.POST or None, person=person)
    record_sharing(by=…, person=person, kind="email", what="…", **form.sharing())

Most answers are filled in: at night it is one look and one button.
"""

from datetime import datetime
from typing import Any

from django import forms

from accounts.clock import now
from govuk.fields import LongTextField, RadiosField, SelectField, TextField, WhenField
from govuk.forms import GovukForm
from people import sharing_rules as rules
from people.models import Person
from people.sharing import away_at, is_adult
from people.sharing_queries import agreements, organisations_to_share_with

# What a form of sharing asks that is about the law and not about whom it is for.
LAW = ("basis", "consent", "special_category", "agreement")
WHYS = ("agreed_how", "not_asked_why", "overridden_why")  # under the answers about consent
ELSEWHERE = "Another organisation, or a person"


class SharingFields(GovukForm):
    """To whom, why, what allows it, and whether they agreed. `sharing()` answers record_sharing."""

    to_organisation = SelectField(
        label="Which organisation is it for?",
        subject="the organisation",
        blank=ELSEWHERE,
        required=False,
    )
    to_whom = TextField(
        label="Who is it for?",
        help_text="A team or a name, and what they do. For example, the police missing team",
        subject="who it is for",
        max_length=300,
    )
    why = LongTextField(
        label="Why do they need it?",
        help_text="Share what that needs, and no more",
        subject="why they need it",
        rows=2,
        max_length=2000,
    )
    basis = RadiosField(
        label="What allows you to share it?",
        subject="what allows you to share it",
        choices=[(key, basis.label) for key, basis in rules.BASES.items()],
        hints={key: basis.hint for key, basis in rules.BASES.items()},
    )
    consent = RadiosField(
        label="Did they agree to it?",
        help_text="Tell them what is shared and why, unless that would put somebody at risk",
        subject="whether they agreed",
        choices=list(rules.CONSENT.items()),
        conditional={
            "given": ["agreed_how"],
            "not_sought": ["not_asked_why"],
            "overridden": ["overridden_why"],
        },
    )
    agreed_how = TextField(label="Who asked them, and when (optional)", max_length=500)
    not_asked_why = TextField(
        label="Why they were not asked", subject="why they were not asked", max_length=500
    )
    overridden_why = TextField(
        label="Why it has to be shared all the same",
        help_text="For an adult: what the significant safeguarding concern is",
        subject="why it has to be shared all the same",
        max_length=500,
    )
    special_category = forms.BooleanField(
        label="It says something about health, ethnicity, religion, sexuality or sex life",
        required=False,
    )
    agreement = SelectField(
        label="Sharing agreement it relies on (if any)", blank="None", required=False
    )

    def __init__(
        self, *args: Any, person: Person | None, at: datetime | None = None, **kwargs: Any
    ) -> None:
        """`person` is None where it is about several people, whose answers are one and the same."""
        given = kwargs.pop("initial", None) or {}
        moment = at or now()
        usual = usual_answers(person, moment)
        super().__init__(*args, initial={**usual, **given}, **kwargs)
        self.person = person
        self.fields["agreed_how"].required = False
        name = person.known_as or person.given_name if person else "everybody on it"
        self.fields["consent"].label = f"Did {name} agree to it?"
        self._organisations = {str(one.pk): one for one in organisations_to_share_with()}
        self.fields["to_organisation"].choices = [
            ("", ELSEWHERE), *((key, one.name) for key, one in self._organisations.items())
        ]  # fmt: skip
        names = [one.name for one in agreements()]
        if names:
            self.fields["agreement"].choices = [("", "None"), *((name, name) for name in names)]
        else:
            del self.fields["agreement"]

    def clean(self) -> dict[str, Any]:
        """What follows from two answers together; the service has the last word."""
        answers = super().clean() or self.cleaned_data
        if answers.get("basis") == "consent" and answers.get("consent") not in {None, "given"}:
            self.add_error("basis", rules.CONSENT_NOT_GIVEN)
        return answers

    def sharing(self) -> dict[str, Any]:
        """The answers as `record_sharing` takes them."""
        answers = self.cleaned_data
        whys = {"given": "agreed_how", "not_sought": "not_asked_why"}
        return {
            "to_organisation": self._organisations.get(answers["to_organisation"]),
            "to_whom": answers["to_whom"],
            "why": answers["why"],
            "basis": answers["basis"],
            "special_category": answers["special_category"],
            "agreement": answers.get("agreement", ""),
            "consent": answers["consent"],
            "consent_why": answers[whys.get(answers["consent"], "overridden_why")],
        }

    @property
    def law_fields(self) -> list[str]:
        """The names of the questions about the law that this form has."""
        return [name for name in LAW if name in self.fields]

    @property
    def plain_fields(self) -> list[str]:
        """All other questions, in the order of the page; sharing/form_page.html folds the law."""
        apart = {*LAW, *self.inner_names}
        return [name for name in self.fields if name not in apart]

    @property
    def others(self) -> list[str]:
        """The names of a form's own fields, beside those of the sharing record."""
        return [name for name in self.fields if name not in SharingFields.base_fields]

    @property
    def law_is_settled(self) -> bool:
        """Whether basis and consent are filled in and not refused, so that a page may fold them."""
        wrong = self.is_bound and any(self[name].errors for name in (*self.law_fields, *WHYS))
        return bool(self["basis"].value() and self["consent"].value()) and not wrong


def usual_answers(person: Person | None, moment: datetime) -> dict[str, Any]:
    """The answers that are right most of the time (domain: Sharing).

    Missing now: vital interests, for they cannot be asked; to the force that looks for them. A
    child otherwise: our public task, which does not rest on consent. An adult otherwise: nothing
    is filled in, for their agreement is the first question. Several people: as for a child.
    """
    away = away_at(person.pk, moment) if person else None
    answers: dict[str, Any] = {"special_category": True}
    if away is not None and away.missing:
        answers |= {
            "basis": "vital_interests",
            "consent": "not_sought",
            "not_asked_why": rules.NOT_ASKED_MISSING,
            "why": rules.WHY_MISSING,
        }
    elif person is None or not is_adult(person, moment):
        answers |= {
            "basis": "public_task",
            "consent": "not_sought",
            "not_asked_why": rules.NOT_ASKED_CHILD,
            "why": rules.WHY_ELSE,
        }
    if away is not None and away.police_force_id:
        answers |= {
            "to_organisation": str(away.police_force_id),
            "to_whom": "Police missing team",
        }
    return answers


class SaidForm(SharingFields):
    """What went out without Homeward: told by phone, sent by letter, said at a meeting."""

    what = TextField(
        label="What was shared?",
        help_text="In a few words. For example, where they were found, and with whom",
        subject="what was shared",
        max_length=300,
    )
    kind = RadiosField(
        label="How was it shared?",
        subject="how it was shared",
        choices=[(key, rules.WAYS[key]) for key in rules.WAYS_TO_RECORD],
    )
    at = WhenField(
        label="When was it shared?", subject="the time it was shared", now=now, allow_future=False
    )
    field_order = ["what", "kind", "at"]


class OutcomeForm(GovukForm):
    text = LongTextField(
        label="What came of it?",
        help_text="What they did with it, and what changed for the person",
        subject="what came of it",
        rows=3,
        max_length=4000,
    )


class WithdrawForm(GovukForm):
    why = LongTextField(
        label="Why is it withdrawn?", subject="why it is withdrawn", rows=3, max_length=2000
    )
