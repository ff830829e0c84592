"""The cast of the tests: a boy of sixteen in a home, those who work with him, and outsiders.

Every name is invented. Built through the product's own services, so that access is what it would
be.
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.models import Membership, Organisation, Team, User
from people import services
from people.models import Person

PASSWORD = "correct horse battery staple"
SINCE = date(2020, 1, 1)
_HASH: list[str] = []


@dataclass
class Cast:
    """Everybody and everything a story needs."""

    council: Organisation
    police_force: Organisation
    home: Organisation
    other_home: Organisation
    provider: Organisation
    team: Team
    other_team: Team
    carer: User
    other_home_carer: User
    worker: User
    manager: User
    iro: User
    cp_chair: User
    interviewer: User
    other_interviewer: User
    police: User
    head: User
    director: User
    edt: User
    edt_manager: User
    coordinator: User
    mash_manager: User
    business: User
    outsider: User
    outside_manager: User
    governance: User
    analyst: User
    boy: Person
    sister: Person
    other_child: Person

    def staff(self) -> dict[str, User]:
        """Every user by the part they play."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}


def user(name: str, team: Team, role: str, **extra: object) -> User:
    """A user with one role from long ago."""
    if not _HASH:
        _HASH.append(make_password(PASSWORD))
    made = User(email=f"{name.lower().replace(' ', '.')}@example.test", name=name, **extra)
    made.password = _HASH[0]
    made.save()
    Membership.objects.create(user=made, team=team, role=role, starts_on=SINCE)
    return made


def team_of(organisation: Organisation, name: str) -> Team:
    return Team.objects.create(organisation=organisation, name=name)


def make_cast() -> Cast:
    """Build them all. Bank holidays are loaded by the fixture that calls this."""
    made = {
        key: Organisation.objects.create(name=name, kind=kind, **extra)
        for key, (name, kind, extra) in {
            "council": ("Exampleshire County Council", "council", {"code": "E06000060"}),
            "police_force": (
                "Exampleshire Police",
                "police",
                {"email": "missing@police.example.test"},
            ),
            "home": ("Oak House", "home", {"phone": "01632 960001"}),
            "other_home": ("Elm Lodge", "home", {"phone": "01632 960002"}),
            "provider": (
                "Sparrow Independent Visitors",
                "provider",
                {"min_age": 10, "max_age": 17},
            ),
        }.items()
    }
    council = made["council"]
    children = team_of(council, "Children in care team")
    elsewhere = team_of(council, "Assessment team south")
    reviewing = team_of(council, "Reviewing service")
    leaders = team_of(council, "Leadership")
    duty = team_of(council, "Emergency duty team")
    hub = team_of(council, "Missing and Exploitation Hub")
    mash = team_of(council, "MASH")
    oak, elm = (
        team_of(made["home"], "Oak House staff"),
        team_of(made["other_home"], "Elm Lodge staff"),
    )
    visitors = team_of(made["provider"], "Visitors")
    force = team_of(made["police_force"], "Missing team")
    people = {
        "carer": user("Casey Marlow", oak, "care_staff", phone="01632 960001"),
        "other_home_carer": user("Robin Thistle", elm, "care_staff"),
        "worker": user("Wren Ashdown", children, "social_worker"),
        "manager": user("Morgan Pellew", children, "team_manager"),
        "iro": user("Imogen Quarry", reviewing, "iro"),
        "cp_chair": user("Percival Drew", reviewing, "cp_chair"),
        "interviewer": user("Indigo Vale", visitors, "interviewer"),
        "other_interviewer": user("Juniper Stone", visitors, "interviewer"),
        "police": user("Sergeant Blythe", force, "police"),
        "head": user("Harriet Longmoor", leaders, "head_of_service"),
        "director": user("Dorian Wells", leaders, "director"),
        "edt": user("Ellis Nightingale", duty, "edt_officer"),
        "edt_manager": user("Edda Winterbourne", duty, "edt_manager"),
        "coordinator": user("Coral Finch", hub, "missing_coordinator"),
        "mash_manager": user("Magnus Heath", mash, "mash_manager"),
        "business": user("Bryony Cutler", children, "business_support"),
        "outsider": user("Otis Farrow", elsewhere, "social_worker"),
        "outside_manager": user("Opal Greaves", elsewhere, "team_manager"),
        "governance": user("Greer Halloran", leaders, "information_governance"),
        "analyst": user("Ansel Pike", leaders, "analyst"),
    }
    by = people["coordinator"]
    boy = services.add_person(
        by=people["worker"], given_name="Jamie", family_name="Exemplar", gender="male",
        date_of_birth=date(2009, 9, 14), care_status="looked_after", legal_status="care_order",
        home_address="1 Invented Row", home_postcode="EX1 1AA", family_contact="Aunt, 01632 960009",
    )  # fmt: skip
    sister = services.add_person(
        by=people["worker"], given_name="Jodie", family_name="Exemplar", gender="female",
        date_of_birth=date(2012, 2, 3), care_status="looked_after",
    )  # fmt: skip
    other_child = services.add_person(
        by=people["outsider"], given_name="Taylor", family_name="Elsewhere", gender="female",
        date_of_birth=date(2011, 6, 30), care_status="looked_after",
    )  # fmt: skip
    services.relate(person=boy, other=sister, kind="sibling", by=by)
    services.place(person=boy, kind="home", home=made["home"], starts_on=SINCE, by=by)
    services.place(person=other_child, kind="home", home=made["other_home"], starts_on=SINCE, by=by)
    for part, who, team in [
        ("social_worker", "worker", children),
        ("team_manager", "manager", children),
        ("iro", "iro", None),
        ("cp_chair", "cp_chair", None),
    ]:
        services.allocate(
            person=boy, role=part, user=people[who], team=team, starts_on=SINCE, by=by
        )
    services.allocate(
        person=other_child, role="social_worker", user=people["outsider"], team=elsewhere,
        starts_on=SINCE, by=by,
    )  # fmt: skip
    return Cast(
        **made, **people, team=children, other_team=elsewhere,
        boy=boy, sister=sister, other_child=other_child,
    )  # fmt: skip
