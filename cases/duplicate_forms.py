"""Whether two records are one person's."""

from govuk.fields import LongTextField, RadiosField
from govuk.forms import GovukForm


class SameForm(GovukForm):
    answer = RadiosField(
        label="Are they the same person?", subject="whether they are the same person",
        choices=[("same", "Yes, one person"), ("not_the_same", "No, two people")],
        hints={
            "same": "Next you see what would be merged. Nothing is merged before you say so",
            "not_the_same": "They are not shown as possible duplicates again",
        },
        conditional={"not_the_same": ["why"]},
        error_messages={"required": "Select whether they are the same person"},
    )  # fmt: skip
    why = LongTextField(
        label="How do you know that they are two people?", rows=3, max_length=2000,
        error_messages={"required": "Enter how you know that they are two people"},
    )  # fmt: skip
