"""Waits for its parent to end, however it ends, and drops the databases that it named."""

import sys

from config import embedded


def main() -> None:
    embedded.ensure(tests=True)
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from tests import databases

    for name in [line.strip() for line in sys.stdin]:
        databases.drop(name)


if __name__ == "__main__":
    main()
