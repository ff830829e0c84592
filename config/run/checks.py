"""`make check` and `make fix`: everything that judges the code without running it."""

import subprocess
import sys

from config.run.progress import ROOT, say

CHECKS: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "rooms": ["lint-imports"],
    "templates": ["djlint", "templates", "--lint"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "Django's own checks": ["python", "manage.py", "check"],
}
FIXES: dict[str, list[str]] = {
    "ruff": ["ruff", "check", "--fix", "."],
    "format": ["ruff", "format", "."],
}


def run_all(commands: dict[str, list[str]]) -> None:
    """Run each to its end, so that one look shows everything that is wrong."""
    failed = []
    for name, command in commands.items():
        say(f"{name}: {' '.join(command)}")
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    if failed:
        raise SystemExit("Not right yet: " + ", ".join(failed))


if __name__ == "__main__":
    run_all(FIXES if sys.argv[1] == "fix" else CHECKS)
