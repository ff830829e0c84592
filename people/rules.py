"""Words of a person's record, as data (domain: People)."""

SOCIAL_CARE_STATUS = {
    "not_open": "Not open to social care",
    "early_help": "Early help",
    "child_in_need": "Child in need",
    "child_protection": "Child protection plan",
    "looked_after": "Looked after",
    "care_leaver": "Care leaver",
}
PROTECTION_CATEGORIES = {
    "neglect": "Neglect",
    "physical": "Physical abuse",
    "emotional": "Emotional abuse",
    "sexual": "Sexual abuse",
    "multiple": "More than one",
}
LEGAL_STATUS = {
    "none": "No legal order",
    "section_20": "Accommodated (section 20)",
    "interim_care_order": "Interim care order",
    "care_order": "Care order",
    "placement_order": "Placement order",
    "supervision_order": "Supervision order",
    "police_protection": "Police protection",
    "emergency_protection": "Emergency protection order",
    "remand": "Remanded to local authority",
    "other": "Other order",
}
GENDERS = {
    "female": "Female",
    "male": "Male",
    "other": "Other",
    "not_known": "Not known",
}
ALLOCATION_ROLES = {
    "social_worker": "Social worker",
    "team_manager": "Team manager",
    "iro": "Independent reviewing officer",
    "cp_chair": "Child protection chair",
    "key_worker": "Key worker",
    "personal_adviser": "Personal adviser",
}
PLACEMENT_KINDS = {
    "home": "Children's home",
    "foster": "Foster carer",
    "parents": "Placed with parents",
    "semi_independent": "Semi-independent",
    "other": "Other",
}
RELATIONSHIPS = {
    "sibling": "Brother or sister",
    "parent": "Parent",
    "child": "Child",
    "other_family": "Other family",
}
OTHER_NAMES = {
    "known_as": "Also known as",
    "former": "Former name",
    "street": "Street name",
    "online": "Name used online",
    "spelling": "Another spelling",
}
NAME_KINDS = {
    "legal": "Name",
    **OTHER_NAMES,
    "known_as": "Known as",
    "as_one": "Written as one word",
}
LEVELS = {
    "name": "Name only",
    "interview": "What an interview needs",
    "full": "The whole record",
}
GRANT_LEVELS = {level: LEVELS[level] for level in ("full", "name")}
EMERGENCY_OUTCOMES = {
    "justified": "Justified",
    "not_justified": "Not justified",
}
IDENTIFIERS = {
    "council": "Council's number",
    "police": "Police number",
    "child_903": "903 child id",
}
# Who can hold each part in a person's care: an act of their role, or for those who must be
# independent, the role itself.
PART_NEEDS_ACT = {
    "social_worker": "finalise",
    "team_manager": "oversee",
    "key_worker": "view",
    "personal_adviser": "view",
}
PART_NEEDS_ROLE = {"iro": "iro", "cp_chair": "cp_chair"}
ALERTS = {
    "contact_risk": "Somebody who poses a risk",
    "address_withheld": "Address not to be told",
    "no_contact": "Contact not allowed",
    "staff_safety": "Safety of those who visit",
    "medical": "Medical",
    "abduction": "May be taken or go abroad",
    "other": "Other",
}
LIKELIHOOD = {"low": "Low", "medium": "Medium", "high": "High"}
PLACEMENT_STEPS = {
    "host_told": "Host authority told",
    "likelihood": "Likelihood of going missing assessed",
    "plan_shared": "Trigger plan shared with the police force",
}
# Further than this from the council's area, an interviewer near the placement is asked (S4).
FAR_MILES = 20
# What goes out of date, and is therefore confirmed again and again (domain: People).
FACTS = {
    "address": "Home address",
    "family": "Family contact",
    "communication": "Communication",
    "care": "Social care status",
    "legal": "Legal status",
    "placement": "Placement",
    "workers": "Who works with them",
    "alerts": "Alerts",
    "identifiers": "Numbers",
}
# A fact that nobody has confirmed for this long says so (ours: half a year).
CONFIRMED_FOR_DAYS = 183
