"""Both sides in turn, so that a busy machine is busy for both; medians, and their ratio."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

TIMES = 5


@dataclass(frozen=True)
class Figure:
    """How many times longer ours takes than what it is held against, and how many are allowed."""

    name: str
    ratio: float
    limit: float


def compare(
    name: str,
    *,
    ours: Callable[[], object],
    against: Callable[[], object],
    before: Callable[[], object],
    limit: float,
) -> Figure:
    """Run both five times in turn, each from the same start; the first pair warms up and is not
    counted."""
    sides: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(TIMES + 1):
        for is_ours, work in ((True, ours), (False, against)):
            before()
            gc.collect()
            start = time.perf_counter()
            work()
            sides[is_ours].append(time.perf_counter() - start)
    return Figure(name, median(sides[True][1:]) / median(sides[False][1:]), limit)


def ok(figure: Figure) -> bool:
    return figure.ratio <= figure.limit


def line(figure: Figure) -> str:
    word = "ok" if ok(figure) else "short"
    return f"{figure.name} {figure.ratio:.2f} {figure.limit:g} {word}"
