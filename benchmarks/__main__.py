"""One line a figure: `name ratio limit ok` or `… short`; the exit status is 1 when one is short."""

import os
import sys

from config import embedded


def main() -> int:
    embedded.ensure(tests=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from benchmarks import deadlines, stage
    from benchmarks.measure import line, ok

    with stage.fresh_database():
        figures = [figure() for figure in deadlines.FIGURES]
    for figure in figures:
        print(line(figure), flush=True)
    return 0 if all(ok(figure) for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
