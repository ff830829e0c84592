"""The pages of a Missing Profile in their order: the whole of S4's Appendix 2 and the trigger
plan.
"""

from cases.section_forms import NoForm, Part
from profiles import forms, risk_forms

PARTS: dict[str, Part] = {
    "identity": Part("Who they are and how they look", forms.IdentityForm),
    "contact": Part("Phones and online", forms.ContactForm, rows=forms.Accounts),
    "documents": Part("Passport, travel and bank", forms.DocumentsForm, needed=False),
    "lives": Part(
        "Home, education and professionals",
        forms.LivesForm,
        rows=forms.Professionals,
        needed=False,
    ),
    "triggers": Part("What makes them go", forms.TriggersForm),
    "chronology": Part("Earlier times missing", NoForm, rows=forms.Earlier, needed=False),
    "family": Part("Family", NoForm, rows=forms.Family, needed=False),
    "friends": Part("Friends and associates", forms.GroupsForm, rows=forms.Friends, needed=False),
    "places": Part("Places", NoForm, rows=forms.Places, needed=False),
    "health": Part("Risks to health", risk_forms.HealthForm),
    "harm": Part("Risks from other people", risk_forms.HarmForm),
    "around": Part("Risks in daily life", risk_forms.AroundForm),
    "response": Part("When they are located", forms.ResponseForm),
    "plan": Part("Trigger plan", forms.PlanForm, hint="What to do at once if they go missing"),
}
# The task list's groups, each with its pages.
GROUPS: list[tuple[str, list[str]]] = [
    ("About them", ["identity", "contact", "documents", "lives"]),
    ("Before now", ["triggers", "chronology"]),
    ("People and places", ["family", "friends", "places"]),
    ("Risks", ["health", "harm", "around"]),
    ("What to do", ["response", "plan"]),
]
