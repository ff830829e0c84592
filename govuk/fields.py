"""Form fields for what GOV.UK pages ask, with the options of their markup beside them.

`subject` is what the field's sentences call it ("the police reference"); `ui` holds what only the
page needs. Plain Django fields work in our forms too; these add what Django has no word for.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from govuk import typed
from govuk.widgets import DayBoxes, WhenBoxes
from govuk.words import local

Choices = Iterable[tuple[Any, Any]]
Conditional = Mapping[str, Sequence[str]]
Now = Callable[[], datetime]


class TextField(forms.CharField):
    """One line. `width` in characters (2, 3, 4, 5, 10, 20, 30)."""

    def __init__(
        self,
        *,
        subject: str = "",
        width: int | None = None,
        prefix: str = "",
        suffix: str = "",
        **kwargs: Any,
    ) -> None:
        self.subject = subject
        self.ui = {"width": width, "prefix": prefix, "suffix": suffix}
        super().__init__(**kwargs)


class LongTextField(forms.CharField):
    """Several lines; with `max_length` the page counts the characters left.

    A browser sends each new line as two characters while its page counted one, so lines are
    brought back to one before they are counted.
    """

    widget = forms.Textarea

    def __init__(self, *, subject: str = "", rows: int = 5, **kwargs: Any) -> None:
        self.subject = subject
        self.ui = {"rows": rows}
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class RadiosField(forms.ChoiceField):
    """One of a few. `conditional` names the fields that open under a choice: {"yes": ["ref"]}."""

    widget = forms.RadioSelect

    def __init__(
        self,
        *,
        subject: str = "",
        inline: bool = False,
        conditional: Conditional | None = None,
        hints: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.subject, self.conditional = subject, conditional or {}
        self.ui = {"inline": inline, "hints": hints or {}}
        super().__init__(**kwargs)


class YesNoField(RadiosField):
    """Yes or no, answered or not: True, False, or None when left open."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("inline", not kwargs.get("conditional"))
        super().__init__(choices=[("yes", "Yes"), ("no", "No")], **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def clean(self, value: Any) -> bool | None:
        return {"yes": True, "no": False}.get(super().clean(value))


class SelectField(forms.ChoiceField):
    """One of many, from a list. An empty first line is added, so nothing is chosen for people."""

    def __init__(
        self, *, subject: str = "", choices: Choices = (), blank: str = "", **kwargs: Any
    ) -> None:
        self.subject, self.ui = subject, {}
        super().__init__(choices=[("", blank), *choices], **kwargs)


class CheckboxesField(forms.MultipleChoiceField):
    """Any of several. `none_of_these=("none", "None of these")` stands alone, after an "or".

    The cleaned value keeps "none": an answer of none is not the same as no answer.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(
        self,
        *,
        subject: str = "",
        choices: Choices = (),
        hints: Mapping[str, str] | None = None,
        none_of_these: tuple[str, str] | None = None,
        conditional: Conditional | None = None,
        **kwargs: Any,
    ) -> None:
        self.subject, self.conditional = subject, conditional or {}
        self.none_of_these = none_of_these
        self.ui = {"hints": hints or {}, "none": none_of_these[0] if none_of_these else None}
        every = [*choices, none_of_these] if none_of_these else choices
        super().__init__(choices=every, **kwargs)

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.none_of_these and self.none_of_these[0] in value and len(value) > 1:
            raise ValidationError(
                f"Select the ones that apply, or select “{self.none_of_these[1]}”", code="exclusive"
            )


def _explain(refusal: typed.Unreadable) -> ValidationError:
    return ValidationError(
        refusal.sentence.replace("%", "%%"), code=refusal.code, params={"boxes": refusal.boxes}
    )


def _as_subject(subject: str, fallback: str) -> str:
    words = subject or fallback
    return words[0].upper() + words[1:]


class DayField(forms.Field):
    """A date in three boxes; the month may be a name. `now` is needed to refuse the future."""

    widget = DayBoxes

    def __init__(
        self, *, subject: str = "", now: Now | None = None, allow_future: bool = True, **kwargs: Any
    ) -> None:
        if not allow_future and now is None:
            raise TypeError("refusing the future needs `now`")
        self.subject, self.now, self.allow_future, self.ui = subject, now, allow_future, {}
        kwargs.setdefault("help_text", "For example, 27 3 2026")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, dict) or not any(value.values()):
            return value if isinstance(value, date) else None
        name = _as_subject(self.subject, "the date")
        try:
            day = typed.read_day(value, subject=name)
        except typed.Unreadable as refusal:
            raise _explain(refusal) from None
        if not self.allow_future and self.now and day > local(self.now()).date():
            raise _explain(typed.Unreadable(f"{name} must be today or in the past", "day"))
        return day


class ClockTimeField(forms.CharField):
    """A time of day as typed ("11:20pm", "2320")."""

    def __init__(self, *, subject: str = "", **kwargs: Any) -> None:
        self.subject, self.ui = subject, {"width": 10}
        kwargs.setdefault("help_text", "For example, 11:20pm or 23:20")
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, time) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(self.prepare_value(value))
        try:
            return typed.read_time(text) if text else None
        except typed.Unreadable as refusal:
            raise _explain(refusal) from None


class WhenField(forms.Field):
    """A moment: Today, Yesterday or another date, and the time; an aware datetime in London.

    `now` is a callable, asked each time the field is shown or read. `offer` may be
    ("today", "tomorrow") for what is planned. Both day and time are checked, so that one sending
    names everything that is wrong.
    """

    def __init__(
        self,
        *,
        now: Now,
        subject: str = "",
        allow_future: bool = True,
        offer: tuple[str, ...] = ("today", "yesterday"),
        **kwargs: Any,
    ) -> None:
        self.subject, self.now, self.allow_future, self.ui = subject, now, allow_future, {}
        super().__init__(widget=WhenBoxes(now=now, offer=offer), **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if not isinstance(value, dict):
            return value if isinstance(value, datetime) else None
        boxes = self.widget.boxes(value)
        if not any(boxes.get(part) for part in ("choice", "day", "month", "year", "time")):
            return None
        name = _as_subject(self.subject, "the date")
        refusals: list[ValidationError] = []
        on = self._part(refusals, self._read_choice, boxes, name)
        at = self._part(refusals, self._read_time, boxes)
        if refusals:
            raise ValidationError(refusals)
        try:
            moment = typed.in_london(on, at, which=boxes.get("fold", ""))
        except typed.Unreadable as refusal:
            raise _explain(refusal) from None
        if not self.allow_future and moment > self.now():
            name = _as_subject(self.subject, "the date and time")
            raise _explain(typed.Unreadable(f"{name} must be now or in the past", "time"))
        return moment

    def _part(self, refusals: list[ValidationError], read: Callable[..., Any], *args: Any) -> Any:
        try:
            return read(*args)
        except typed.Unreadable as refusal:
            refusals.append(_explain(refusal))

    def _read_choice(self, boxes: dict[str, str], subject: str) -> date:
        if not boxes.get("choice"):
            raise typed.Unreadable("Select a day", "choice")
        if boxes["choice"] == "other":
            return typed.read_day(boxes, subject=subject)
        return date.fromisoformat(boxes["choice"])

    def _read_time(self, boxes: dict[str, str]) -> time:
        if not boxes.get("time", "").strip():
            raise typed.Unreadable("Enter the time", "time")
        return typed.read_time(boxes["time"])
