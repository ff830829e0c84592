"""Fill a big database and keep it, to look at plans: `python -m benchmarks.scale 500000`.

`python -m benchmarks.scale drop` removes all that were kept.
"""

import os
import sys

from config import embedded


def main(wanted: str) -> None:
    embedded.ensure(tests=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["KEEP"] = "1"
    import django

    django.setup()
    from benchmarks.scale import stage
    from benchmarks.scale.size import Size
    from tests import databases

    if wanted == "drop":
        for name in databases.named("scale"):
            databases.drop(name)
        return
    with stage.at(Size(int(wanted))):
        name = databases.name_of(f"scale{wanted}")
    print(databases.environ_for(name)["OWNER_DATABASE_URL"])


if __name__ == "__main__":
    main(sys.argv[1])
