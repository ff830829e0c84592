"""What the audit trail is filtered by, and why an export of it is needed."""

from datetime import timedelta
from typing import Any

from django import forms

from accounts import hooks
from accounts.audit_kinds import KINDS
from accounts.audit_queries import Sought
from accounts.clock import midnight
from accounts.queries import users_called
from govuk.fields import DayField, LongTextField, SelectField, TextField
from govuk.forms import GovukForm

ONE_DAY = timedelta(days=1)
NO_RECORD = "There is no record with this reference"
NOBODY = "Nobody has this name or email address"
SEVERAL = "Several people have this name: enter the email address"
WRONG_ORDER = "The last day must be the same as or after the first day"


class AuditForm(GovukForm):
    """A person's reference gives everything about them; another what was done to that record."""

    ref = TextField(
        label="Reference", subject="a reference", width=20, required=False, max_length=20,
        help_text="Of a person (P-), an episode (E-) or anything else",
    )  # fmt: skip
    who = TextField(
        label="Who did it", subject="a name", required=False, max_length=200,
        help_text="Full name or email address",
    )  # fmt: skip
    kind = SelectField(
        label="Kind", choices=[(key, label) for key, (label, _) in KINDS.items()],
        blank="Everything", required=False,
    )  # fmt: skip
    refusals = forms.BooleanField(label="Only what was refused", required=False)
    since = DayField(label="From", subject="the first day", required=False, help_text="")
    until = DayField(label="Until", subject="the last day", required=False, help_text="")

    def clean_ref(self) -> str:
        ref = self.cleaned_data["ref"].strip().upper()
        find = hooks.RECORDS.get(ref[:2])
        self.found = find(ref) if find else None
        if ref and self.found is None and not ref.startswith("F-"):
            raise forms.ValidationError(NO_RECORD)
        return ref

    def clean_who(self) -> str:
        who = " ".join(self.cleaned_data["who"].split())
        self.users = users_called(who) if who else []
        if who and len(self.users) != 1:
            raise forms.ValidationError(SEVERAL if self.users else NOBODY)
        return who

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("since"), data.get("until")
        if first and last and last < first:
            self.add_error("until", WRONG_ORDER)
        return data

    def chosen(self) -> dict[str, Any]:
        """What was chosen and can be read."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return dict(self.cleaned_data)

    def sought(self) -> Sought:
        chosen = self.chosen()
        ref, since, until = chosen.get("ref", ""), chosen.get("since"), chosen.get("until")
        of_person = self.found[1] if ref.startswith("P-") and self.found else None
        return Sought(
            person_id=of_person,
            about_ref="" if of_person else ref,
            user_id=self.users[0].pk if chosen.get("who") else None,
            kind=chosen.get("kind", ""),
            refusals=bool(chosen.get("refusals")),
            since=midnight(since) if since else None,
            until=midnight(until + ONE_DAY) if until else None,
        )


class ExportForm(GovukForm):
    reason = LongTextField(
        label="Why do you need this export?", subject="why you need it", rows=3, max_length=500,
        help_text="It is kept with the export: who asked, why, how many rows and their fingerprint",
    )  # fmt: skip
