"""The accounts room."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        post_migrate.connect(
            _apply_rights, sender=self, dispatch_uid="rights of the product's role"
        )


def _apply_rights(*, using: str, **_: Any) -> None:
    """After the last migration, whoever ran it: the product's role gets what the list says, and
    what happened its guards.
    """
    from accounts import append_only, rights

    if using == "owner":
        rights.apply()
        append_only.apply()
