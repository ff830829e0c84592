"""Forms that say where somebody is, or that they are back."""

from cases import rules
from cases.episode_forms import when
from govuk.fields import LongTextField, RadiosField, SelectField, TextField, YesNoField
from govuk.forms import GovukForm

HOW = [item for item in rules.END_REASONS.items() if item[0] != "deceased"]


class LocateForm(GovukForm):
    """Located: when, where, by whom, with whom, and how it goes on (domain: Rules, three ways)."""

    at = when("When did you learn where they are?", subject="the time")
    located_where = TextField(label="Where are they?", subject="where they are", max_length=300)
    located_by = TextField(label="Who located them?", subject="who located them", max_length=200)
    located_with = TextField(label="Who are they with? (optional)", max_length=300, required=False)
    located_way = RadiosField(
        label="What happens next?",
        subject="what happens next",
        choices=list(rules.LOCATED_WAYS.items()),
        hints={"not_safely_seen": "They stay missing until somebody has safely seen them"},
        conditional={"stays": ["end_reason"]},
    )
    end_reason = SelectField(
        label="How were they found?", subject="how they were found", choices=HOW
    )


class AfterForm(GovukForm):
    """What is asked of every end."""

    harmed = YesNoField(label="Were they harmed while they were missing?", required=False)
    arrested = YesNoField(label="Were they arrested?", required=False)
    prevention_interview = YesNoField(
        label="Have the police seen them since (prevention interview)?", required=False
    )
    outcomes = LongTextField(
        label="How are they, and what has come of it? (optional)",
        rows=3,
        max_length=5000,
        required=False,
    )


class ReturnForm(AfterForm):
    at = when("When did they come back?", subject="the time they came back")
    end_reason = RadiosField(
        label="How did they come back?", subject="how they came back", choices=HOW
    )
    return_how = TextField(
        label="More about how (optional)",
        help_text="For example, collected by a carer, or by bus",
        max_length=300,
        required=False,
    )
    field_order = ["at", "end_reason", "return_how"]


class EndForm(AfterForm):
    at = when("When was that?", subject="the time")
    located_where = TextField(label="Where are they?", subject="where they are", max_length=300)
    located_by = TextField(label="Who found them?", subject="who found them", max_length=200)
    end_reason = RadiosField(
        label="How were they found?",
        subject="how they were found",
        choices=list(rules.END_REASONS.items()),
        hints={"deceased": "The head of service is told, no ordinary notice goes out"},
    )
    field_order = ["at", "located_where", "located_by", "end_reason"]
