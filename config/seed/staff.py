"""Organisations, teams and users of the made-up council: 40 users, every role held by somebody."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from accounts.local import PASSWORD
from accounts.models import Membership, Organisation, Team, User
from config.seed import names

SINCE = date(2021, 4, 1)


@dataclass
class Staff:
    """Who there is, by role, and where they belong."""

    council: Organisation
    homes: list[Organisation]
    forces: list[Organisation]
    authorities: list[Organisation]
    providers: list[Organisation]
    by_role: dict[str, list[User]] = field(default_factory=dict)
    team_of: dict[int, Team] = field(default_factory=dict)
    carers_of: dict[int, list[User]] = field(default_factory=dict)

    def first(self, role: str) -> User:
        return self.by_role[role][0]


def make_staff(council_name: str) -> Staff:
    """Write them all, each with one role; those who are there already are found again."""

    def organisation(name: str, kind: str, **extra: object) -> Organisation:
        return Organisation.objects.get_or_create(name=name, defaults={"kind": kind, **extra})[0]

    staff = Staff(
        council=organisation(council_name, "council", code="E06000060", phone="01632 960000"),
        homes=[
            organisation(name, "home", phone=f"01632 96010{number}", postcode=postcode)
            for number, (name, postcode) in enumerate(names.HOMES.items())
        ],
        forces=[
            organisation(name, "police", email=f"missing{number}@police.example.test", phone="101")
            for number, name in enumerate(names.FORCES)
        ],
        authorities=[
            organisation(name, "authority", code=code) for name, code in names.AUTHORITIES.items()
        ],
        providers=[
            organisation(name, "provider", min_age=low, max_age=high)
            for name, low, high in names.PROVIDERS
        ],
    )
    hashed = make_password(PASSWORD)

    def join(name: str, role: str, team: Team) -> User:
        address = name.lower().replace(" ", ".").replace("'", "")
        user, _ = User.objects.get_or_create(
            email=f"{address}@exampleshire.test",
            defaults={
                "name": name,
                "password": hashed,
                "phone": team.organisation.phone,
                "is_staff": role == "administrator",
                "is_superuser": role == "administrator",
            },
        )
        Membership.objects.get_or_create(user=user, team=team, role=role, starts_on=SINCE)
        staff.by_role.setdefault(role, []).append(user)
        staff.team_of[user.pk] = team
        return user

    for team_name, members in names.STAFF.items():
        team, _ = Team.objects.get_or_create(organisation=staff.council, name=team_name)
        for name, role in members:
            join(name, role, team)
    for number, name in enumerate(names.CARERS):
        home = staff.homes[number % len(staff.homes)]
        team, _ = Team.objects.get_or_create(organisation=home, name=f"{home.name} staff")
        staff.carers_of.setdefault(home.pk, []).append(join(name, "care_staff", team))
    household = organisation(names.FOSTER[1], "fostering")
    foster, _ = Team.objects.get_or_create(organisation=household, name=names.FOSTER[1])
    staff.carers_of[household.pk] = [join(names.FOSTER[0], "foster_carer", foster)]
    staff.homes.append(household)
    visitors, _ = Team.objects.get_or_create(organisation=staff.providers[0], name="Visitors")
    for name in names.INTERVIEWERS:
        join(name, "interviewer", visitors)
    force, _ = Team.objects.get_or_create(organisation=staff.forces[0], name="Missing team")
    join(names.POLICE, "police", force)
    return staff
