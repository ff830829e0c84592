"""Both sides in turn, so that a busy machine is busy for both; medians, and their ratio."""

import gc
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median, quantiles

TIMES = 5
OFTEN = 60  # runs for a 95th percentile


@dataclass(frozen=True)
class Figure:
    """How many times longer ours takes than what it is held against, and how many are allowed.

    A name that ends in `_ms` is a time in milliseconds; one that begins with `no_` counts what must
    not be there at all. Without a limit it is told and not judged.
    """

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
            sides[is_ours].append(_timed(work))
    return Figure(name, median(sides[True][1:]) / median(sides[False][1:]), limit)


def compare_places(
    name: str,
    *,
    work: Callable[[], object],
    ours: Callable[[], AbstractContextManager[object]],
    against: Callable[[], AbstractContextManager[object]],
    limit: float,
) -> Figure:
    """The same work in two databases, five times in turn; each turn is the middle of three runs,
    after one that connects and warms up."""
    sides: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(TIMES + 1):
        for is_ours, place in ((True, ours), (False, against)):
            with place():
                work()
                sides[is_ours].append(median(_timed(work) for _ in range(3)))
    return Figure(name, median(sides[True][1:]) / median(sides[False][1:]), limit)


def slowest(name: str, *, work: Callable[[], object], limit: float) -> Figure:
    """The 95th percentile in milliseconds, after a few runs that warm up."""
    times = [_timed(work) for _ in range(OFTEN + TIMES)][TIMES:]
    return Figure(f"{name}_ms", quantiles(times, n=20)[-1] * 1_000, limit)


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ok(figure: Figure) -> bool:
    return figure.ratio <= figure.limit


def line(figure: Figure) -> str:
    word = "ok" if ok(figure) else "short"
    if figure.limit == float("inf"):
        return f"# {figure.name} {figure.ratio:.2f}"
    return f"{figure.name} {figure.ratio:.2f} {figure.limit:g} {word}"
