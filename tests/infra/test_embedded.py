"""The embedded servers: shared by a checkout's commands, gone with the last, back after a crash."""

import os
import signal
import stat
from functools import partial
from pathlib import Path

import psycopg2
import pytest

from config import embedded
from config.embedded.folders import prepare, runtime_folder
from tests.infra.conftest import Checkout, address, eventually


def answers(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


def supervisor(checkout: Checkout) -> int:
    return int((checkout.folder / "ready").read_text())


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
        assert eventually(partial(checkout.was_replaced, server, before))
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


def test_two_checkouts_never_meet(checkout: Checkout, another: Checkout) -> None:
    mine, theirs = address(checkout.starts()), address(another.starts())
    assert checkout.folder != another.folder
    assert mine != theirs
    assert answers(mine)
    assert answers(theirs)


def test_a_clone_in_a_closed_home_folder_runs_and_opens_nothing(another: Checkout) -> None:
    closed = [another.root, another.root.parent]
    another.root.chmod(0o700)
    assert answers(address(another.starts()))
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in closed} == {0o700}
    assert stat.S_IMODE(another.folder.stat().st_mode) & 0o007 == 0


@pytest.mark.parametrize("name", embedded.VARIABLES)
def test_none_is_started_beside_servers_that_somebody_named(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for other in (embedded.MARK, "DEBUG", *embedded.VARIABLES):
        monkeypatch.delenv(other, raising=False)
    assert embedded.wanted()
    monkeypatch.setenv(name, "somewhere")
    assert not embedded.wanted()


def test_none_is_started_with_debug_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for other in (embedded.MARK, *embedded.VARIABLES):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv("DEBUG", "false")
    assert not embedded.wanted()


def test_a_state_folder_too_deep_for_a_socket_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOMEWARD_STATE", str(tmp_path / ("deep" * 25)))
    with pytest.raises(SystemExit, match="too long a path for a socket"):
        prepare(runtime_folder(tests=False))
    assert list(tmp_path.iterdir()) == []
