"""What is said of access to records: given, restricted, used in an emergency. No name in any."""

from notifications.template import SIGN_IN, Template, told

ACCESS: dict[str, Template] = {
    "access_granted": told(
        "Access given to you",
        "You have been given access to a record for a time.",
        SIGN_IN,
    ),
    "restricted_named": told(
        "Named for a restricted record",
        "You have been named for a restricted record. Only those who are named can see it.",
        SIGN_IN,
    ),
    "restricted_needs_you": told(
        "A restricted record needs you",
        "A child whose record is restricted needs somebody now, and the duty falls to you.",
        "Sign in now. You can ask whoever answers for the record, or use emergency access.",
    ),
    "passed_on": told(
        "Something was passed on",
        "Somebody who cannot see the record has passed on what they know about a missing child.",
        "Sign in to read it in the log.",
    ),
    "emergency_used": told(
        "Emergency access was used",
        "Somebody used emergency access to see a record.",
        "Sign in to see who, and why.",
    ),
    "emergency_reviewed": told(
        "Emergency access reviewed",
        "A use of emergency access has been reviewed.",
        "Sign in to see what was found.",
    ),
}
