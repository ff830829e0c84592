"""The four phases of a missing episode, each a page of prompts answered in place (S4).

S4 asks these under "What does good look like"; the wording is our own.
"""

from cases.section_forms import Part
from govuk.fields import LongTextField
from govuk.forms import GovukForm


def prompt(label: str, help_text: str = "") -> LongTextField:
    """One prompt: a few lines, never required, for no episode answers all of them."""
    return LongTextField(label=label, help_text=help_text, rows=3, max_length=4000, required=False)


class FindingForm(GovukForm):
    """How they are looked for, while risk is managed."""

    knows_them = prompt("Who knows them well, and how can that person help to find them?")
    not_a_threat = prompt(
        "Who would they not see as a threat or a worry?",
        "Someone in the wider family, a friend, or someone with no official part",
    )
    just_before = prompt(
        "What happened just before?", "A call, a car, a quarrel; were they any different?"
    )
    hypotheses = prompt(
        "What are the possible explanations?", "Hold more than one, and say what speaks for each"
    )
    context = prompt("What risks are there in the places and people around them?")
    places = prompt("Which places are they linked to?")
    earlier = prompt("What have earlier episodes told us?")
    online = prompt("What do we know of their phone and social media, and who is watching it?")
    other_areas = prompt(
        "Which other areas have been told?", "Forces and councils: how would they know them?"
    )
    disruption = prompt("What can disrupt those who hold or draw them?")


class ReturnForm(GovukForm):
    """Begun before they are located."""

    safe = prompt("Is it safe for them to go back where they lived?", "If not: where instead?")
    collects = prompt("Who collects them, from where, and how?")
    speaks_first = prompt("Who speaks to them first, and how is that person kept available?")
    health = prompt("What do they need at once?", "Food, sleep, medication, a doctor")
    no_contact = prompt(
        "If they are found but kept from us?",
        "Is there a crime to record, is a recovery order needed?",
    )
    review = prompt("Is an early review called, and when?")
    support = prompt("What support starts when they are back?")


class AgainForm(GovukForm):
    """If it happens again."""

    prevents = prompt("What could keep them from going again?")
    first_actions = prompt("If they go again: what is done at once, and by whom?")
    strengths = prompt("Which strengths, hobbies and interests can be built on?")
    plan = prompt("What has to change in the trigger plan and the Missing Profile?")


class WhyForm(GovukForm):
    """Understanding why."""

    pushes = prompt("What pushed them away?")
    pulls = prompt("What drew them?")
    themselves = prompt("What do they say themselves?")
    patterns = prompt("Which patterns do we see?", "Times, places, people, what came before")
    care_plan = prompt("What goes into the plan for them?")


PARTS: dict[str, Part] = {
    "finding": Part("Finding", FindingForm, hint="How they are looked for"),
    "return": Part("Planning the return", ReturnForm, hint="Begun before they are located"),
    "again": Part("If it happens again", AgainForm, hint="What is done at once"),
    "why": Part("Understanding why", WhyForm, hint="What pushed, what drew"),
}
