"""Which evening it is, and how a child of the home stands: worked by hand."""

from datetime import datetime, time

import pytest

from accounts.clock import LONDON
from cases.leave_rules import Seen, curfew_tonight, standing

SCHOOL, WEEKEND = time(21, 30), time(23, 0)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "curfew"),
    [
        ("2026-03-05 20:00", "2026-03-05 21:30"),  # a Thursday
        ("2026-03-06 20:00", "2026-03-06 23:00"),  # a Friday
        ("2026-03-07 02:00", "2026-03-06 23:00"),  # its night
        ("2026-03-07 13:00", "2026-03-07 23:00"),
        ("2026-03-09 00:30", "2026-03-08 21:30"),  # Sunday is a school night
        ("2026-03-29 11:00", "2026-03-28 23:00"),  # the clocks went forward in between
    ],
)
def test_the_curfew_of_the_evening(now: str, curfew: str) -> None:
    assert curfew_tonight(SCHOOL, WEEKEND, london(now)) == london(curfew)


def test_a_curfew_after_midnight_belongs_to_the_evening_before() -> None:
    assert curfew_tonight(None, time(0, 30), london("2026-03-06 22:00")) == london(
        "2026-03-07 00:30"
    )
    assert curfew_tonight(None, time(0, 30), london("2026-03-05 22:00")) is None


@pytest.mark.parametrize(
    ("now", "seen", "leave_until", "reported", "key"),
    [
        ("2026-03-05 20:00", None, None, "", ""),
        ("2026-03-05 21:30", None, None, "", "not_seen"),
        ("2026-03-05 22:00", ("in", "2026-03-05 17:29"), None, "", "not_seen"),
        ("2026-03-05 22:00", ("in", "2026-03-05 17:30"), None, "", "in"),
        ("2026-03-05 21:29", ("out", "2026-03-05 17:30"), None, "", "out"),
        ("2026-03-05 21:30", ("out", "2026-03-05 17:30"), None, "", "not_back"),
        ("2026-03-05 22:00", ("out", "2026-03-05 17:30"), "2026-03-05 22:01", "", "leave"),
        ("2026-03-05 22:01", ("out", "2026-03-05 17:30"), "2026-03-05 22:01", "", "leave_over"),
        ("2026-03-05 22:01", None, "2026-03-06 22:00", "missing", "missing"),
        ("2026-03-05 22:01", None, None, "absent", "absent"),
    ],
)
def test_how_a_child_stands(
    now: str, seen: tuple[str, str] | None, leave_until: str | None, reported: str, key: str
) -> None:
    moment = london(now)
    how = standing(
        now=moment,
        seen=Seen(seen[0], london(seen[1])) if seen else None,
        curfew=curfew_tonight(SCHOOL, WEEKEND, moment),
        leave_until=london(leave_until) if leave_until else None,
        reported=reported,
    )
    assert how.key == key
    assert how.ask == (key in {"not_seen", "not_back", "leave_over"})
