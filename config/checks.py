"""What must be right before the product serves, for `manage.py check` and the web server."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
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


def refuse_to_serve() -> None:
    """For the web server's entry, which runs no checks: stop at the first that applies."""
    found = [*two_roles(), *owns_nothing(databases=["default"]), *nothing_local_in_production()]
    if found:
        raise ImproperlyConfigured(found[0].msg)
