"""What a history is filtered by: the kind, who did it, from which day and until which."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from govuk.fields import DayField, SelectField
from govuk.forms import GovukForm
from people.spans import from_day, to_day

NO_SUCH_ORDER = "The last day must be the same as or after the first day"


class HistoryForm(GovukForm):
    """`kind` and `who` offer what this reader may choose between."""

    kind = SelectField(label="Kind", blank="Everything", required=False)
    who = SelectField(label="Who", blank="Anybody", required=False)
    since = DayField(label="From", subject="the first day", required=False, help_text="")
    until = DayField(label="Until", subject="the last day", required=False, help_text="")

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[tuple[str, str]],
        people: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("kind", kinds), ("who", people)):
            field = self.fields[name]
            field.choices = [*field.choices, *choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("since"), data.get("until")
        if first and last and last < first:
            self.add_error("until", NO_SUCH_ORDER)
        return data

    def chosen(self) -> dict[str, Any]:
        """What was chosen and can be read; nothing where nothing was sent."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return dict(self.cleaned_data)


def span(first: date | None, last: date | None) -> dict[str, datetime | None]:
    """From the first moment of one day to the end of the other, in London."""
    return {"since": from_day(first) if first else None, "until": to_day(last)}
