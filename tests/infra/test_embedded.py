"""The embedded servers: shared by all commands of a checkout, gone with the last, back after a crash."""

import os
import shutil
import signal
from pathlib import Path

import psycopg2

from tests.infra.conftest import ROOT, Checkout, address, eventually


def answers(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


def supervisor(checkout: Checkout) -> int:
    """Found by the lock it holds."""
    inode = (checkout.folder / "supervisor.lock").stat().st_ino
    for line in Path("/proc/locks").read_text().splitlines():
        parts = line.split()
        if "FLOCK" in parts and parts[-3].endswith(f":{inode}"):
            return int(parts[-4])
    raise AssertionError("nobody holds the supervisor's lock")


def test_commands_started_at_once_share_one_pair_and_the_last_one_out_stops_it(
    checkout: Checkout,
) -> None:
    users = [checkout.starts() for _ in range(4)]
    assert len({address(user) for user in users}) == 1
    one_postgres = checkout.pid("postgres")
    for user in users[:-1]:
        checkout.leaves(user)
    assert checkout.is_up()
    assert checkout.pid("postgres") == one_postgres
    checkout.leaves(users[-1])
    assert eventually(lambda: not checkout.is_up())


def test_killing_the_only_user_leaves_nothing_running(checkout: Checkout) -> None:
    checkout.dies(checkout.uses())
    assert eventually(lambda: not checkout.is_up())


def test_a_killed_server_is_started_again_while_somebody_uses_it(checkout: Checkout) -> None:
    user = checkout.starts()
    url = address(user)
    for server in ("postgres", "redis"):
        os.kill(before := checkout.pid(server), signal.SIGKILL)
        assert eventually(lambda s=server, b=before: checkout.pid_or_none(s) not in {b, None})
    assert eventually(lambda: answers(url))


def test_killing_the_supervisor_takes_the_servers_along_and_the_next_start_recovers(
    checkout: Checkout,
) -> None:
    user = checkout.starts()
    url = address(user)
    with psycopg2.connect(url) as connection:
        connection.cursor().execute("CREATE TABLE kept AS SELECT 1")
    connection.close()
    os.kill(supervisor(checkout), signal.SIGKILL)
    assert eventually(lambda: not checkout.is_up())
    checkout.uses()
    assert answers(url)
    with psycopg2.connect(url) as connection:
        connection.cursor().execute("SELECT * FROM kept")
    connection.close()


def test_everything_killed_at_once_recovers_on_the_next_start(checkout: Checkout) -> None:
    user = checkout.uses()
    pids = [supervisor(checkout), checkout.pid("postgres"), checkout.pid("redis")]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    checkout.dies(user)
    assert answers(address(checkout.starts()))


def test_two_checkouts_never_meet(checkout: Checkout, tmp_path: Path) -> None:
    other = Checkout(checkout.state, root=tmp_path / "other")
    shutil.copytree(ROOT / "config", other.root / "config")
    mine, theirs = address(checkout.starts()), address(user := other.starts())
    assert mine != theirs
    assert answers(mine)
    assert answers(theirs)
    other.leaves(user)
    folders = [marker.parent for marker in checkout.state.glob("*/checkout")]
    assert len(folders) == 2
    own = next(folder for folder in folders if str(ROOT) in (folder / "checkout").read_text())
    shutil.rmtree(next(folder for folder in folders if folder != own), ignore_errors=True)
