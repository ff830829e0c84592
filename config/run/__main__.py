"""What `make` calls, with any Python 3.11: set up, then go on inside the environment."""

import os
import sys

from config.run import setup
from config.run.port import chosen_port, refuse_if_taken
from config.run.progress import ROOT, say

TARGETS = {
    "run": "config.run.product",
    "test": "config.run.tests",
    "test-long": "config.run.tests",
    "check": "config.run.checks",
    "fix": "config.run.checks",
    "bench": "benchmarks",
}


def main(target: str) -> None:
    os.chdir(ROOT)
    if target == "run":
        refuse_if_taken(chosen_port())
    say("Setting up")
    setup.prepare(for_tests=target.startswith("test"), to_develop=target != "run")
    environ = {**os.environ, "PATH": f"{setup.PYTHON.parent}:{os.environ['PATH']}"}
    python = str(setup.PYTHON)
    os.execve(python, [python, "-m", TARGETS[target], target], environ)


if __name__ == "__main__":
    main(sys.argv[1])
