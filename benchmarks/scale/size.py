"""How big, and who is looked at: one user of each of five classes, with the same reach at any size.

Everything follows from a row's number, so the same size is the same database every time.
"""

import os
from dataclasses import dataclass

COUNCIL_TEAMS, FORCES, HOMES = 200, 43, 400
COUNCIL = 1
FORCE = 2  # the first of the forces
HOME = FORCE + FORCES  # the first of the homes
TEAM = 2  # the second of the council's teams; the reviewing service is the last
REVIEWING = COUNCIL_TEAMS
FORCE_TEAM = COUNCIL_TEAMS + 1
HOME_TEAM = FORCE_TEAM + FORCES
MOMENT = "2026-03-06 11:30:00+00"  # the day it is in there
OPEN = 200

# The user that stands for each class, by number.
CLASSES = {"whole_council": 1, "one_force": 2, "one_team": 3, "one_home": 4, "few_shares": 5}


@dataclass(frozen=True)
class Size:
    """A council's size in people; the rest in proportion, but for the reach of the five users."""

    people: int

    @property
    def users(self) -> int:
        return max(self.people // 25, 1_000)

    @property
    def of_force(self) -> int:
        return min(10_000, self.people // 5)

    @property
    def of_team(self) -> int:
        return min(250, self.people // 8)

    @property
    def of_home(self) -> int:
        return 6

    @property
    def shared(self) -> int:
        return 5

    @property
    def values(self) -> dict[str, int]:
        """For the statements: every one of these by name."""
        return {
            "people": self.people, "users": self.users, "of_force": self.of_force,
            "of_team": self.of_team, "of_home": self.of_home, "shared": self.shared,
        }  # fmt: skip


# `make bench PEOPLE=50000` shows in a minute where things stand; what counts is the full size.
BIG = Size(int(os.environ.get("PEOPLE", 500_000)))
SMALL, TINY = Size(BIG.people // 10), Size(BIG.people // 100)
