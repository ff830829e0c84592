"""Forms of who works with a person: find a colleague, then say from when."""

from typing import Any

from accounts.clock import today
from cases.person_frame import Versioned
from govuk.fields import DayField, RadiosField, SelectField, TextField
from govuk.forms import GovukForm
from people import rules


class FindWorkerForm(GovukForm):
    """Asked by GET: the part, and a name or a team."""

    part = SelectField(
        label="Which part do they have?", subject="which part they have",
        choices=list(rules.ALLOCATION_ROLES.items()),
    )  # fmt: skip
    q = TextField(label="Their name, or their team", required=False, max_length=100)


class AllocateForm(GovukForm):
    who = RadiosField(label="Who is it?", subject="who it is", choices=())
    starts_on = DayField(label="From which day?", subject="the first day")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people


class CorrectAllocationForm(Versioned):
    starts_on = DayField(label="From which day?", subject="the first day")
    ends_on = DayField(
        label="Until which day?", help_text="Leave empty while they have the part",
        subject="the last day", required=False,
    )  # fmt: skip
    team = SelectField(
        label="In which team?", help_text="The team sees the record too", blank="No team",
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [self.fields["team"].choices[0], *teams]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {"team": str(row.team_id or "")}


class EndAllocationForm(Versioned):
    ends_on = DayField(label="What is the last day?", subject="the last day")

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return {"version": row.version, "ends_on": row.ends_on or today()}
