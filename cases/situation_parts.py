"""Which parts of a situation report can be left out for partners (domain: Sharing)."""

from typing import Any

from cases.hooks import Parts

Content = dict[str, Any]
NOT_RECORDED = "Not recorded"

TITLES = {
    "photo": "Photo",
    "circumstances": "Circumstances",
    "medication": "Medication",
    "risk": "Risk: the police’s grade and the council’s view",
    "tried": "Contacts tried",
    "log": "Log",
    "actions": "Actions",
    "deadlines": "Next deadlines",
    "contacts": "Whom to ask: names and phone numbers",
}
# Lines of the facts that belong to a part; every other line stays whatever is left out.
FACTS = {
    "Circumstances": "circumstances",
    "Medication": "medication",
    "Police grade": "risk",
    "Council’s view of risk": "risk",
}
IN_FACTS = frozenset(FACTS.values())


def of(content: Content) -> dict[str, str]:
    """The parts that are in this report and say something."""
    said = [line["label"] for line in content["facts"] if line["text"] != NOT_RECORDED]
    facts = {FACTS.get(label, "") for label in said}
    here = {key for key in TITLES if content.get(key)} | facts
    return {key: title for key, title in TITLES.items() if key in here}


def without(content: Content, keys: frozenset[str]) -> Content:
    """The report without these parts, and without what is new in them."""
    left = {key: value for key, value in content.items() if key not in keys - IN_FACTS}
    return left | {
        "facts": [line for line in content["facts"] if FACTS.get(line["label"]) not in keys],
        "since": [line for line in content["since"] if line["part"] not in keys],
    }


# Our own deadlines are of no use to anybody outside.
PARTS = Parts(of=of, without=without, usual=frozenset({"deadlines"}))
