"""What the workers run (config/celery.py)."""

from celery import shared_task

from deadlines.sweep import sweep_all


@shared_task
def sweep() -> None:
    """Every few seconds: whatever has fallen due."""
    sweep_all()
