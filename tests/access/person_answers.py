"""Who gets what at the addresses of one person's record; the rest stands in answers.py."""

from tests.access.answers import (
    CHANGES,
    EVERYBODY,
    HOME,
    MANAGES,
    OFFICE,
    PERSON,
    RECORD,
    REVIEWERS,
    Answer,
)

EDITS = CHANGES | OFFICE
MERGES = MANAGES | {"outside_manager"}
CONFIRMS = EDITS | HOME | REVIEWERS  # carers and reviewers say what is right, and change nothing


def reads(**values: object) -> Answer:
    return Answer(RECORD, values=PERSON | values)


def edits(**values: object) -> Answer:
    return Answer(EDITS, RECORD - EDITS, PERSON | values)


def confirms(**more: object) -> Answer:
    return Answer(CONFIRMS, RECORD - CONFIRMS, **{"values": PERSON, **more})  # type: ignore[arg-type]


PLACED = {"number": "placement"}
PERSON_ANSWERS: dict[str, Answer] = {
    "cases:person_details": edits(),
    "cases:person_communication": edits(),
    "cases:person_address": edits(),
    "cases:person_family_contact": edits(),
    "cases:person_names": edits(),
    "cases:person_name_end": edits(number="name"),
    "cases:person_identifiers": edits(),
    "cases:person_identifier_end": edits(number="identifier"),
    "cases:person_confirm": confirms(values=PERSON | {"fact": "care"}, get=405, post_only=True),
    "cases:person_suggest": confirms(),
    "cases:person_suggestion": edits(number="suggestion"),
    "cases:person_statuses": edits(fact="care"),
    "cases:person_status_change": edits(fact="care"),
    "cases:person_status": edits(fact="care", number="status"),
    "cases:person_status_mistake": edits(fact="care", number="status"),
    "cases:person_alerts": reads(),
    "cases:person_alert_add": edits(),
    "cases:person_alert": edits(number="alert"),
    "cases:person_alert_end": edits(number="alert"),
    "cases:person_court_dates": reads(),
    "cases:person_court_date_add": edits(),
    "cases:person_court_date": edits(number="court_date"),
    "cases:person_court_date_mistake": edits(number="court_date"),
    "cases:person_placements": reads(),
    "cases:placement": reads(**PLACED),
    "cases:placement_add": edits(),
    "cases:placement_correct": edits(**PLACED),
    "cases:placement_end": edits(**PLACED),
    "cases:placement_mistake": edits(**PLACED),
    "cases:placement_host_told": edits(**PLACED),
    "cases:placement_likelihood": edits(**PLACED),
    "cases:placement_plan_shared": edits(**PLACED),
    "cases:placement_not_needed": edits(kind="host_told", **PLACED),
    "cases:person_workers": reads(),
    "cases:allocate": edits(),
    "cases:allocation": edits(number="allocation"),
    "cases:allocation_end": edits(number="allocation"),
    "cases:allocation_mistake": edits(number="allocation"),
    "cases:person_family": reads(),
    "cases:relate": edits(),
    "cases:relation_end": edits(number="relation"),
    "people:duplicate": Answer(
        MANAGES - {"manager"}, RECORD - MANAGES, PERSON | {"other": "sister"}
    ),
    "people:duplicates": Answer(MERGES, EVERYBODY - MERGES),
    "episodes_api:person": Answer(RECORD, values=PERSON, api=True, by_name=True),
}
