"""The tip of the seals' chain, sent out of the house once a day (way 7).

Whoever could rewrite the trail and all its seals could not rewrite yesterday's mail: the tip in it
must still be found in the chain. `manage.py verify_audit --tip HASH` asks for that.
"""

from django.conf import settings
from django.core.mail import send_mail

from accounts import clock
from accounts.audit_models import AuditSeal
from accounts.seal import seal
from govuk.words import when


def mail_tip() -> str:
    """Seal what is finished; mail the last seal's hash to AUDIT_TIP_TO. The hash, or nothing."""
    seal()
    last = AuditSeal.objects.order_by("-below_xid").first()
    if last is None or not settings.AUDIT_TIP_TO:
        return ""
    text = (
        f"The audit trail was sealed up to seal {last.pk} at {when(clock.now())}.\n\n"
        f"{last.digest}\n\n"
        "Keep this message. The hash must be found in the chain whenever the trail is checked."
    )
    send_mail("Homeward: seal of the audit trail", text, None, settings.AUDIT_TIP_TO)
    return last.digest


def is_in_chain(tip: str) -> bool:
    """Whether a hash that was mailed out is still one of the seals'."""
    return AuditSeal.objects.filter(digest=tip.strip().lower()).exists()
