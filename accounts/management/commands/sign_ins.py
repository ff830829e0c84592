"""`manage.py sign_ins`: one made-up person for each role, to try the product with. Laptop only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import queries
from accounts.local import PASSWORD
from accounts.rules import ROLES


class Command(BaseCommand):
    help = "Print one sign-in for each role of the made-up caseload (LOCAL only)."

    def handle(self, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("There are no shared sign-ins: this is not a laptop (LOCAL is off).")
        lines = []
        for key, role in ROLES.items():
            for user in queries.one_holder_of(key):
                lines.append(f"  {role.label:<42} {user.email}")
        if not lines:
            raise CommandError("There are no users yet.")
        self.stdout.write(f"Everybody's password: {PASSWORD}")
        self.stdout.write("\n".join(lines))
