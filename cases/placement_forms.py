"""Forms of placements, and of what a change of placement asks for."""

from typing import Any

from accounts.clock import now
from cases.person_forms import PostcodeField
from cases.person_frame import Versioned
from govuk.fields import (
    DayField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WhenField,
)
from govuk.forms import GovukForm
from people import rules
from people.models import Placement
from people.sharing_forms import SharingFields
from people.sharing_rules import WAYS, WAYS_TO_RECORD

NOT_ON_THE_LIST = "Select a home from the list. One that has closed is not on it"


class PlacementForm(Versioned):
    """A home or fostering household that is here, or a carer by name."""

    kind = RadiosField(
        label="What kind of placement is it?", subject="what kind of placement it is",
        choices=list(rules.PLACEMENT_KINDS.items()),
    )  # fmt: skip
    home = SelectField(
        label="Home or fostering household",
        help_text="Its staff see the record while the child is placed there",
        blank="Not on this list",
        required=False,
        error_messages={"invalid_choice": NOT_ON_THE_LIST},
    )
    carer = TextField(
        label="If it is not on the list: who cares for them?", subject="who cares for them",
        max_length=200, required=False,
    )  # fmt: skip
    address = LongTextField(
        label="Address", help_text="Leave empty where it is the home’s own", rows=3,
        max_length=500, required=False,
    )  # fmt: skip
    postcode = PostcodeField(
        help_text="The area and the distance from the council are worked out from it"
    )
    starts_on = DayField(label="From which day?", subject="the first day")

    def __init__(self, *args: Any, homes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home"].choices = [self.fields["home"].choices[0], *homes]

    @classmethod
    def initial_of(cls, row: Placement) -> dict[str, Any]:
        return super().initial_of(row) | {"home": str(row.home_id or "")}


class EarlierPlacementForm(PlacementForm):
    """One that is over and that nobody had written down."""

    ends_on = DayField(
        label="Until which day?", subject="the last day", now=now, allow_future=False
    )


class CorrectPlacementForm(PlacementForm):
    ends_on = DayField(
        label="Until which day?", help_text="Leave empty while they live there",
        subject="the last day", required=False,
    )  # fmt: skip
    host = SelectField(
        label="Host authority", blank="Worked out from the postcode", required=False,
        help_text="The authority in whose area they live",
    )  # fmt: skip

    def __init__(self, *args: Any, hosts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].choices = [self.fields["host"].choices[0], *hosts]

    @classmethod
    def initial_of(cls, row: Placement) -> dict[str, Any]:
        host = str(row.host_id) if row.host_by_hand else ""
        return super().initial_of(row) | {"host": host}


class EndPlacementForm(Versioned):
    ends_on = DayField(label="What was the last day?", subject="the last day")
    reason = LongTextField(
        label="Why did it end, and where are they now?", subject="why it ended", rows=3,
        max_length=2000,
    )  # fmt: skip


class LikelihoodForm(GovukForm):
    likelihood = RadiosField(
        label="How likely are they to go missing from here?",
        subject="how likely it is",
        choices=list(rules.LIKELIHOOD.items()),
    )
    why = LongTextField(label="Why?", subject="why", rows=3, max_length=3000)


class ToldForm(SharingFields):
    """Who was told, when and how; then what allows it, for the sharing record."""

    at = WhenField(
        label="When were they told?", subject="the time they were told", now=now,
        allow_future=False,
    )  # fmt: skip
    way = RadiosField(
        label="How?", subject="how they were told",
        choices=[(key, WAYS[key]) for key in WAYS_TO_RECORD],
    )  # fmt: skip

    field_order = ("to_organisation", "to_whom", "at", "way")
