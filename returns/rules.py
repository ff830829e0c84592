"""Words of a return home interview, as data: S4's Appendix 3, whole, in our own words."""

STATES = {
    "needed": "Needs an interviewer",
    "assigned": "With an interviewer",
    "recorded": "Recorded",
    "declined": "Declined",
    "not_held": "Could not be held",
    "not_due": "Not due",
}
OPEN = frozenset({"needed", "assigned"})
# Held later than this after the return, an interview says why and shows what was tried (S4).
HOURS_TO_HOLD = 72

MISSING_FROM = {"home": "Home", "school": "School", "care": "Care", "other": "Somewhere else"}
ENGAGEMENT = {
    "standard": "Engaged in the usual way",
    "low": "Engaged little",
    "video_phone": "By video or phone",
    "adjusted": "Adjusted for special educational or other needs",
}
REFERRAL_KIND = {
    "new": "New to us",
    "known": "Seen before",
    "changed": "Seen before, details changed",
}
CARER_STATUS = {
    "none": "Does not care for anyone",
    "young_carer": "Cares for a relative",
    "not_known": "Not known",
}
DISABILITY = {"none": "None known", "yes": "Has a disability", "not_known": "Not known"}
PARENTING = {
    "none": "Not a parent",
    "parent": "A parent",
    "expecting": "Expecting a child",
    "not_known": "Not known",
}
SEXUAL_HEALTH = {
    "not_appropriate": "Not suitable for this child",
    "accepted": "Offered and accepted",
    "declined": "Offered and declined",
}
FEELINGS = {1: "1 – not good", 2: "2", 3: "3", 4: "4", 5: "5 – very good"}
LIKELIHOOD = {1: "1 – never", 2: "2", 3: "3", 4: "4", 5: "5 – today"}
PUSH_PULL = {
    "see_family_friends": "Wanted to see family or friends",
    "contact_family_friends": "Wanted to get in touch with family or friends",
    "peers_placement": "Trouble with other children in the placement",
    "carer": "Trouble with a parent, carer or staff",
    "school": "Trouble at school",
    "pressure_placement": "Pressed by other children in the placement",
    "pressure_outside": "Pressed by others outside the placement",
    "network": "Drawn by people they know online or in their circle",
    "other": "Something else",
}
EDUCATION = {
    "school": "At school",
    "college": "At college or in training",
    "work": "In work or an apprenticeship",
    "alternative": "Taught elsewhere than at school",
    "none": "In none of these",
    "not_known": "Not known",
}
FLAGS = {
    "substances": "Alcohol or drugs",
    "crime": "Crime, done or said to be done",
    "trauma": "Signs of trauma",
    "exploitation": "Risk of sexual or criminal exploitation",
    "coerced": "Made to commit crime",
    "repeat": "Missing more than once",
    "domestic_abuse": "Abuse at home or by a partner",
    "child_abuse": "Physical, sexual or emotional abuse, or neglect",
    "bullying": "Bullying",
    "victim": "Victim of a crime, or saw one",
    "risky_contact": "In touch with a person who is a risk to children",
    "trafficking": "Trafficking",
    "gang": "Ties to a gang",
    "over_24_hours": "Missing for more than 24 hours",
    "harmed": "Hurt or harmed while missing",
    "mental_health": "Mental health or developmental needs",
    "suicidal": "Thoughts of suicide, now or before",
    "other": "Something else",
}
NO_FLAGS = ("none", "No concerns known")
RISKY_CONTACT = {"adult": "An adult", "peer": "Someone of their own age"}
REFERRALS = {
    "social_care": "Safeguarding and social care teams",
    "exploitation": "Exploitation hub or panel",
    "family_support": "Family support or youth service",
    "health": "Health services, sexual health among them",
    "counselling": "Counselling, at school or online",
    "substances": "Drug and alcohol service",
    "youth_justice": "Youth offending service",
    "education": "Education and careers services",
    "camhs": "Child and adolescent mental health service",
    "domestic_abuse": "Domestic abuse service",
    "harmful_behaviour": "Service for children who were harmed sexually or by exploitation",
    "care_home": "Care home",
    "other": "Other",
}
REFERRAL_STAGES = {
    "made": "Referred or pointed to it now",
    "engaging": "Engaging already",
    "before": "Engaged before",
}
CLOSED = {
    "recorded": "This interview has been recorded, so it cannot be changed.",
    "declined": "The interview was declined, so there is nothing more to record.",
    "not_held": "The interview could not be held, so there is nothing more to record.",
    "not_due": "No interview is due, so there is nothing to record.",
}
ANSWERED = {
    "declined": "They declined it",
    "not_held": "It could not be held",
    "not_due": "It is not due",
}
# The pages of the interview in their order; all are needed before it can be recorded.
SECTIONS = [
    "explained",
    "details",
    "about_you",
    "going",
    "while_missing",
    "coming_back",
    "feelings",
    "push_pull",
    "education",
    "intelligence",
    "safeguarding",
    "referrals",
    "sharing",
]
