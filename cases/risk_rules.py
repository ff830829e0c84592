"""Types of risk, legal steps and how they stand, as data (S4, domain: Risk, While missing)."""

RISKS = {
    "sexual_exploitation": "Sexual exploitation",
    "criminal_exploitation": "Criminal exploitation",
    "county_lines": "County lines",
    "trafficking": "Trafficking",
    "gangs": "Gangs",
    "self_harm": "Self-harm or suicide",
    "mental_health": "Mental health",
    "substances": "Drugs or alcohol",
    "medication": "Medication",
    "health": "Health",
    "violence": "Violence or weapons",
    "domestic_abuse": "Domestic abuse",
    "abroad": "Going abroad",
    "posing_risk": "Contact with a person posing risk",
    "other": "Other",
}
LEVELS = {"known": "Known", "potential": "Potential"}
LEVEL_HINTS = {"known": "It is happening", "potential": "They are at risk of it"}

LEGAL_STEPS = {
    "recovery_order": "Recovery order",
    "abduction_warning": "Child Abduction Warning Notice",
    "police_protection": "Police protection",
    "emergency_protection": "Emergency protection order",
    "secure": "Secure accommodation",
    "liberty": "Deprivation of liberty application",
    "abroad": "Steps because they may have left the UK",
    "transport": "Transport arranged",
    "other": "Other step",
}
LEGAL_HINTS = {
    "abduction_warning": "Never instead of a prosecution that could be brought",
    "police_protection": "72 hours at the most",
    "abroad": "Port alert, wardship, passport order, the embassy",
    "transport": "Who will bring them, from where, secure or not",
}
LEGAL_STATES = {
    "considered": "Being considered",
    "applied": "Applied for",
    "in_force": "In force or arranged",
    "refused": "Refused or not taken",
    "ended": "Ended",
}
CONFIDENCE = {
    "confirmed": "Confirmed",
    "unconfirmed": "Not confirmed",
    "not_recognised": "Stopped, but not recognised as missing",
}
