"""Postgres and Redis as this checkout runs them: folders, settings, roles, addresses."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg2
from psycopg2 import sql

from config.embedded.folders import own_folder
from config.embedded.process import Server, as_server_user
from config.embedded.programs import postgres_programs, redis_program

OWNER, APP, DATABASE = "homeward_owner", "homeward_app", "homeward"
ADMIN = "postgres"
QUICK_BUT_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def addresses(folder: Path) -> dict[str, str]:
    """The three addresses as settings read them."""
    return {
        "OWNER_DATABASE_URL": _address(folder, OWNER, DATABASE),
        "DATABASE_URL": _address(folder, APP, DATABASE),
        "REDIS_URL": f"redis+socket://{folder}/redis/redis.sock",
    }


def _address(folder: Path, role: str, database: str) -> str:
    return f"postgres://{role}@/{database}?host={folder}/postgres"


def redis(folder: Path) -> Server:
    """Redis without a port and without files: as a broker it carries nothing that matters."""
    own = own_folder(folder / "redis")
    pid_file = own / "redis.pid"
    options = {
        "port": "0",
        "unixsocket": str(own / "redis.sock"),
        "unixsocketperm": "700",
        "pidfile": str(pid_file),
        "save": "",
        "appendonly": "no",
        "dir": str(own),
    }
    command = [str(redis_program())]
    for name, value in options.items():
        command += [f"--{name}", value]
    return Server("redis", folder, command, pid_file, signal.SIGTERM)


def postgres(folder: Path) -> Server:
    """Postgres on a socket only. Data of another major version stays where it is, unused."""
    programs = postgres_programs()
    sockets = own_folder(folder / "postgres")
    data = _made_data(programs, folder)
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={sockets}",
        "timezone=UTC",
        "log_timezone=UTC",
        "max_connections=100",
        *(QUICK_BUT_FORGETFUL if folder.name.endswith("-tests") else ()),
    ]
    command = [str(programs / "postgres"), "-D", str(data)]
    for setting in settings:
        command += ["-c", setting]
    leftovers = (sockets / ".s.PGSQL.5432", sockets / ".s.PGSQL.5432.lock")
    return Server("postgres", folder, command, data / "postmaster.pid", signal.SIGINT, leftovers)


def _made_data(programs: Path, folder: Path) -> Path:
    """The data folder, made on first use: whole or not at all."""
    version = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    major = re.search(r"\d+", version)
    if major is None:
        raise SystemExit(f"postgres --version says {version!r}")
    data = folder / "postgres" / f"data-{major[0]}"
    if data.exists():
        return data
    fresh = data.with_name("data-being-made")
    shutil.rmtree(fresh, ignore_errors=True)
    subprocess.run(
        [
            *(
                programs / "initdb",
                "-D",
                fresh,
                "--username",
                ADMIN,
                "--encoding",
                "UTF8",
            ),
            *(
                "--locale=C.UTF-8",
                "--auth-local=peer",
                "--auth-host=reject",
                "--no-sync",
            ),
        ],
        cwd=fresh.parent,
        stdout=subprocess.DEVNULL,
        check=True,
        **as_server_user(),
    )
    # Only the person whose checkout this is may come in, as any of the three roles.
    person = pwd.getpwuid(os.geteuid()).pw_name
    (fresh / "pg_hba.conf").write_text("local all all peer map=homeward\n")
    lines = [f"homeward {person} {role}\n" for role in (ADMIN, OWNER, APP)]
    (fresh / "pg_ident.conf").write_text("".join(lines))
    fresh.rename(data)
    return data


def make_roles(folder: Path, server: Server) -> None:
    """Wait until Postgres answers; make the two roles and the database where they are missing."""
    connection = _connect(folder, server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        roles = {name for (name,) in cursor.fetchall()}
        for role, rights in ((OWNER, "LOGIN CREATEDB"), (APP, "LOGIN")):
            if role not in roles:
                made = sql.SQL("CREATE ROLE {} " + rights)
                cursor.execute(made.format(sql.Identifier(role)))
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            made = sql.SQL("CREATE DATABASE {} OWNER {}")
            cursor.execute(made.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
    connection.close()


def _connect(folder: Path, server: Server) -> "psycopg2.extensions.connection":
    give_up = time.monotonic() + 30
    while True:
        try:
            return psycopg2.connect(_address(folder, ADMIN, "postgres"))
        except psycopg2.OperationalError:
            if server.fell() or time.monotonic() > give_up:
                raise
            time.sleep(0.02)
