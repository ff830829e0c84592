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
NAME_KINDS = {
    "legal": "Name",
    "known_as": "Known as",
    "as_one": "Written as one word",
    "also": "Also written",
}
LEVELS = {
    "name": "Name only",
    "interview": "What an interview needs",
    "full": "The whole record",
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
