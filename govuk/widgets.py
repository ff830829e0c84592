"""Widgets made of several boxes. They keep what was typed exactly as typed, box by box."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from govuk.typed import happens_twice
from govuk.words import MONTHS, WEEKDAYS, local, on_the_clock

Boxes = dict[str, str]
OFFSETS = {"today": 0, "yesterday": -1, "tomorrow": 1}


class BoxesWidget(forms.Widget):
    """Several inputs under one name: `seen` is posted as `seen-day`, `seen-month` and so on."""

    kind = ""
    parts: tuple[str, ...] = ()
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Boxes:
        return {part: str(data.get(f"{name}-{part}") or "") for part in self.parts}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in self.parts)

    def boxes(self, value: Any) -> Boxes:
        """What each box shows, from typed boxes or from a stored value."""
        return dict(value) if isinstance(value, dict) else {}


def day_boxes(value: date) -> Boxes:
    return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}


class DayBoxes(BoxesWidget):
    kind = "day"
    parts = ("day", "month", "year")

    def boxes(self, value: Any) -> Boxes:
        return day_boxes(value) if isinstance(value, date) else super().boxes(value)


class WhenBoxes(BoxesWidget):
    """Which day (a radio), three boxes for another date, the time, and which of two equal hours.

    The radios post the date itself and not the word, so that a page opened before midnight and
    sent after it still means the day that it showed.
    """

    kind = "when"
    parts = ("choice", "day", "month", "year", "time", "fold")

    def __init__(self, *, now: Callable[[], datetime], offer: tuple[str, ...]) -> None:
        super().__init__()
        self.now, self.offer = now, offer

    def days(self) -> dict[str, date]:
        """The days offered as radios, by their word."""
        today = local(self.now()).date()
        return {word: today + timedelta(days=OFFSETS[word]) for word in self.offer}

    def day_choices(self) -> list[tuple[str, str, str]]:
        """Value, label and hint of each radio."""
        rows = [
            (
                day.isoformat(),
                word.capitalize(),
                f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}",
            )
            for word, day in self.days().items()
        ]
        return [*rows, ("other", "Another date", "")]

    def boxes(self, value: Any) -> Boxes:
        if isinstance(value, datetime):
            here = local(value)
            twice = happens_twice(here.date(), here.time())
            typed = {
                "choice": here.date().isoformat(),
                "time": on_the_clock(here.hour, here.minute),
                "fold": ("second" if here.fold else "first") if twice else "",
            }
        else:
            typed = super().boxes(value)
        return self._settle_choice(typed)

    def _settle_choice(self, typed: Boxes) -> Boxes:
        """A date that is no longer (or never was) one of the radios moves to the three boxes."""
        choice = typed.get("choice", "")
        if choice in self.days():
            return typed | {"choice": self.days()[choice].isoformat()}
        if not choice and any(typed.get(part) for part in ("day", "month", "year")):
            return typed | {"choice": "other"}
        if choice in {"", "other"} or choice in {d.isoformat() for d in self.days().values()}:
            return typed
        try:
            return typed | {"choice": "other"} | day_boxes(date.fromisoformat(choice))
        except ValueError:
            return typed | {"choice": ""}
