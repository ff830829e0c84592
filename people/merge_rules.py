"""What a merge of two records asks and does, as data."""

# Columns of a person that belong together: one choice of whose stays. What is not named here is a
# choice of its own, by its own name.
TOGETHER = {
    "name": ("Name", ("given_name", "family_name")),
    "known_as": ("Known as", ("known_as",)),
    "born": (
        "Date of birth or age",
        ("date_of_birth", "estimated_age", "estimated_on", "unborn", "expected_on"),
    ),
    "gender": ("Gender", ("gender",)),
    "communication": (
        "Communication",
        ("first_language", "interpreter_needed", "communication_needs"),
    ),
    "address": ("Home address", ("home_address", "home_postcode", "address_unknown")),
    "family": (
        "Family contact",
        ("family_contact", "family_contact_relation", "family_contact_phone"),
    ),
}
# Never a choice: what makes the row that row, and what the merge itself decides.
NO_CHOICE = frozenset("id reference restricted merged_into version created_at added_by".split())
# Keys to a person that stay where they are, and why.
STAY = {
    "people.Person.merged_into": "the merge itself sets it, and leads older ones on",
    "people.Merge.kept": "the trace of the merge",
    "people.Merge.gone": "the trace of the merge",
    "people.SamePerson.one": "the answer as it was given; it is carried over as a new one",
    "people.SamePerson.other": "the answer as it was given; it is carried over as a new one",
    "people.AlikePair.one": "passing: forgotten by the merge, found anew for the kept record",
    "people.AlikePair.other": "passing: forgotten by the merge, found anew for the kept record",
    "people.ToCompare.person": "passing: a merged record is compared with nobody",
    "people.Confirmation.person": "it was said of what the other record held",
    "people.HandOverLine.person": "what was handed over, as it was written then",
    "people.PersonTeamGrant.content_object": "there are none: guardian only needs the table",
    "cases.Paper.person": "a paper stays as it left; it is found from the kept record",
}
CANNOT_UNDO = (
    "A merge cannot be undone by a button. What is kept to take the two apart by hand: both "
    "histories, every value that did not stay, and a list of all that was moved."
)
