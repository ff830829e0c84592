"""Whom a report goes to besides the council's own people, as data (S0, S4)."""

WHOM = {
    "parents": "Somebody with parental responsibility",
    "family": "Other family or friends",
    "police": "The police",
    "out_of_hours": "The emergency duty team",
    "social_worker": "The social worker or the day team",
    "authority": "The authority that looks after them, or the host authority",
    "school": "School or college",
    "other": "Somebody else",
}
