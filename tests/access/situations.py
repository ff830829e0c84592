"""Every situation in which somebody can stand to the boy's record, and what it opens to them.

A situation says how somebody comes to stand there (`stage`), what that opens while his record is
as it was, and what once it is restricted. What the role then may do at each address is not said
again: it is what ANSWERS says for `alike`, a part of the cast with the same role to whom the boy is
open. So a cell of the table (address, situation) is worked out from two short lists, and neither
knows the product's rules.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from tests.access.all_answers import ANSWERS
from tests.access.answers import Answer
from tests.access.expected import expected
from tests.access.let_in import (
    after_an_emergency,
    grant_ended,
    grant_expired,
    granted,
    granted_the_name,
    in_an_emergency,
    of_the_host_authority,
    team_was_granted,
)
from tests.access.standing import (
    allocated,
    at_a_former_home,
    at_a_home_to_come,
    at_the_home,
    cast_member,
    council_role_elsewhere,
    formerly_allocated,
    in_other_team,
    in_team,
    left_the_team,
    suspended,
    to_be_allocated,
    without_a_role_today,
)
from tests.cast import Cast

# What a situation opens.
FULL = "full"  # what the role may do, all of it
NAME = "name"  # who he is and whom to call; nothing else of him
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
    outside: bool = False  # a role of the council's held in another authority
    let_in: bool = False  # by a grant or in an emergency


def about_the_boy(answer: Answer) -> bool:
    """Whether an address is about him: two of one role are answered differently."""
    return any(expected(answer, one) != expected(answer, other) for one, other in PAIRS)


def at_the_door(answer: Answer, situation: Situation, *, restricted: bool) -> bool:
    """Whether this address is for those to whom the record is shut: they get in, and see no more
    of him than the reference.
    """
    if not about_the_boy(answer) or opened(situation, restricted) not in {NOTHING, NAME}:
        return False
    if situation.outside and answer.here:
        return False
    would_see = restricted and situation.opens == FULL
    return situation.alike in (answer.shut if would_see else answer.beyond)


def opened(situation: Situation, restricted: bool) -> str:
    return situation.restricted if restricted else situation.opens


def cell(answer: Answer, situation: Situation, *, restricted: bool) -> set[int]:
    """The statuses that are right at this address in this situation."""
    opens = opened(situation, restricted)
    if opens == SHUT_OUT:
        return expected(answer, "suspended")
    if opens == NO_ROLE:
        return expected(answer, "analyst")  # a role that brings no act
    if at_the_door(answer, situation, restricted=restricted):
        return {405 if answer.post_only else 200}
    if opens == NAME and answer.by_name:
        return {200}
    theirs = opens == FULL or not about_the_boy(answer)
    if not theirs or answer.own:
        nowhere = {404, 403} if answer.elsewhere == 302 and answer.here else {answer.elsewhere}
        if (restricted or answer.shut) and not answer.own:
            # A reference is an exact match: "restricted, ask so-and-so" (403), or not there at all.
            nowhere |= {403}
        return {405, 404, 403} if answer.post_only else nowhere
    if (situation.outside and answer.here) or (situation.let_in and answer.own_reason):
        return {403}
    return expected(answer, situation.alike)


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
    Situation("granted", "worker", FULL, FULL, granted("social_worker"), let_in=True,
              short=False),
    Situation("granted, manager", "manager", FULL, FULL, granted("team_manager"), let_in=True),
    Situation("granted the name", "worker", NAME, NAME, granted_the_name, short=False),
    Situation("granted to the team", "worker", FULL, NOTHING, team_was_granted, let_in=True,
              short=False),
    Situation("grant expired", "worker", NOTHING, NOTHING, grant_expired, writes=True),
    Situation("grant ended", "worker", NOTHING, NOTHING, grant_ended, short=False),
    Situation("broken glass", "worker", FULL, FULL, in_an_emergency("social_worker"), let_in=True,
              only_restricted=True),
    Situation("broken glass, manager", "manager", FULL, FULL, in_an_emergency("team_manager"),
              let_in=True, short=False),
    Situation("broken glass, over", "worker", NOTHING, NOTHING, after_an_emergency, writes=True),
    Situation("host authority", "worker", NAME, NOTHING, of_the_host_authority, outside=True),
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
