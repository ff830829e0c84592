"""What is to be done about one deadline at one moment. Pure: a row and a moment in, a verdict out.

Going up its ladder a deadline takes every rung that has passed. Usually that is one. After an
outage, or
when it was opened late, it is several: each is kept, only the highest is sent, because a warning
of what
is already late helps nobody. Rungs of the same moment are sent together. For a high risk (priority
0) nobody waits: all rungs from the due time upwards stand at the due time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deadlines.pathway import Step, ladder_from

HIGH_RISK = 0


@dataclass(frozen=True)
class Row:
    """What the judge needs to know of a deadline."""

    id: int
    due_at: datetime
    step: int
    version: int
    priority: int
    missed: bool
    terms: dict[str, Any]


@dataclass(frozen=True)
class Rung:
    """One step taken: its number on the ladder, what it sends, and whether a later one says it
    better."""

    number: int
    step: Step
    superseded: bool


@dataclass(frozen=True)
class Verdict:
    """Rungs now taken, the step reached, whether it is missed, and when to look again (None:
    never)."""

    rungs: tuple[Rung, ...]
    step: int
    missed: bool
    look_at: datetime | None


def judge(row: Row, now: datetime) -> Verdict:
    """Decide about one row. ValueError or KeyError for terms that make no sense."""
    ladder = ladder_from(row.terms["ladder"]) if row.terms["ladder"] else ()
    times = [row.due_at + _after(step, row.priority) for step in ladder]
    passed = [number for number in range(row.step, len(ladder)) if times[number] <= now]
    highest = max((times[number] for number in passed), default=None)
    rungs = tuple(
        Rung(number, ladder[number], superseded=times[number] != highest) for number in passed
    )
    step = passed[-1] + 1 if passed else row.step
    missed = row.missed or row.due_at <= now
    ahead = times[step : step + 1]
    if not missed:
        ahead.append(row.due_at)
    return Verdict(rungs, step, missed, min(ahead, default=None))


def _after(step: Step, priority: int) -> timedelta:
    at_once = priority == HIGH_RISK and step.minutes > 0
    return timedelta(minutes=0 if at_once else step.minutes)
