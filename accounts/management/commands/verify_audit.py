"""`manage.py verify_audit`: is the audit trail what was sealed? If not, where."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.audit_models import AuditSeal
from accounts.seal import seal, verify


class Command(BaseCommand):
    help = "Check the audit trail against its seals; names every altered or missing event."

    def handle(self, **options: Any) -> None:
        damage = list(verify())
        if damage:
            raise CommandError("\n".join(str(place) for place in damage))
        sealed = seal()
        last = AuditSeal.objects.order_by("-below_xid").first()
        self.stdout.write(f"The audit trail is whole. {sealed} new events were sealed.")
        if last:
            self.stdout.write(f"Last seal: {last.pk}, {last.digest}")
