"""The settings of a real installation: `check --deploy` finds nothing, each header is there."""

import json
import os
import subprocess
import sys

import pytest

from tests.infra.conftest import ROOT

GIVEN = {
    "DEBUG": "false",
    "SECRET_KEY": "9f1c77d04be14e6a8d3f5a9be0c42d61aa70c1b2d3e4f5061728394a5b6c7d8e9f",
    "ALLOWED_HOSTS": "homeward.example",
    "SITE_ADDRESS": "https://homeward.example",
    "COUNCIL_NAME": "Exampleshire",
    "OWNER_DATABASE_URL": "postgres://owner@127.0.0.1:1/nowhere",
    "DATABASE_URL": "postgres://app@127.0.0.1:1/nowhere",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
# A page that needs no database, asked as nginx asks it; and its static files are not built here.
ASK = """
import json, django
django.setup()
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
from django.test import Client
answer = Client(SERVER_NAME="homeward.example", headers={"X-Forwarded-Proto": "https"}).get(
    "/api/v1/nothing-here/", secure=True
)
print(json.dumps({
    "status": answer.status_code,
    "headers": {name.lower(): value for name, value in answer.headers.items()},
    "session": settings.SESSION_COOKIE_NAME, "csrf": settings.CSRF_COOKIE_NAME,
    "flags": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE,
        settings.SESSION_COOKIE_HTTPONLY],
    "same": [settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE],
    "domain": [settings.SESSION_COOKIE_DOMAIN, settings.CSRF_COOKIE_DOMAIN],
    "path": [settings.SESSION_COOKIE_PATH, settings.CSRF_COOKIE_PATH],
}))
"""


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    environ = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", **GIVEN}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_check_deploy_finds_nothing() -> None:
    told = run("manage.py", "check", "--deploy", "--fail-level", "INFO")
    assert told.returncode == 0, told.stderr
    assert "no issues" in told.stdout


@pytest.fixture(scope="module")
def there() -> dict[str, object]:
    told = run("-c", ASK)
    assert told.returncode == 0, told.stderr
    found: dict[str, object] = json.loads(told.stdout.splitlines()[-1])
    return found


def test_cookies_are_this_host_s_alone(there: dict[str, object]) -> None:
    assert there["session"] == "__Host-homeward"
    assert there["csrf"] == "__Host-csrf"
    assert there["flags"] == [True, True, True]
    assert there["same"] == ["Lax", "Lax"]
    assert there["domain"] == [None, None]
    assert there["path"] == ["/", "/"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("strict-transport-security", "max-age=31536000; includeSubDomains; preload"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
        ("permissions-policy", "geolocation=()"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'"),
        ("cache-control", "no-store"),
    ],
)
def test_every_answer_has_its_headers(there: dict[str, object], name: str, part: str) -> None:
    assert part in there["headers"].get(name, "")  # type: ignore[attr-defined]
