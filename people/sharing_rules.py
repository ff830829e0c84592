"""What a sharing record says, as data: ways, lawful bases, conditions, consent (domain: Sharing).

The bases are those of Article 6 of the UK GDPR. Where what is shared says something about health,
ethnicity, religion, sexuality or sex life, a condition of Article 9 is needed beside the basis; it
follows from the basis, so nobody is asked for it at night.
"""

from dataclasses import dataclass

WAYS = {
    "by_hand": "By hand",
    "email": "Secure email",
    "post": "Post",
    "phone": "By phone",
    "meeting": "Said at a meeting",
    "pdf": "PDF",
    "minutes": "Minutes of a meeting",
    "access": "Access to the record",
    "api": "API",
    "other": "Another way",
}
# How something that was not given out by Homeward can have reached somebody.
WAYS_TO_RECORD = ("phone", "email", "post", "by_hand", "meeting", "other")
# How a paper or a file gets to whom it is given.
WAYS_TO_GIVE = ("by_hand", "email", "post", "other")


@dataclass(frozen=True)
class Basis:
    """A lawful basis: its label and hint, its article, and the condition of Article 9 beside it."""

    label: str
    hint: str
    article: str
    condition: str


BASES: dict[str, Basis] = {
    "vital_interests": Basis(
        "Vital interests",
        "Somebody’s life or safety is in danger, and they cannot be asked",
        "Article 6(1)(d)",
        "vital_interests",
    ),
    "public_task": Basis(
        "Public task",
        "It is part of our work to keep children and adults at risk safe",
        "Article 6(1)(e)",
        "safeguarding",
    ),
    "legal_obligation": Basis(
        "Legal obligation",
        "A law or a court says that it must be shared",
        "Article 6(1)(c)",
        "safeguarding",
    ),
    "legitimate_interests": Basis(
        "Legitimate interests",
        "For an organisation that is not a public authority, such as a private home",
        "Article 6(1)(f)",
        "safeguarding",
    ),
    "consent": Basis(
        "Consent",
        "They were free to say no, and can change their mind. Seldom right for a child’s record",
        "Article 6(1)(a)",
        "explicit_consent",
    ),
}
CONDITIONS = {
    "": "Nothing of a special category",
    "vital_interests": "Vital interests of somebody who cannot be asked, Article 9(2)(c)",
    "safeguarding": "Safeguarding of children and of individuals at risk, Article 9(2)(g)",
    "explicit_consent": "Explicit consent, Article 9(2)(a)",
}
CONSENT = {
    "given": "They agreed",
    "not_sought": "They were not asked",
    "overridden": "Shared without their agreement",
}
# Kinds of organisation that information is shared with; staff of a home see the record itself.
SHARED_WITH = ("police", "authority", "provider", "other")
# How long somebody else's organisation is shown what was shared, where no other day is given.
SHOWN_FOR_DAYS = 90

WHY_MISSING = "To find them and to keep them safe while they are missing"
WHY_ELSE = "To keep them safe"
NOT_ASKED_MISSING = "They are missing and cannot be asked"
NOT_ASKED_CHILD = "We share it to keep a child safe, which does not rest on consent"

NO_CONSENT_OF_AN_ADULT = (
    "An adult’s agreement is needed. Without it, say what the significant safeguarding concern is; "
    "while they are missing and cannot be asked, choose vital interests"
)
CONSENT_NOT_GIVEN = "Consent cannot be the basis where they did not agree"
