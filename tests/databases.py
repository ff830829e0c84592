"""Databases for tests, made from one migrated template and never emptied (architecture, way 9).

The template is built once for each state of the migrations and kept between runs. Every test
process has a copy for tests that end in a rollback; one with real transactions gets its own copy.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.core.management import call_command
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
HERE = "homeward_" + hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:6]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
ALIASES = ("owner", "default")
DATABASE_VARIABLES = ("OWNER_DATABASE_URL", "DATABASE_URL")
BUILDING = 7_203_411  # the lock that lets one process at a time build the template
# A statement that waits for ever is an error of its test, not the end of the whole run.
PATIENCE = "120s"
# A test's rows are never committed: the server's own cleaning would count them as none, and the
# plans made for an empty table then take minutes over a full one.
NO_CLEANING = """
do $$ declare here text; begin
    for here in select oid::regclass from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace
    loop execute format('alter table %s set (autovacuum_enabled = false)', here); end loop;
end $$
"""
Execute = Callable[..., list[Any]]


def make_copy(purpose: str, *, patience: str = PATIENCE) -> str:
    """Make a fresh database of this test process, with so much time for a statement; its name."""
    name = name_of(purpose)
    with _maintenance() as execute:
        execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        template = _template(execute)
        _drop(execute, name)
        execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        execute(f'ALTER DATABASE "{name}" SET statement_timeout = %s', [patience])
    return name


def name_of(purpose: str) -> str:
    """What this test process calls its database for this."""
    return f"{HERE}_{WORKER}_{purpose}"


def remember(name: str, state: str) -> None:
    """Write on a database what it was filled with, once it is whole."""
    with _maintenance() as execute:
        execute(f'COMMENT ON DATABASE "{name}" IS %s', [state])


def kept(purpose: str, state: str) -> str | None:
    """The database for this, if it is there, whole, and filled with the same."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with _maintenance() as execute:
        found = execute(query, [name_of(purpose)])
    return name_of(purpose) if found == [(state,)] else None


def named(purpose: str) -> list[str]:
    """Every database of this checkout whose purpose begins so."""
    with _maintenance() as execute:
        rows = execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [name_of(purpose)]
        )
    return [name for (name,) in rows]


def drop(name: str) -> None:
    """Remove a database when everybody has left it."""
    with _maintenance() as execute:
        _drop(execute, name)


def _drop(execute: Execute, name: str) -> None:
    """Our own sessions are ended, others waited for; who still stays after a while is an error.

    Not `WITH (FORCE)`: it gives up where it meets a process that the owner may not end, such as the
    server's own cleaning or a request of the product's role that is still being answered.
    """
    patience = time.monotonic() + 10
    while True:
        execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user",
            [name],
        )
        try:
            execute(f'DROP DATABASE IF EXISTS "{name}"')
        except psycopg2.errors.ObjectInUse:
            if time.monotonic() > patience:
                raise
            _leave_as_the_product(name)
            time.sleep(0.05)
        else:
            return


def _leave_as_the_product(name: str) -> None:
    """Ends what the product's role left open: only that role may, the owner may not."""
    session = psycopg2.connect(environ_for(name)["DATABASE_URL"])
    with session.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()",
            [name],
        )
    session.close()


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Both aliases, each as its own role, speak to this database for a while."""
    before = {alias: connections.settings[alias]["NAME"] for alias in ALIASES}
    try:
        _point(dict.fromkeys(ALIASES, name))
        yield
    finally:
        _point(before)


def environ_for(name: str) -> dict[str, str]:
    """The environment in which another process finds this database, and a broker of our own."""
    number = str(1 + int(WORKER.removeprefix("gw")))
    broker = os.environ["REDIS_URL"]
    if broker.startswith("redis+socket:"):
        broker = broker.partition("?")[0] + f"?virtual_host={number}"
    else:
        broker = _with_name(broker, number)
    urls = {each: _with_name(os.environ[each], name) for each in DATABASE_VARIABLES}
    return {**os.environ, **urls, "REDIS_URL": broker}


def _with_name(url: str, name: str) -> str:
    """The same server and role, another database."""
    scheme, rest = url.split("://", 1)
    server, _, tail = rest.partition("/")
    options = tail.partition("?")[2]
    return f"{scheme}://{server}/{name}" + (f"?{options}" if options else "")


def _point(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        # Every thread's connection reads this same dict when it connects.
        connections.settings[alias]["NAME"] = name


def as_owner(statement: str, values: list[Any] | None = None) -> list[Any]:
    """Do what only the owner may: committed at once, seen inside a test's transaction too."""
    with _connected(_with_name(os.environ["OWNER_DATABASE_URL"], _current())) as execute:
        return execute(statement, values)


def _current() -> str:
    name: str = connections.settings["owner"]["NAME"]
    return name


@contextmanager
def _maintenance() -> Iterator[Execute]:
    """A connection of the owner outside all test databases."""
    with _connected(os.environ["OWNER_DATABASE_URL"]) as execute:
        yield execute


@contextmanager
def _connected(url: str) -> Iterator[Execute]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    cursor = connection.cursor()

    def execute(statement: str, values: list[Any] | None = None) -> list[Any]:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []

    try:
        yield execute
    finally:
        connection.close()


def _template(execute: Execute) -> str:
    """The migrated database of today's migrations; older ones are removed."""
    template = f"{HERE}_template_{state()}"
    old = f"{HERE}\\_template\\_%"
    rows = execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [old])
    found = [name for (name,) in rows]
    if template in found:
        return template
    for name in found:
        _drop(execute, name)
    building = f"{template}_building"
    execute(f'CREATE DATABASE "{building}"')
    with pointed_at(building):
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        as_owner(NO_CLEANING)
    execute(f'ALTER DATABASE "{building}" RENAME TO "{template}"')
    return template


def state() -> str:
    """A short name for everything that decides what a migrated database looks like."""
    patterns = (
        "requirements-dev.txt",
        "*/migrations/*.py",
        "*/rights.py",
        "*/append_only.py",
        "*/merge_*.py",
        "tests/databases.py",
    )
    digest = hashlib.sha256()
    for file in sorted(file for pattern in patterns for file in ROOT.glob(pattern)):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:10]
