"""What a Missing Profile asks about, as data (S4, Appendix 2), in our own words."""

LIKELIHOOD = {"low": "Low", "medium": "Medium", "high": "High"}
RISK_ANSWERS = {
    "yes": "Yes, this applies",
    "not_applicable": "Not applicable",
    "not_known": "Not known",
}
# The fourteen headings of the risk part: {key: (title, hint)}, over three pages of the form.
HEALTH = {
    "medical": (
        "Physical or mental health condition",
        "For example epilepsy, asthma, diabetes or an eating disorder",
    ),
    "medication": ("Medication", "Anything they need to take, prescribed or not"),
    "self_harm": ("Self-harm or thoughts of suicide", ""),
    "substances": ("Drugs or alcohol", ""),
}
HARM = {
    "sexual_exploitation": ("Sexual exploitation", ""),
    "criminal_exploitation": ("Criminal exploitation", "County lines and gangs belong here too"),
    "bullying": ("Being bullied or harassed", ""),
    "harmed_before": ("Came to harm while missing before", ""),
    "abduction": ("Reason to suspect abduction or murder", ""),
}
AROUND = {
    "behaviour": ("A recent change in how they behave", ""),
    "money": ("Trouble with money", "Debts to other people as well"),
    "school": ("Trouble at school or college", ""),
    "home": ("Trouble where they live", ""),
    "other": ("Anything else that puts them at risk", ""),
}
FAMILY = {
    "mother": "Mother",
    "father": "Father",
    "sibling": "Brother or sister",
    "grandparent": "Grandparent",
    "aunt_uncle": "Aunt or uncle",
    "other_family": "Other family",
}
FRIENDS = {
    "partner": "Boyfriend, girlfriend or partner",
    "friend": "Friend",
    "online": "Someone met online",
    "associate": "Another associate",
    "concern": "Someone who worries us",
}
ACCOUNTS = {
    "phone": "Phone",
    "social": "Social media",
    "email": "Email",
    "gaming": "Gaming",
    "other": "Other",
}
SENDING_WAYS = {
    "email": "Secure email",
    "in_person": "Handed over on paper",
    "phone": "Read out over the phone",
    "other": "Another way",
}
# The same as the sharing record names them.
WAY_OF_SHARING = {"email": "email", "in_person": "by_hand", "phone": "phone", "other": "other"}
WAY_OF_SENDING = {"email": "email", "by_hand": "in_person"}  # all else is another way
# Labels under a risk's heading; they repeat under each, so a comparison names them by their
# heading.
WHAT_IS_KNOWN = "What is known"
LAST_IDENTIFIED = "When it was last identified"
UNDER_A_HEADING = frozenset({WHAT_IS_KNOWN, LAST_IDENTIFIED})
