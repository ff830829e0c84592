"""The council's own numbers, owners and ladders, and its bank holidays, in the admin site."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from accounts import audit
from accounts.admin_base import ReferenceAdmin
from accounts.rules import ROLES
from deadlines import calendar, pathway
from deadlines.models import BankHoliday, RuleOverride


def rule_choices() -> list[tuple[str, str]]:
    """Every rule with how long it gives now, as an administrator reads it."""
    rules = [
        (rule.key, f"{rule.title} ({calendar.in_words(rule.clock)})")
        for rule in pathway.RULES.values()
    ]
    spans = [
        (span.key, f"{span.title} {span.amount} {span.unit}") for span in pathway.SPANS.values()
    ]
    return rules + spans


class RuleOverrideForm(forms.ModelForm):
    """What is left empty stays as the pathway has it."""

    rule = forms.ChoiceField(choices=rule_choices)
    owner_role = forms.ChoiceField(
        choices=[("", "As in the pathway"), *((key, role.label) for key, role in ROLES.items())],
        required=False,
    )

    class Meta:
        model = RuleOverride
        fields = ["rule", "holds_from", "amount", "owner_role", "ladder", "why"]
        help_texts = {
            "holds_from": "Deadlines whose clock starts on or after this day follow it.",
            "amount": "In the rule's own unit: hours, days or working days.",
            "ladder": "A list of [minutes after the due time, template, [roles]], lowest first.",
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("rule") in pathway.SPANS:
            return self._clean_span(given, pathway.SPANS[given["rule"]])
        rule = pathway.RULES.get(given.get("rule", ""))
        if rule is None or self.errors:
            return given
        if given.get("amount") is None and not given.get("owner_role") and not given.get("ladder"):
            raise forms.ValidationError("Change at least one of number, owner and ladder.")
        for name, change in (
            ("amount", {"amount": given.get("amount")}),
            ("ladder", {"ladder": given.get("ladder") or None}),
        ):
            try:
                changed = pathway.changed(rule, **change)
            except ValueError as problem:
                self.add_error(name, str(problem))
            else:
                unknown = {role for step in changed.ladder for role in step.to} - set(ROLES)
                if strangers := sorted(unknown - {pathway.OWNER}):
                    self.add_error(name, f"No such role: {', '.join(strangers)}.")
        return given

    def _clean_span(self, given: dict[str, Any], span: pathway.Span) -> dict[str, Any]:
        """A span has a number and nothing else."""
        if not 1 <= (given.get("amount") or 0) <= span.most:
            self.add_error("amount", f"Enter a number of {span.unit} from 1 to {span.most}.")
        for name in ("owner_role", "ladder"):
            if given.get(name):
                self.add_error(name, "This is a length of time: it has neither owner nor ladder.")
        return given


@admin.register(RuleOverride)
class RuleOverrideAdmin(ReferenceAdmin):
    """Added to and never rewritten: what held on a day stays on record. A later row changes it
    again."""

    form = RuleOverrideForm
    list_display = ("rule", "holds_from", "amount", "owner_role", "by_name")
    list_filter = ("rule",)
    ordering = ("-holds_from",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.by_name = request.user.name
        with transaction.atomic():
            obj.save()
            audit.record(
                "rule.changed",
                by=request.user,
                about=obj,
                name=pathway.title_of(obj.rule),
                holds_from=str(obj.holds_from),
                why=obj.why,
            )


@admin.register(BankHoliday)
class BankHolidayAdmin(ReferenceAdmin):
    """Filled by `manage.py load_bank_holidays`; a one-off holiday is added here."""

    list_display = ("day", "name", "division")
    list_filter = ("division",)
    search_fields = ("name",)
    date_hierarchy = "day"
