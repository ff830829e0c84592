"""Migrations run as the owner of the tables; the product's own role never changes them."""

from typing import Any


class OwnerMigrates:
    """`migrate` works on the alias `owner` alone; reads and writes stay on `default`."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "owner"
