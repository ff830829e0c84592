"""How somebody comes to stand to the boy's record: allocated, in a team, at a home, elsewhere."""

from collections.abc import Callable
from datetime import date, timedelta

from accounts.clock import today
from accounts.models import Membership, User
from people import access, services
from people.models import Allocation, Placement
from tests.cast import Cast, team_of, user


def cast_member(part: str) -> Callable[[Cast], User]:
    """Somebody of the cast stands there already."""
    return lambda cast: getattr(cast, part)


def allocated(cast: Cast) -> User:
    """A part in his care since yesterday; in a team that has nothing to do with him."""
    one = user("Alma Allotted", cast.other_team, "social_worker")
    yesterday = today() - timedelta(days=1)
    services.allocate(
        person=cast.boy, role="personal_adviser", user=one, starts_on=yesterday, by=cast.coordinator
    )
    return one


def formerly_allocated(cast: Cast) -> User:
    """The one before: their part ended the day before yesterday."""
    one = user("Fergus Formerly", cast.other_team, "social_worker")
    Allocation.objects.create(
        person=cast.boy, role="personal_adviser", user=one, starts_on=date(2021, 1, 1),
        ends_on=today() - timedelta(days=2),
    )  # fmt: skip
    access.rebuild(by=None)
    return one


def to_be_allocated(cast: Cast) -> User:
    """Their part begins next week."""
    one = user("Petra Presently", cast.other_team, "social_worker")
    services.allocate(
        person=cast.sister, role="key_worker", user=one, starts_on=today() + timedelta(days=7),
        by=cast.coordinator,
    )  # fmt: skip
    return one


def in_team(role: str) -> Callable[[Cast], User]:
    """In the team of his worker, without a part of their own."""
    return lambda cast: user(f"Terry Team {role}", cast.team, role)


def in_other_team(role: str) -> Callable[[Cast], User]:
    return lambda cast: user(f"Oswin Other {role}", cast.other_team, role)


def left_the_team(cast: Cast) -> User:
    """Was in his worker's team until yesterday, and is in another since today."""
    one = user("Mona Moved", cast.team, "social_worker")
    Membership.objects.filter(user=one).update(ends_on=today() - timedelta(days=1))
    Membership.objects.create(
        user=one, team=cast.other_team, role="social_worker", starts_on=today()
    )
    return one


def at_the_home(cast: Cast) -> User:
    return user("Hollis Home", cast.home.teams.get(), "care_staff")


def at_a_former_home(cast: Cast) -> User:
    """Where he lived until the end of 2019."""
    home = type(cast.home).objects.create(name="Birch Lodge", kind="home")
    Placement.objects.create(
        person=cast.boy, kind="home", home=home, starts_on=date(2019, 1, 1),
        ends_on=date(2019, 12, 31),
    )  # fmt: skip
    access.rebuild(by=None)
    return user("Fallon Formerhome", team_of(home, "Birch Lodge staff"), "care_staff")


def at_a_home_to_come(cast: Cast) -> User:
    """Where he will live from next month on."""
    home = type(cast.home).objects.create(name="Ash Cottage", kind="home")
    services.place(
        person=cast.boy, kind="home", home=home, starts_on=today() + timedelta(days=30),
        by=cast.coordinator,
    )  # fmt: skip
    return user("Nico Nexthome", team_of(home, "Ash Cottage staff"), "care_staff")


def without_a_role_today(cast: Cast) -> User:
    """The role ended yesterday; the session did not."""
    one = user("Ria Roleless", cast.team, "team_manager")
    Membership.objects.filter(user=one).update(ends_on=today() - timedelta(days=1))
    return one


def council_role_elsewhere(cast: Cast) -> User:
    """A role that sees the whole council, held in a team of a home: it is none."""
    return user("Ewan Elsewhere", cast.other_home.teams.get(), "edt_manager")


def suspended(cast: Cast) -> User:
    """His own second worker, suspended while signed in (see `clients_of`)."""
    return user("Sander Suspended", cast.team, "social_worker")
