"""Every situation in which somebody can stand to the boy's record, and what it opens to them.

A situation says how somebody comes to stand there (`stage`), what that opens while his record is
as it was, and what once it is restricted. What the role then may do at each address is not said
again: it is what ANSWERS says for `alike`, a part of the cast with the same role to whom the boy is
open. So a cell of the table (address, situation) is worked out from two short lists, and neither
knows the product's rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.clock import today
from accounts.models import Membership, Team, User
from people import access, services
from people.models import Allocation, Placement
from tests.access.all_answers import ANSWERS
from tests.access.answers import Answer
from tests.access.expected import expected
from tests.cast import Cast, team_of, user

# What a situation opens.
FULL = "full"  # what the role may do, all of it
NOTHING = "nothing"  # not there, wherever it is about the boy; the rest of the product as ever
NO_ROLE = "no role"  # signed in, with nothing that any role would bring
SHUT_OUT = "shut out"  # no way in at all

# Each pair has the same role, once with this boy and once without him.
PAIRS = [
    ("worker", "outsider"), ("manager", "outside_manager"), ("carer", "other_home_carer"),
    ("interviewer", "other_interviewer"),
]  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """`short`: asked at every address in `make test` (with `only_restricted`, while the record is
    restricted), and with `writes` written to; everything else in `make test-long`.
    """

    name: str
    alike: str
    opens: str
    restricted: str
    stage: Callable[[Cast], User]
    short: bool = True
    writes: bool = False
    only_restricted: bool = False


def about_the_boy(answer: Answer) -> bool:
    """Whether an address is about him: two of one role are answered differently."""
    return any(expected(answer, one) != expected(answer, other) for one, other in PAIRS)


def cell(answer: Answer, situation: Situation, *, restricted: bool) -> set[int]:
    """The statuses that are right at this address in this situation."""
    opens = situation.restricted if restricted else situation.opens
    if opens == SHUT_OUT:
        return expected(answer, "suspended")
    if opens == NO_ROLE:
        return expected(answer, "analyst")  # a role that brings no act
    if restricted and opens == NOTHING and about_the_boy(answer) and not answer.own:
        # A reference is an exact match: "restricted, ask so-and-so" (403), or not there at all.
        return {405, 404, 403} if answer.post_only else {answer.elsewhere, 403}
    if answer.own or (opens == NOTHING and about_the_boy(answer)):
        return {405, 404, 403} if answer.post_only else {answer.elsewhere}
    return expected(answer, situation.alike)


# How somebody comes to stand there.


def _called(name: str, team: Team, role: str) -> User:
    return user(name, team, role)


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


SITUATIONS = [
    Situation("allocated", "worker", FULL, FULL, allocated, only_restricted=True),
    Situation("formerly allocated", "worker", NOTHING, NOTHING, formerly_allocated),
    Situation("allocated to his sister from next week", "worker", NOTHING, NOTHING,
              to_be_allocated, short=False),
    Situation("same team", "worker", FULL, NOTHING, in_team("social_worker")),
    Situation("same team, manager", "manager", FULL, NOTHING, in_team("team_manager"),
              short=False),
    Situation("other team", "worker", NOTHING, NOTHING, in_other_team("social_worker"),
              short=False),
    Situation("other team, manager", "manager", NOTHING, NOTHING, in_other_team("team_manager"),
              short=False),
    Situation("moved to another team", "worker", NOTHING, NOTHING, left_the_team, writes=True),
    Situation("his home", "carer", FULL, NOTHING, at_the_home, writes=True),
    Situation("other home", "carer", NOTHING, NOTHING, cast_member("other_home_carer"),
              short=False),
    Situation("former home", "carer", NOTHING, NOTHING, at_a_former_home, writes=True),
    Situation("home to come", "carer", NOTHING, NOTHING, at_a_home_to_come, short=False),
    Situation("reviewing officer of others", "iro", NOTHING, NOTHING, in_other_team("iro"),
              short=False),
    Situation("his reviewing officer", "iro", FULL, FULL, cast_member("iro"), short=False),
    Situation("his interviewer", "interviewer", FULL, FULL, cast_member("interviewer"),
              short=False),
    Situation("other interviewer", "interviewer", NOTHING, NOTHING,
              cast_member("other_interviewer"), short=False),
    Situation("whole council, office", "business", FULL, NOTHING, in_other_team("business_support"),
              short=False),
    Situation("whole council, duty", "edt", FULL, NOTHING, in_other_team("edt_officer"),
              short=False),
    Situation("whole council, manager on duty", "edt_manager", FULL, NOTHING,
              in_other_team("edt_manager"), short=False),
    Situation("whole council, head", "head", FULL, NOTHING, in_other_team("head_of_service"),
              only_restricted=True),
    Situation("whole council, director", "director", FULL, NOTHING, in_other_team("director"),
              short=False),
    Situation("police, nothing shared", "police", NOTHING, NOTHING, cast_member("police"),
              short=False),
    Situation("role ended", "analyst", NO_ROLE, NO_ROLE, without_a_role_today, writes=True),
    Situation("council's role held in a home", "analyst", NO_ROLE, NO_ROLE, council_role_elsewhere,
              short=False),
    Situation("suspended", "worker", SHUT_OUT, SHUT_OUT, suspended),
]  # fmt: skip


def table() -> list[list[str]]:
    """The whole table as text: a row an address, two columns a situation (as it is, restricted)."""
    head = ["address", *(f"{one.name}|{one.name}, restricted" for one in SITUATIONS)]
    rows = [[part for name in head for part in name.split("|")]]
    for name, answer in sorted(ANSWERS.items()):
        cells = [
            "/".join(map(str, sorted(cell(answer, one, restricted=restricted))))
            for one in SITUATIONS
            for restricted in (False, True)
        ]
        rows.append([name, *cells])
    return rows
