"""What else the made-up records hold: statuses over time, alerts, court dates, numbers, a move."""

from datetime import date, timedelta
from random import Random

from accounts.models import User
from config.seed.staff import SINCE, Staff
from people import detail_services, notice_services, services, status_services
from people.models import Person
from people.queries import current_placement

DAY = timedelta(days=1)
# Each status and what it was before, in days before the caseload begins.
BEFORE: dict[str, list[tuple[str, int]]] = {
    "looked_after": [("child_in_need", 380), ("child_protection", 160)],
    "child_protection": [("early_help", 300), ("child_in_need", 120)],
    "child_in_need": [("early_help", 200)],
    "care_leaver": [("looked_after", 700)],
}
ALERTS = [
    ("contact_risk", "A grown-up called “Ricky”, who drives a grey van, must not have contact."),
    ("address_withheld", "The placement’s address is not to be told to the mother’s partner."),
    ("medical", "Carries an inhaler. Without it for a night, ring 111."),
    ("staff_safety", "Visit the family home in pairs."),
    ("no_contact", "No contact with an older cousin, by order of the court."),
]
HEARINGS = ["Renewal of the interim care order", "Final hearing", "Review of contact"]
LANGUAGES = ["Polish", "Urdu", "Romanian", "British Sign Language"]
# Of the council's own area; whoever lives there is as made up as the street.
POSTCODES = ["HP20 1UA", "HP11 1BB", "HP9 2DF", "HP19 8SS", "MK18 1RD", "SL7 1UB"]


def first_status(status: str) -> tuple[str, str, date]:
    """Where the record begins: the earliest status, its category, its day."""
    earlier = BEFORE.get(status, [])
    if not earlier:
        return status, "", SINCE
    key, days = earlier[0]
    return key, "", SINCE - days * DAY


def fill_record(person: Person, *, number: int, status: str, today: date, by: User) -> None:
    """A plausible spread; who has what follows from the number, the same each time."""
    chance = Random(f"record {number}")
    for key, days in [*BEFORE.get(status, [])[1:], (status, 0)] if status in BEFORE else []:
        category = chance.choice(["neglect", "emotional", "sexual", "multiple"])
        status_services.change_status(
            person=person, fact="care", status=key, by=by, starts_on=SINCE - days * DAY,
            category=category if key == "child_protection" else "",
        )  # fmt: skip
    orders = [("section_20", 0)] if number % 3 == 0 else [("interim_care_order", 0)]
    orders += [("care_order", 300)] if number % 3 == 2 else []
    for key, days in orders if status == "looked_after" else []:
        status_services.change_status(
            person=person, fact="legal", status=key, by=by, starts_on=SINCE + days * DAY
        )
    detail_services.add_identifier(
        person=person, kind="council", value=f"{610000 + number * 37}", by=by
    )
    if status == "looked_after":
        detail_services.add_identifier(
            person=person, kind="child_903", value=f"EX{4000 + number * 11}", by=by
        )
    if number % 6 == 1:
        detail_services.add_name(person=person, kind="street", written=f"Lil {number}", by=by)
    if number % 7 == 3:
        kind, text = ALERTS[number % len(ALERTS)]
        notice_services.add_alert(
            person=person, kind=kind, text=text, by=by, starts_on=today - 90 * DAY
        )
    if status == "looked_after" and number % 4 == 0:
        for ahead, outcome in ((-60, "Adjourned for the school’s report."), (25, "")):
            notice_services.add_court_date(
                person=person, day=today + ahead * DAY, what=HEARINGS[number % 3],
                court="Exampleton Family Court", outcome=outcome, by=by,
            )  # fmt: skip
    if number % 9 == 4:
        detail_services.change(
            person=person, version=1, by=by, fact="communication", interpreter_needed=True,
            first_language=LANGUAGES[number % len(LANGUAGES)],
        )  # fmt: skip


def earlier_home(person: Person, staff: Staff, *, number: int, by: User) -> None:
    """Some lived in another home first."""
    if number % 5 == 2:
        other = staff.homes[(number + 1) % len(staff.homes)]
        services.place(
            person=person, kind="foster" if other.kind == "fostering" else "home", home=other,
            starts_on=SINCE - 100 * DAY, ends_on=SINCE, by=by,
        )  # fmt: skip


def move_one(people: list[Person], staff: Staff, *, today: date, by: User) -> None:
    """A child who has been missing moves far away today: three duties wait for the worker."""
    for person in people:
        placed = current_placement(person.pk, today)
        if placed and not placed.is_far and person.episodes.filter(state="finalised").exists():
            services.place(
                person=person, kind="foster", carer="Fay Storybrook", address="12 Pretend Row",
                postcode="M2 5DB", starts_on=today, by=by,
            )  # fmt: skip
            return
