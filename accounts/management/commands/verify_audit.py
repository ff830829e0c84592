"""`manage.py verify_audit`: is the audit trail what was sealed? If not, where."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.audit_models import AuditSeal
from accounts.seal import seal, verify
from accounts.seal_tip import is_in_chain


class Command(BaseCommand):
    help = "Check the audit trail against its seals; names every altered or missing event."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--tip", default="", help="A hash that was mailed out")

    def handle(self, **options: Any) -> None:
        damage = [str(place) for place in verify()]
        if options["tip"] and not is_in_chain(options["tip"]):
            damage.append("The seal that was mailed out is not in the chain any more.")
        if damage:
            raise CommandError("\n".join(damage))
        sealed = seal()
        last = AuditSeal.objects.order_by("-below_xid").first()
        self.stdout.write(f"The audit trail is whole. {sealed} new events were sealed.")
        if last:
            self.stdout.write(f"Last seal: {last.pk}, {last.digest}")
