"""What is asked to arrange or cancel a meeting; what the minutes ask is in minutes_forms."""

from typing import Any

from accounts import clock
from govuk.fields import LongTextField, RadiosField, WhenField
from govuk.forms import GovukForm


class StartForm(GovukForm):
    kind = RadiosField(
        label="What kind of meeting is it?", choices=[], subject="the kind of meeting"
    )
    planned_for = WhenField(
        now=clock.now,
        offer=("today", "tomorrow"),
        label="When is it planned for?",
        subject="the planned time",
        help_text="Leave this empty if it has been held already",
        required=False,
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds


class NotConvenedForm(GovukForm):
    kind = RadiosField(
        label="Which meeting will not be held?",
        choices=[],
        subject="the meeting that will not be held",
    )
    reason = LongTextField(label="Why will it not be held?", subject="why it will not be held")

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds


class CancelForm(GovukForm):
    reason = LongTextField(label="Why is it cancelled?", subject="why it is cancelled")
