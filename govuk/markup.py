"""What each kind of field tells the design system's macros: a bound field in, parameters out.

Values that are not there are left out, because the macros print what they are given.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.widgets import Input
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from govuk.widgets import BoxesWidget

Params = dict[str, Any]

# The first kind whose widget fits is taken; a subclass stands before its parent.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (Input, "input"),
)
LEFT_OUT = {"class", "required", "maxlength", "minlength", "cols", "rows", "min", "max", "step"}


def kind_of(widget: forms.Widget) -> str:
    if isinstance(widget, BoxesWidget):
        return widget.kind
    for widget_class, kind in KINDS:
        if isinstance(widget, widget_class):
            return kind
    raise TypeError(f"no GOV.UK markup for {type(widget).__name__}")


def ui(bound: BoundField, name: str, default: Any = None) -> Any:
    return getattr(bound.field, "ui", {}).get(name) or default


def refusals(bound: BoundField) -> list[ValidationError]:
    return bound.errors.as_data()


def wrong_boxes(bound: BoundField) -> list[str]:
    """The boxes named by the errors of a field that has several; the first one otherwise."""
    found = [box for error in refusals(bound) for box in (error.params or {}).get("boxes", ())]
    return found or list(bound.field.widget.parts[:1])


def error_links(bound: BoundField) -> list[Params]:
    """One line of the error summary for each refusal, leading to the control to mend."""
    links: list[Params] = []
    for error in refusals(bound):
        if bound.is_hidden:
            links += [{"text": message} for message in error.messages]
            continue
        target = bound.auto_id
        if isinstance(bound.field.widget, BoxesWidget):
            boxes = (error.params or {}).get("boxes") or bound.field.widget.parts[:1]
            target = f"{target}-{boxes[0]}"
        links += [{"text": message, "href": f"#{target}"} for message in error.messages]
    return links


def common(bound: BoundField, heading: Params | None = None) -> Params:
    """Id, name, label, hint and error; `heading` makes the label the page's heading."""
    title: Params = {"text": bound.label, "classes": "govuk-label--s"}
    if heading is not None:
        title = {"text": bound.label, "classes": "govuk-label--l", "isPageHeading": True}
        if heading.get("caption"):
            title["html"] = format_html(
                '<span class="govuk-caption-l">{}</span> {}', heading["caption"], bound.label
            )
    params: Params = {"id": bound.auto_id, "name": bound.html_name, "label": title}
    if bound.help_text:
        params["hint"] = (
            {"html": bound.help_text}
            if hasattr(bound.help_text, "__html__")
            else {"text": bound.help_text}
        )
    if bound.errors:
        lines = [(message,) for message in bound.errors]
        params["errorMessage"] = {"html": format_html_join(mark_safe("<br>"), "{}", lines)}
    return params


def group(params: Params, size: str = "m") -> Params:
    """The same for several controls under one legend, in place of a label."""
    legend = params.pop("label")
    legend["classes"] = (
        legend["classes"]
        .replace("govuk-label--s", f"govuk-label--{size}")
        .replace("govuk-label", "govuk-fieldset__legend")
    )
    return params | {"fieldset": {"legend": legend}, "idPrefix": params["id"]}


def unindentable(text: str) -> SafeString:
    """Text for a textarea, its new lines written as references.

    The macros indent the markup that they nest; real new lines in a box would gain two blanks
    each time its page is shown again.
    """
    return mark_safe(escape(text).replace("\r\n", "\n").replace("\n", "&#10;"))  # escaped here


def attributes(bound: BoundField) -> Params:
    widget = bound.field.widget
    return {name: value for name, value in widget.attrs.items() if name not in LEFT_OUT}


def single(bound: BoundField, heading: Params | None = None) -> Params:
    """One control that holds one value."""
    widget = bound.field.widget
    classes = widget.attrs.get("class", "")
    if ui(bound, "width"):
        classes += f" govuk-input--width-{ui(bound, 'width')}"
    value = widget.format_value(bound.value())
    params = common(bound, heading) | {
        "value": "" if value is None else value,
        "attributes": attributes(bound),
        "classes": classes.strip(),
    }
    for affix in ("prefix", "suffix"):
        if ui(bound, affix):
            params[affix] = {"text": ui(bound, affix)}
    if isinstance(widget, forms.NumberInput):
        params["inputmode"] = "numeric"
    elif isinstance(widget, Input):
        params["type"] = widget.input_type
    return params


