"""Who went along, and what is said of all of them at once."""

from typing import Any

from cases.episode_forms import when
from cases.found_forms import LocateForm, ReturnForm
from cases.models import Episode
from govuk.fields import CheckboxesField, LongTextField, TextField
from govuk.forms import GovukForm


def whom() -> CheckboxesField:
    return CheckboxesField(label="For whom?", subject="for whom this is", choices=())


class Whom(GovukForm):
    """First for whom: everybody of the group, unless a box is cleared."""

    def __init__(self, *args: Any, group: list[Episode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(row.reference, f"{row.person}, {row.reference}") for row in group]
        self.fields["whom"].choices = choices
        self.fields["whom"].initial = [ref for ref, _ in choices]


class BackForm(Whom, ReturnForm):
    whom = whom()
    field_order = ["whom", "at", "end_reason", "return_how"]


class LocatedForm(Whom, LocateForm):
    whom = whom()
    field_order = ["whom"]


class RightForm(Whom):
    """What is put right for all of them: only what is filled in is changed."""

    whom = whom()
    last_seen_by = TextField(label="Who saw them last?", max_length=200, required=False)
    circumstances = LongTextField(label="What happened?", rows=4, max_length=10000, required=False)
    police_reference = TextField(label="Police reference", width=20, max_length=60, required=False)
    police_told_at = when("When were the police told?", required=False)


class AlongForm(GovukForm):
    """Who went along, from those who may have."""

    others = CheckboxesField(
        label="Who else is missing with them?", subject="who else is missing", choices=(),
        none_of_these=("none", "Nobody of these"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[tuple[str, str]], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        self.fields["others"].choices = [*people, ("none", "Nobody of these")]

    def clean_others(self) -> list[str]:
        chosen = [one for one in self.cleaned_data["others"] if one != "none"]
        if len(chosen) > self.most:
            self.add_error("others", f"Select {self.most} or fewer; report the rest afterwards")
        return chosen
