"""What the workers run (config/celery.py)."""

from celery import shared_task

from notifications.delivery import deliver_all


@shared_task
def deliver() -> None:
    """Every few seconds: whatever waits to be sent."""
    deliver_all()
