"""Where data and sockets lie, and which ordinary user runs the servers.

Postgres refuses to run as root. When we are root it runs as `nobody`, from a folder of our own
outside every home folder, so that no folder above the checkout has to be opened to anybody.
Programs are copied there too: the environment they are installed in may lie where `nobody` cannot
go.
"""

import hashlib
import os
import pwd
import shutil
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SOCKET_LIMIT = 107  # bytes in the address of a unix socket (sun_path), without its closing zero


def is_root() -> bool:
    return os.geteuid() == 0


def server_user() -> pwd.struct_passwd:
    """The ordinary user the servers run as."""
    return pwd.getpwnam("nobody") if is_root() else pwd.getpwuid(os.geteuid())


def base_folder() -> Path:
    """The folder of all checkouts of this user. `HOMEWARD_STATE` chooses another."""
    if chosen := os.environ.get("HOMEWARD_STATE"):
        return Path(chosen)
    if is_root():
        return Path("/var/lib/homeward-local")
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "homeward"


def runtime_folder(*, tests: bool, checkout: Path = CHECKOUT) -> Path:
    """The folder of one checkout; its tests have another."""
    name = hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12] + ("-tests" if tests else "")
    return base_folder() / name


def prepare(folder: Path) -> None:
    """Make the runtime folder: ours to write, and the servers' user may pass through.

    Group and mode do that: `nobody` passes by the group `nogroup`, all others stay out.
    """
    longest = os.fsencode(folder / "postgres-00" / ".s.PGSQL.5432.lock")
    if len(longest) > SOCKET_LIMIT:
        raise SystemExit(
            f"{folder} is too long a path for a socket. Set HOMEWARD_STATE to a shorter folder."
        )
    for each in (folder.parent, folder):
        each.mkdir(parents=True, exist_ok=True)
        if each.stat().st_uid != os.geteuid():
            raise SystemExit(
                f"{each} belongs to somebody else. Set HOMEWARD_STATE to another folder."
            )
        if is_root():
            os.chown(each, 0, server_user().pw_gid)
        each.chmod(0o710 if is_root() else 0o700)
    (folder / "checkout").write_text(f"{CHECKOUT}\n")


def own_folder(path: Path) -> Path:
    """A folder that belongs to the servers' user."""
    path.mkdir(exist_ok=True)
    path.chmod(0o700)
    if is_root():
        os.chown(path, server_user().pw_uid, server_user().pw_gid)
    return path


def copied(packages: Path, parts: list[str], target: Path) -> Path:
    """Copy programs once, whole or not at all, readable for all whatever our umask is."""
    if target.exists():
        return target
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    unneeded = shutil.ignore_patterns("include", "*.a", "*.py", "__pycache__", "doc")
    for part in parts:
        if (packages / part).is_dir():
            shutil.copytree(packages / part, fresh / part, symlinks=True, ignore=unneeded)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    try:
        fresh.rename(target)
    except OSError:  # another start was quicker; its copy is as good as ours
        if not target.exists():
            raise
        shutil.rmtree(fresh)
    return target
