"""One line a figure: `name ratio limit ok` or `… short`; the exit status is 1 when one is short.

`make bench` runs every group, `make bench ONLY=access,pages` some. A group is a stage (a database
that is there while its figures run) and the functions that give its figures, one or several each.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from config import embedded

Stage = Callable[[], AbstractContextManager[object]]


def groups() -> dict[str, tuple[Stage, Iterable[Callable[[], object]]]]:
    """Those whose database is made in seconds first. Add yours here."""
    from benchmarks import access, deadlines, history, pages, search, stage
    from benchmarks.scale.stage import big

    return {
        "deadlines": (stage.fresh_database, deadlines.FIGURES),
        "history": (stage.fresh_database, history.FIGURES),
        "search": (big, search.FIGURES),
        "access": (big, access.FIGURES),
        "pages": (big, pages.FIGURES),
    }


def main() -> int:
    embedded.ensure(tests=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # a request is no news here
    import django

    django.setup()
    from django.test import override_settings

    from benchmarks.scale.stage import gone_afterwards

    there = groups()
    wanted = [name.strip() for name in os.environ.get("ONLY", "").split(",") if name.strip()]
    if unknown := set(wanted) - set(there):
        raise SystemExit(f"ONLY takes {', '.join(there)}, not {', '.join(sorted(unknown))}.")
    short = False
    with gone_afterwards(), override_settings(DEBUG=False):
        for name in wanted or there:
            stage, figures = there[name]
            started = time.perf_counter()
            with stage():
                results = [_lines(figure) for figure in figures]
            short |= not all(results)
            print(f"# {name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    return int(short)


def _lines(figure: Callable[[], object]) -> bool:
    """Print what the function found; what goes wrong in one leaves the others alone."""
    from benchmarks.measure import Figure, line, ok

    good = True
    try:
        found = figure()
        for one in [found] if isinstance(found, Figure) else found:  # type: ignore[attr-defined]
            print(line(one), flush=True)
            good &= ok(one)
    except Exception:
        traceback.print_exc()
        print(f"{figure.__name__} error short", flush=True)
        return False
    return good


if __name__ == "__main__":
    sys.exit(main())
