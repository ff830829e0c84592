"""Who gets what at the addresses of access itself: grants, restriction, emergency access."""

from dataclasses import replace

from tests.access.answers import (
    DUTY,
    EVERYBODY,
    MANAGES,
    PERSON,
    RECORD,
    REPORTERS,
    REVIEWERS,
    WATCHES,
    WORKERS,
    Answer,
)

GOVERNANCE = frozenset({"governance"})
SEES_ACCESS = MANAGES | WATCHES
RESTRICTS = frozenset({"edt_manager", "mash_manager", "head"}) | WATCHES
GLASS = WORKERS | REVIEWERS | DUTY | WATCHES  # who has emergency access and sees the boy anyway
OUTSIDE = frozenset({"outsider", "outside_manager"})  # who has it and does not
REVIEWS = GOVERNANCE | {"head"}
USED = {"ref": "emergency"}  # by somebody who is not of the cast, and over
KNOWS = GLASS | REVIEWS


def manages(opens: frozenset[str], get: int = 200, **values: object) -> Answer:
    return Answer(opens, RECORD - opens, PERSON | values, get=get)


ACCESS_ANSWERS: dict[str, Answer] = {
    "cases:access": Answer(SEES_ACCESS | GOVERNANCE, RECORD - SEES_ACCESS, PERSON),
    "cases:grant_whom": replace(manages(MANAGES), own_reason=True),
    "cases:grant": replace(manages(MANAGES, kind="user", number="hand"), own_reason=True),
    "cases:grant_end": manages(MANAGES, number="grant"),
    "cases:restrict": manages(RESTRICTS),
    "cases:lift": manages(RESTRICTS, get=302),
    # Whoever sees the boy has the log of his episode for what they know.
    "cases:pass_on": Answer(REPORTERS, RECORD - REPORTERS, PERSON, get=302, shut=REPORTERS),
    "cases:emergency_ask": Answer(
        OUTSIDE,
        EVERYBODY - OUTSIDE - GLASS,
        PERSON,
        elsewhere=302,
        shut=GLASS,
        beyond=GLASS,
        writes=OUTSIDE | GLASS,
        here=True,
    ),
    "cases:emergencies": Answer(REVIEWS, EVERYBODY - REVIEWS),
    "cases:emergency": Answer(KNOWS, values=USED, shut=REVIEWS, beyond=REVIEWS),
    "cases:emergency_end": Answer(
        KNOWS, values=USED, get=405, post_only=True, writes=REVIEWS, shut=REVIEWS, beyond=REVIEWS
    ),
    "cases:emergency_review": Answer(REVIEWS, KNOWS - REVIEWS, USED, shut=REVIEWS, beyond=REVIEWS),
    "episodes_api:access": Answer(SEES_ACCESS | GOVERNANCE, RECORD - SEES_ACCESS, PERSON, api=True),
    "episodes_api:emergency": Answer(
        GLASS | OUTSIDE, values=PERSON, get=405, post_only=True, api=True
    ),
}