def options(bound: BoundField) -> list[Params]:
    """The choices with hints, and the fields that open under them already rendered."""
    value = bound.value()
    chosen = (
        {str(v) for v in value}
        if isinstance(value, list | tuple | set)
        else {"" if value is None else str(value)}
    )
    hints, none = ui(bound, "hints", {}), ui(bound, "none")
    conditional = getattr(bound.field, "conditional", {})
    items: list[Params] = []
    for raw, text in bound.field.choices:
        key = str(raw)
        if none and key == none:
            items.append({"divider": "or"})
        item: Params = {"value": key, "text": text, "checked": key in chosen}
        if key in hints:
            item["hint"] = {"text": hints[key]}
        if none and key == none:
            item["behaviour"] = "exclusive"
        if key in conditional:
            opened = [(bound.form[name],) for name in conditional[key]]
            item["conditional"] = {"html": format_html_join("\n", "{}", opened)}
        items.append(item)
    return items


def several(bound: BoundField, heading: Params | None = None) -> Params:
    """Radios and checkboxes."""
    inline = "govuk-radios--inline" if ui(bound, "inline") else ""
    return group(common(bound, heading)) | {"items": options(bound), "classes": inline}


def select(bound: BoundField, heading: Params | None = None) -> Params:
    items = [
        {"value": item["value"], "text": item["text"], "selected": item["checked"]}
        for item in options(bound)
    ]
    return common(bound, heading) | {"items": items, "attributes": attributes(bound)}


def checkbox(bound: BoundField, heading: Params | None = None) -> Params:
    """A single box to tick: its label stands beside it."""
    params = common(bound)
    item = {"value": "on", "text": params.pop("label")["text"], "checked": bool(bound.value())}
    return params | {"idPrefix": params["id"], "items": [item]}


def day_inputs(bound: BoundField, boxes: dict[str, str], wrong: list[str]) -> list[Params]:
    """The three boxes. The month takes letters, so its keyboard is not the numeric one."""
    widths = {"day": 2, "month": 2, "year": 4}
    items = []
    for box, width in widths.items():
        classes = f"govuk-input--width-{width}" + (" homeward-month" if box == "month" else "")
        items.append(
            {
                "id": f"{bound.auto_id}-{box}",
                "name": f"{bound.html_name}-{box}",
                "label": box.capitalize(),
                "value": boxes.get(box, ""),
                "classes": classes + (" govuk-input--error" if box in wrong else ""),
                "inputmode": "text" if box == "month" else "numeric",
            }
        )
    return items


def boxed(bound: BoundField, heading: Params | None = None) -> Params:
    """A date, or a date with its time."""
    widget = bound.field.widget
    boxes = widget.boxes(bound.value())
    wrong = wrong_boxes(bound) if bound.errors else []
    params = group(common(bound, heading)) | {
        "boxes": boxes,
        "wrong": wrong,
        "items": day_inputs(bound, boxes, wrong),
    }
    if widget.kind == "when":
        params["days"] = widget.day_choices()
        codes = {error.code for error in refusals(bound)}
        params["ask_which"] = bool(boxes.get("fold")) or "happens_twice" in codes
    return params


def parameters(bound: BoundField, heading: Params | None = None) -> Params:
    """The parameters of whatever macro shows this field."""
    kind = kind_of(bound.field.widget)
    build = {
        "radios": several,
        "checkboxes": several,
        "select": select,
        "checkbox": checkbox,
        "day": boxed,
        "when": boxed,
    }.get(kind, single)
    params = build(bound, heading)
    if kind == "textarea":
        params["value"] = unindentable(params["value"])
        params["rows"] = ui(bound, "rows", 5)
        if getattr(bound.field, "max_length", None):
            params["maxlength"] = bound.field.max_length
    if kind == "password":
        params["value"] = ""
        params["autocomplete"] = params["attributes"].pop("autocomplete", "current-password")
    return params
