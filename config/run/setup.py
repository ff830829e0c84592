"""From a fresh clone to an environment with everything in it. Needs nothing but Python itself.

Each part is skipped when nothing about it has changed since the last time.
"""

import ctypes
import ctypes.util
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from config.run.progress import ROOT, say, step

ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
# What each command needs; the second holds the first. Running wants no test tools.
STAMPS = ENVIRONMENT / "homeward.stamps"
TO_RUN, TO_DEVELOP = "requirements-local.txt", "requirements-dev.txt"


class Need(NamedTuple):
    """Something of the operating system's that no wheel brings."""

    what: str
    why: str
    is_there: Callable[[], bool]
    debian: tuple[str, ...]
    only_for_tests: bool = False


def _has_library(*names: str) -> bool:
    return all(ctypes.util.find_library(name) for name in names)


def _has_arial_like() -> bool:
    places = [Path("/usr/share/fonts"), Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    names = ("LiberationSans-Regular.ttf", "Arial.ttf")
    return any(file for place in places for name in names for file in place.rglob(name))


def _has_chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


NEEDS = (
    Need(
        "Python's venv module",
        "to install into a folder of this clone",
        lambda: importlib.util.find_spec("ensurepip") is not None,
        ("python3.11-venv",),
    ),
    Need(
        "Pango",
        "to set the papers (WeasyPrint)",
        lambda: _has_library("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"),
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    ),
    Need("a font like Arial", "for papers and pages", _has_arial_like, ("fonts-liberation",)),
    Need("Chromium", "for the browser tests", _has_chromium, ("chromium",), only_for_tests=True),
)


def prepare(*, for_tests: bool, to_develop: bool) -> None:
    """System packages, the environment, and what is installed in it."""
    _system(for_tests=for_tests)
    _environment()
    _packages(TO_DEVELOP if to_develop else TO_RUN)


def _system(*, for_tests: bool) -> None:
    """Install what is missing where we may; say what to do where we may not."""
    missing = [
        need for need in NEEDS if (for_tests or not need.only_for_tests) and not need.is_there()
    ]
    if not missing:
        return
    for need in missing:
        say(f"  Missing: {need.what}, {need.why}")
    packages = [name for need in missing for name in need.debian]
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise SystemExit(
            f"Install them with your system's packages. Debian's: {' '.join(packages)}"
        )
    if os.geteuid() != 0:
        raise SystemExit(f"Install them, then try again: sudo {' '.join(install)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    step("What packages Debian has", ["apt-get", "update"], env=quiet)
    step("System packages", install, env=quiet)


def _environment() -> None:
    """The folder .venv with the Python that runs this."""
    if PYTHON.exists() and _version_of(PYTHON) == platform.python_version():
        return
    if ENVIRONMENT.is_symlink():
        raise SystemExit(".venv is a link to an environment that does not fit. Remove the link.")
    step("Python environment", [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])


def _packages(lock: str) -> None:
    """Everything in the lock, held to its hashes; compiled on all cores, which pip does on one."""
    wanted = _stamp_of(lock)
    if wanted in _installed():
        return
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-compile"]
    step("Python packages", [*pip, "--require-hashes", "--requirement", str(ROOT / lock)])
    # As with pip, a file that is not for this Python (a package's template, say) stays as it is.
    (place,) = ENVIRONMENT.glob("lib/python*/site-packages")
    compiling = f"import compileall; compileall.compile_dir({str(place)!r}, quiet=2, workers=0)"
    step("Compiling them", [str(PYTHON), "-c", compiling])
    STAMPS.write_text("\n".join([wanted, _stamp_of(TO_RUN)]))


def _stamp_of(lock: str) -> str:
    return f"{lock} {hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()}"


def _installed() -> list[str]:
    return STAMPS.read_text().splitlines() if STAMPS.exists() else []


def _version_of(python: Path) -> str:
    ask = "import platform; print(platform.python_version())"
    told = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    return told.stdout.strip()
