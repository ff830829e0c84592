"""What must be right before the product serves, for `manage.py check` and the web server."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

SERVES_AS_OWNER = (
    "DATABASE_URL and OWNER_DATABASE_URL name the same database role. The product must not own its "
    "tables, or it could rewrite its own audit trail."
)
OWNS = (
    "The role of DATABASE_URL ({role}) is a superuser of Postgres or owns tables of the product. "
    "Give it a role of its own; see docs/developing.md."
)

HALF = "OIDC_SERVER is set without OIDC_CLIENT_ID or OIDC_CLIENT_SECRET."


@register()
def two_roles(app_configs: Sequence[Any] | None = None, **_: Any) -> list[CheckMessage]:
    """The product serves as another role than the one that migrates."""
    users = {alias: settings.DATABASES[alias].get("USER") for alias in ("default", "owner")}
    if users["default"] == users["owner"]:
        return [Error(SERVES_AS_OWNER, id="homeward.E001")]
    return []


@register(Tags.database)
def owns_nothing(
    app_configs: Sequence[Any] | None = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Asked of Postgres itself, because a name says nothing about what a role may do."""
    if "default" not in (databases or ()):
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select rolname, rolsuper or rolbypassrls or exists ("
            "  select from pg_tables where tableowner = current_user and schemaname = 'public'"
            ") from pg_roles where rolname = current_user"
        )
        role, too_mighty = cursor.fetchone()
    return [Error(OWNS.format(role=role), id="homeward.E002")] if too_mighty else []


@register()
def nothing_local_in_production(
    app_configs: Sequence[Any] | None = None, **_: Any
) -> list[CheckMessage]:
    """The laptop's mode opens a mailbox page and a shared password."""
    if settings.LOCAL and not settings.DEBUG:
        return [Error("LOCAL is on with DEBUG off: made-up people only.", id="homeward.E003")]
    return []


@register()
def council_sign_in_is_whole(
    app_configs: Sequence[Any] | None = None, **_: Any
) -> list[CheckMessage]:
    """Half of its settings, a line that others can read, or an address that stands for every
    tenant of a cloud: each would let in nobody, or anybody.
    """
    server = urlsplit(settings.OIDC_SERVER)
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    if not settings.OIDC_SERVER:
        return []
    if not settings.OIDC_CLIENT_ID or not app[0]["secret"]:
        return [
            Error("OIDC_SERVER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.", id="homeward.E004")
        ]
    if server.scheme != "https" and not settings.LOCAL:
        return [Error("OIDC_SERVER must begin with https://.", id="homeward.E005")]
    if {"common", "organizations", "consumers"} & set(server.path.split("/")):
        return [Error("OIDC_SERVER must name the council's own tenant.", id="homeward.E006")]
    return []


@register(deploy=True)
def everybody_has_a_second_factor(
    app_configs: Sequence[Any] | None = None, **_: Any
) -> list[CheckMessage]:
    if settings.REQUIRE_SECOND_FACTOR:
        return []
    return [Advice("SECOND_FACTOR is off: a password alone opens records.", id="homeward.W001")]


def refuse_to_serve() -> None:
    """For the web server's entry, which runs no checks: stop at the first that applies."""
    found = [
        *two_roles(),
        *owns_nothing(databases=["default"]),
        *nothing_local_in_production(),
        *council_sign_in_is_whole(),
    ]
    if found:
        raise ImproperlyConfigured(found[0].msg)
