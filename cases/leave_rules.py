"""Leave, curfews and who is in tonight: words and pure rules (S0, S1, domain: Triage).

An evening belongs to the day it began on: from noon to noon, so that half past midnight on Saturday
is still Friday's night. Times of day are London's; moments are aware.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from govuk.words import LONDON, clock, local, on_the_clock, when

PRESENCE = {"in": "In", "out": "Out"}
LEAVE_ENDS = {
    "back": "Back",
    "reported": "Reported missing or absent",
    "withdrawn": "Leave withdrawn",
}
ADULT_AGE = 18
# Seen in the home this long before the curfew, or later, is in for the night (ours).
EVENING = timedelta(hours=4)
NOON = timedelta(hours=12)
FRIDAY, SATURDAY = 4, 5


def curfew_tonight(
    school_night: time | None, weekend_night: time | None, now: datetime
) -> datetime | None:
    """The curfew of the evening that `now` belongs to; None where none is set for it."""
    evening = (local(now) - NOON).date()
    at = weekend_night if evening.weekday() in {FRIDAY, SATURDAY} else school_night
    if at is None:
        return None
    day = evening + timedelta(days=1) if at < time(12) else evening
    return datetime.combine(day, at, tzinfo=LONDON)


@dataclass(frozen=True)
class Standing:
    """How one child of a home stands now. `urgent` first on the list; `ask`: start the triage."""

    key: str
    words: str
    meaning: str
    urgent: bool = False
    ask: bool = False


@dataclass(frozen=True)
class Seen:
    """The latest entry of somebody's presence."""

    state: str
    at: datetime
    back_by: datetime | None = None


def standing(
    *,
    now: datetime,
    seen: Seen | None,
    curfew: datetime | None,
    leave_until: datetime | None,
    reported: str = "",
) -> Standing:
    """What a home's list says of one child. `reported`: "missing" or "absent" with an episode open.

    Leave counts before anything seen, a report before leave.
    """
    if reported == "missing":
        return Standing("missing", "Missing now", "problem", urgent=True)
    if reported == "absent":
        return Standing("absent", "Absent now", "soon", urgent=True)
    if leave_until is not None:
        if now < leave_until:
            return Standing("leave", f"On leave until {when(leave_until)}", "quiet")
        return Standing(
            "leave_over", f"Leave ended {when(leave_until)}", "problem", urgent=True, ask=True
        )
    passed = curfew is not None and now >= curfew
    if seen is not None and seen.state == "out":
        due = seen.back_by or curfew
        if due is not None and now >= due:
            return Standing(
                "not_back", f"Not back: due {clock(due)}", "problem", urgent=True, ask=True
            )
        return Standing("out", f"Out, back by {clock(due)}" if due else "Out", "active")
    in_tonight = seen is not None and (curfew is None or seen.at >= curfew - EVENING)
    if passed and not in_tonight:
        return Standing(
            "not_seen", f"Not signed in: curfew {clock(curfew)}", "problem", urgent=True, ask=True
        )
    return Standing("in", "In", "good") if seen is not None else Standing("", "Not signed in", "")


def curfew_in_words(curfew: Any) -> str:
    """“School nights 9:30pm, Fridays and Saturdays 10:30pm”; what is not set says so."""
    if curfew is None or not (curfew.school_night or curfew.weekend_night):
        return "none"

    def said(at: time | None) -> str:
        return on_the_clock(at.hour, at.minute) if at else "none"

    return (
        f"school nights {said(curfew.school_night)}, "
        f"Fridays and Saturdays {said(curfew.weekend_night)}"
    )
