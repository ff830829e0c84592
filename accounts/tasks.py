"""What the workers do for this room."""

from celery import shared_task

from accounts import limiter, seal_tip, session_services
from accounts import seal as sealing


@shared_task(name="accounts.tasks.seal")
def seal() -> None:
    """Seal the finished stretch of the audit trail."""
    sealing.seal()


@shared_task(name="accounts.tasks.forget_sessions")
def forget_sessions() -> None:
    """Delete the sessions and tokens that time has ended."""
    session_services.forget_the_ended()


@shared_task(name="accounts.tasks.forget_attempts")
def forget_attempts() -> None:
    """Delete the counts of the limiters that are over."""
    limiter.forget_the_old()


@shared_task(name="accounts.tasks.mail_tip")
def mail_tip() -> None:
    """Send the tip of the chain out of the house."""
    seal_tip.mail_tip()
