"""`make test` and `make test-long`: the checks, then the tests; pytest has the last word."""

import os
import sys

from config.run.checks import CHECKS, run_all
from config.run.progress import step

TESTS = ["pytest", "-q", "-n", "2", "--dist", "loadfile", "-m"]
ALONE = ["pytest", "-q", "-m", "alone and not long"]  # first, with nothing beside them
WHICH = {"test": "not long and not alone", "test-long": "long"}


def main(target: str) -> None:
    step("Styles and scripts", [sys.executable, "-m", "govuk.assets"])
    if target == "test":
        run_all(CHECKS | {"tests that run alone": ALONE})
    command = [*TESTS, WHICH[target]]
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1])
