"""The fourteen risk headings: each answered with detail, or as not applicable, or as not known
(S4).
"""

from collections.abc import Mapping

from accounts.clock import now
from govuk.fields import DayField, LongTextField, RadiosField, TextField
from govuk.forms import GovukForm
from profiles import rules


def heading(
    key: str, title: str, hint: str, *, more: Mapping[str, TextField] | None = None
) -> dict[str, object]:
    """The fields of one heading: the answer, and under "yes" its detail and when it was last so."""
    detail = LongTextField(
        label=rules.WHAT_IS_KNOWN,
        subject=f"what is known about {title[0].lower()}{title[1:]}",
        rows=3,
        max_length=4000,
    )
    seen = DayField(
        label=rules.LAST_IDENTIFIED,
        subject="the date it was last identified",
        now=now,
        allow_future=False,
        required=False,
    )
    inner = {f"{key}_detail": detail, **(more or {}), f"{key}_seen": seen}
    answer = RadiosField(
        label=title,
        subject=f"an answer for “{title}”",
        help_text=hint,
        choices=list(rules.RISK_ANSWERS.items()),
        conditional={"yes": list(inner)},
    )
    return {key: answer, **inner}


def short(label: str, hint: str = "") -> TextField:
    return TextField(label=label, help_text=hint, required=False, max_length=300)


def form_of(name: str, fields: dict[str, object]) -> type[GovukForm]:
    return type(name, (GovukForm,), {**fields, "__module__": __name__})


MEDICATION = {
    "medication_often": short("How often they take it"),
    "medication_next": short("When the next dose is due", "For example, every evening at 8pm"),
    "medication_missed": short("What happens if they do not take it"),
}
HealthForm = form_of(
    "HealthForm",
    {
        name: field
        for key, (title, hint) in rules.HEALTH.items()
        for name, field in heading(
            key, title, hint, more=MEDICATION if key == "medication" else None
        ).items()
    },
)
HarmForm = form_of(
    "HarmForm",
    {n: f for key, words in rules.HARM.items() for n, f in heading(key, *words).items()},
)
AroundForm = form_of(
    "AroundForm",
    {n: f for key, words in rules.AROUND.items() for n, f in heading(key, *words).items()},
)
