"""The page that gives a paper or a file to somebody outside: the questions of the sharing record,
filled in, and how it gets there.
"""

from typing import Any

from govuk.fields import CheckboxesField, RadiosField
from govuk.forms import GovukForm
from people import sharing_rules as rules
from people.sharing_forms import SharingFields


class GiveForm(SharingFields):
    kind = RadiosField(
        label="How does it get to them?",
        subject="how it gets to them",
        choices=[(key, rules.WAYS[key]) for key in rules.WAYS_TO_GIVE],
        initial="by_hand",
        inline=False,
    )

    def recipients(self) -> list[str]:
        """Everybody who is given it."""
        return [self.cleaned_data["to_whom"]]


class GiveManyForm(SharingFields):
    """The same where it is known who it is for, such as those who were at a meeting."""

    known = CheckboxesField(label="Who is it for?", subject="who it is for", required=False)
    field_order = ["known", "to_whom", "to_organisation"]

    def __init__(self, *args: Any, known: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = known
        self.fields["known"].choices = [(str(at), text) for at, text in enumerate(known)]
        self.fields["to_whom"].label = "Somebody else (optional)"
        self.fields["to_whom"].required = False
        self.fields["to_whom"].initial = self.initial["to_whom"] = ""

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not answers.get("known") and not answers.get("to_whom"):
            self.add_error("known", "Select who it is for, or enter somebody else")
        return answers

    def sharing(self) -> dict[str, Any]:
        """An organisation is only that of whoever was typed in."""
        answers = super().sharing()
        return answers if answers["to_whom"] else answers | {"to_organisation": None}

    def recipients(self) -> list[str]:
        chosen = [self._known[int(at)] for at in self.cleaned_data["known"]]
        other = self.cleaned_data["to_whom"]
        return [*chosen, other] if other else chosen


class LeaveOutForm(GovukForm):
    """What partners do not need of a paper."""

    keys = CheckboxesField(label="What should the copy leave out?", subject="what to leave out")

    def __init__(self, *args: Any, parts: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = list(parts.items())
