"""About 120 people: looked after, on plans, known a little, care leavers; some are siblings."""

from datetime import date, timedelta
from random import Random

from accounts.clock import local, now
from accounts.models import User
from config.seed import names, records
from config.seed.clock import let_go, move_to
from config.seed.staff import SINCE, Staff
from people import services
from people.models import Person
from people.queries import care_on

STATUSES = [
    ("looked_after", 45), ("child_protection", 20), ("child_in_need", 20), ("not_open", 10),
    ("care_leaver", 5),
]  # fmt: skip


def make_people(staff: Staff, *, chance: Random, today: date, count: int = 120) -> list[Person]:
    """Write them, their homes, their workers and their families; or find them, written before."""
    if Person.objects.exists():
        return list(Person.objects.order_by("id"))
    people: list[Person] = []
    by = staff.first("missing_coordinator")
    kinds = [kind for kind, weight in STATUSES for _ in range(weight)]
    for number in range(count):
        gender = chance.choices(["female", "male", "other"], [48, 48, 4])[0]
        status = kinds[number * len(kinds) // count]
        years = chance.randint(17, 20) if status == "care_leaver" else chance.randint(10, 17)
        born = today - timedelta(days=years * 365 + chance.randint(5, 360))
        if number % 4 == 1:  # nobody has looked at this one for the better part of a year
            move_to(now() - timedelta(days=260))
        first, category, since = records.first_status(status)
        person = services.add_person(
            by=by, given_name=chance.choice(names.GIVEN[gender]),
            family_name=chance.choice(names.FAMILY), gender=gender,
            date_of_birth=born, care_status=first, care_category=category, status_since=since,
            home_address=f"{number + 1} Imaginary Street, Exampleton",
            home_postcode=records.POSTCODES[number % len(records.POSTCODES)],
            family_contact=f"{chance.choice(names.GIVEN['female'])} {names.FAMILY[number % 20]}",
            family_contact_relation=chance.choice(["Mother", "Father", "Aunt", "Grandmother"]),
            family_contact_phone=f"01632 96{1000 + number}",
        )  # fmt: skip
        people.append(person)
        records.fill_record(person, number=number, status=status, today=local(now()).date(), by=by)
        _surround(person, staff, chance=chance, number=number, by=by)
        let_go()
    looked_after = [person for person in people if care_on(person.pk).status == "looked_after"]
    for one, two in zip(looked_after[0:12:2], looked_after[1:12:2], strict=True):
        services.relate(person=one, other=two, kind="sibling", by=by)
    return people


def _surround(person: Person, staff: Staff, *, chance: Random, number: int, by: User) -> None:
    """Where this person lives and who works with them."""
    care = care_on(person.pk).status
    if care == "looked_after":
        home = staff.homes[number % len(staff.homes)]
        kind = "foster" if home.kind == "fostering" else "home"
        records.earlier_home(person, staff, number=number, by=by)
        services.place(person=person, kind=kind, home=home, starts_on=SINCE, by=by)
    if care == "not_open":
        return
    workers = staff.by_role["social_worker"]
    # The first sign-in printed for a worker should have a caseload worth seeing.
    worker = workers[0] if number < 12 else chance.choice(workers)
    team = staff.team_of[worker.pk]
    manager = next(m for m in staff.by_role["team_manager"] if staff.team_of[m.pk] == team)
    parts = [("social_worker", worker, team), ("team_manager", manager, team)]
    if care == "looked_after":
        parts.append(("iro", staff.by_role["iro"][number % 2], None))
    if care in {"child_protection", "looked_after"} and number % 3 == 0:
        parts.append(("cp_chair", staff.first("cp_chair"), None))
    for part, user, of_team in parts:
        services.allocate(person=person, role=part, user=user, team=of_team, starts_on=SINCE, by=by)
