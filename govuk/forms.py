"""Django forms that come out as GOV.UK markup: `{{ form.reference }}` is the whole field.

The renderer is set on our forms only, because a renderer for the whole site breaks the admin.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer
from django.forms.utils import ErrorDict
from django.template import engines

from govuk import markup


class GovukBoundField(BoundField):
    """A field that knows its data. Printed, it is its whole group: label, hint, error, control."""

    def __str__(self) -> str:
        return self.as_field_group()

    __html__ = __str__

    def get_context(self) -> dict[str, Any]:
        return self._context(None)

    def as_page_heading(self, *, caption: str = "") -> str:
        """The same with its label as the page's only heading, for pages that ask one thing."""
        return self.render(context=self._context({"caption": caption}))

    def _context(self, heading: dict[str, Any] | None) -> dict[str, Any]:
        kind = markup.kind_of(self.field.widget)
        return {"kind": kind, "field": self, "params": markup.parameters(self, heading)}


class GovukRenderer(BaseRenderer):
    form_template_name = "govuk/form.html"
    formset_template_name = "govuk/rows.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name: str) -> Any:
        return engines["jinja2"].get_template(template_name)


class GovukFormMixin:
    """For forms that come from elsewhere (model forms, the sign-in forms); ours: `GovukForm`."""

    default_renderer = GovukRenderer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _say_plainly(field)

    def _clean_fields(self) -> None:
        """An answer that belongs to a choice nobody made is neither asked for nor kept."""
        super()._clean_fields()
        for name, field in self.fields.items():
            chosen = self.cleaned_data.get(name)
            keys = _as_keys(chosen)
            for choice, children in getattr(field, "conditional", {}).items():
                for child in children if choice not in keys else ():
                    self._errors.pop(child, None)
                    self.cleaned_data[child] = _nothing(self.fields[child])

    @property
    def inner_names(self) -> set[str]:
        """Fields that are shown under a choice of another field."""
        return {
            child
            for field in self.fields.values()
            for children in getattr(field, "conditional", {}).values()
            for child in children
        }

    @property
    def has_errors(self) -> bool:
        return self.is_bound and bool(self.errors)

    def error_links(self) -> list[dict[str, str]]:
        """The lines of the error summary, in the order of the page."""
        if not self.has_errors:
            return []
        links = [{"text": text} for text in self.non_field_errors()]
        for name in self.fields:
            links += markup.error_links(self[name])
        return links

    def typed(self) -> dict[str, Any]:
        """What was typed, as JSON can keep it: for drafts, and as `initial` of a later form.

        Files and passwords are left out.
        """
        return {
            name: self[name].data if self.is_bound else self[name].value()
            for name, field in self.fields.items()
            if not isinstance(field.widget, forms.FileInput | forms.PasswordInput)
        }

    def hush(self) -> None:
        """Show again what was typed without judging it: after "Add another", say."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}


class GovukForm(GovukFormMixin, forms.Form):
    """The base of every form of ours."""


def _as_keys(chosen: Any) -> set[str]:
    if isinstance(chosen, bool):
        return {"yes" if chosen else "no"}
    if isinstance(chosen, list | tuple):
        return {str(value) for value in chosen}
    return set() if chosen is None else {str(chosen)}


def _nothing(field: forms.Field) -> Any:
    """What the field's cleaned value is when it was left empty."""
    if isinstance(field, forms.MultipleChoiceField):
        return []
    if isinstance(field, forms.CharField | forms.ChoiceField) and hasattr(field, "empty_value"):
        return field.empty_value
    return None


def _say_plainly(field: forms.Field) -> None:
    """Django's own sentences give way to ours; a sentence that the form set itself stays."""
    kind = markup.kind_of(field.widget)
    subject = getattr(field, "subject", "") or _from_label(str(field.label or ""))
    field.subject = subject  # the field's own sentences about dates and times use it too
    choosing = kind in {"radios", "checkboxes", "select", "checkbox"}
    act = "Select" if choosing or kind == "file" else "Enter"
    ours = {"required": f"{act} {subject or 'an answer'}"}
    if kind == "checkbox":
        ours["required"] = f"Select “{field.label}”"
    name = (subject or "your answer").replace("%", "%%")
    name = name[0].upper() + name[1:]
    ours["max_length"] = f"{name} must be %(limit_value)d characters or fewer"
    ours["min_length"] = f"{name} must be %(limit_value)d characters or more"
    if isinstance(field, forms.IntegerField):
        ours["invalid"] = f"{name} must be a whole number"
    if isinstance(field, forms.EmailField):
        ours["invalid"] = "Enter an email address like name@example.com"
    ours["invalid_choice"] = f"Select {subject or 'an answer'} from the list"
    for code, sentence in ours.items():
        standard = [
            getattr(cls, "default_error_messages", {}).get(code) for cls in type(field).__mro__
        ]
        if field.error_messages.get(code) in [None, *standard]:
            field.error_messages[code] = sentence


def _from_label(label: str) -> str:
    """A label in the middle of a sentence. A question cannot be, so it gives nothing."""
    if not label or label.endswith("?"):
        return ""
    return label if label[:2].isupper() else label[0].lower() + label[1:]
