"""Kinds of meeting and the considerations S4 asks each to go through, in our own words."""

KINDS = {
    "strategy": "Strategy meeting",
    "multi_agency": "Multi-agency missing meeting",
    "review": "Review meeting",
    "professionals": "Professionals' meeting",
}
STATES = {
    "draft": "Being written",
    "held": "Held and finalised",
    "cancelled": "Cancelled",
    "not_convened": "Not convened",
}
ANSWERS = {
    "considered": "Considered",
    "acted": "Acted on",
    "not_applicable": "Not applicable",
}
CONSIDERATIONS = {
    "hypotheses": "Why they may have gone, and what points to it",
    "contacts": "Relatives, friends and usual places still to be tried",
    "social_media": "Who watches social media, and which accounts",
    "family_communication": "What family and friends are told, and what is asked of them",
    "technology": "Using phone and online contact to reach them",
    "profile": "Bringing the Missing Profile up to date",
    "other_authorities": "Other authorities, youth offending, contextual and community safety",
    "agency_information": "What each agency knows that another needs",
    "recovery_order": "Applying for a recovery order",
    "national_agencies": "National agencies, such as those that pay benefits",
    "leaving_uk": "Legal steps where they may be taken out of the UK",
    "transport_police": "Whether transport police have seen them travel",
    "return_plan": "The plan for when they are located",
}
SECTIONS = [
    "attendance",
    "background",
    "considerations",
    "discussion",
    "actions",
    "next_meeting",
]
FINDINGS = "findings"  # a review asks what came of each action of the meeting before
CHAIN = frozenset({"multi_agency", "review"})
# What cannot wait until they are found: these are held while somebody is missing.
WHILE_MISSING = frozenset({"strategy", "multi_agency", "review"})
WORKING_DAYS_TO_NEXT = 5  # S4: a further meeting is no more than 5 working days on
LOCKED = {
    "held": "These minutes have been finalised, so they cannot be changed.",
    "cancelled": "This meeting was cancelled, so nothing can be added to it.",
    "not_convened": "It was decided not to hold this meeting, so nothing can be added to it.",
}
RISKS = {
    "exploitation": "Sexual or criminal exploitation",
    "offending": "Offending",
    "abduction": "Being taken abroad",
    "substances": "Drugs and alcohol",
}
# The deadlines that each kind settles when it is decided not to hold it.
RULES_OF_KIND = {
    "strategy": ("strategy_target", "strategy_limit"),
    "multi_agency": ("multi_agency",),
    "review": ("review",),
    "professionals": (),
}


def sections_of(kind: str) -> list[str]:
    """The pages of the minutes of this kind of meeting, in their order."""
    if kind != "review":
        return SECTIONS
    return [*SECTIONS[:2], FINDINGS, *SECTIONS[2:]]


BUTTONS = {
    "strategy": "Record a strategy meeting",
    "multi_agency": "Record the multi-agency meeting",
    "review": "Record a review meeting",
}
