"""Make access rows afresh from what justifies them."""

from typing import Any

from django.core.management.base import BaseCommand

from people.access import rebuild


class Command(BaseCommand):
    help = "Rebuild who may see whom from allocations, placements, interviews and grants."

    def handle(self, *args: Any, **options: Any) -> None:
        changed, removed = rebuild(by=None)
        self.stdout.write(f"{changed} rows put right, {removed} removed")
