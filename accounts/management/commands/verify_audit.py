"""`manage.py verify_audit`: is the audit trail what was sealed? If not, where."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.append_only import missing
from accounts.audit_models import AuditSeal
from accounts.seal import NumbersBeganAgain, seal
from accounts.seal_check import Findings, check
from accounts.seal_tip import is_in_chain
from govuk.words import count, when

AT_MOST = 200  # places named one by one; a trail that lost more has lost everything


class Command(BaseCommand):
    help = "Check the audit trail against its seals; names every altered or missing event."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--tip", default="", help="A hash that was mailed out")

    def handle(self, **options: Any) -> None:
        begun = time.monotonic()
        found = check()
        seconds = time.monotonic() - begun
        damage = [str(place) for place in found.told()]
        if options["tip"] and not is_in_chain(options["tip"]):
            damage.append("The seal that was mailed out is not in the chain any more.")
        off = missing()
        self._say(found, seconds)
        if damage or off:
            further = len(damage) - AT_MOST
            rest = [f"And {count(further, 'further place')}."] if further > 0 else []
            raise CommandError("\n".join([*damage[:AT_MOST], *rest, *off]))
        try:
            sealed = seal()
        except NumbersBeganAgain as error:
            raise CommandError(str(error)) from error
        last = AuditSeal.objects.order_by("-below_xid").first()
        self.stdout.write(f"The audit trail is whole. {count(sealed, 'new event')} sealed now.")
        if last:
            self.stdout.write(f"Last seal: {last.pk}, {last.digest}")

    def _say(self, found: Findings, seconds: float) -> None:
        speed = f"{found.events / max(seconds, 0.001):,.0f} a second"
        self.stdout.write(
            f"Looked at {count(found.events, 'event')} under {count(found.seals, 'seal')}, {speed}."
        )
        if found.tail_from:
            self.stdout.write(
                f"{count(found.tail, 'event')} since {when(found.tail_from)} had no seal yet: "
                "whether one of those was altered cannot be told."
            )
