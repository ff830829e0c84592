"""What the workers do for this room."""

from celery import shared_task

from accounts import seal as sealing


@shared_task(name="accounts.tasks.seal")
def seal() -> None:
    """Seal the finished stretch of the audit trail."""
    sealing.seal()
