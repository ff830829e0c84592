"""The workers. Celery and Redis carry no state that matters: Postgres does (docs/decisions)."""

import os

from celery import Celery
from celery.schedules import crontab

from config import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

embedded.ensure()

app = Celery("homeward")
app.conf.update(
    broker_url=os.environ.get("REDIS_URL"),
    task_ignore_result=True,
    task_acks_late=True,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    task_default_queue="default",
    task_routes={"cases.tasks.make_papers": {"queue": "pdf"}},
    timezone="Europe/London",
    enable_utc=True,
    broker_transport_options={"socket_timeout": 5, "socket_connect_timeout": 2},
)
app.autodiscover_tasks()

# Few, fixed entries. Each expires before the next is sent, so that a worker that was away finds
# one, not a pile.
app.conf.beat_schedule = {
    "sweep deadlines": {
        "task": "deadlines.tasks.sweep",
        "schedule": 5.0,
        "options": {"expires": 4},
    },
    "deliver notices": {
        "task": "notifications.tasks.deliver",
        "schedule": 2.0,
        "options": {"expires": 2},
    },
    "make papers": {
        "task": "cases.tasks.make_papers",
        "schedule": 2.0,
        "options": {"expires": 2, "queue": "pdf"},
    },
    "pick up reports that were left": {
        "task": "cases.tasks.pick_up_reports",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "hand over what was planned": {
        "task": "people.tasks.hand_over",
        "schedule": 300.0,
        "options": {"expires": 250},
    },
    "compare records that were added or changed": {
        "task": "people.tasks.compare",
        "schedule": 10.0,
        "options": {"expires": 9},
    },
    "seal the audit trail": {
        "task": "accounts.tasks.seal",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "mail the tip of the seals": {
        "task": "accounts.tasks.mail_tip",
        "schedule": crontab(hour=6, minute=30),
        "options": {"expires": 3600},
    },
    "forget ended sessions": {
        "task": "accounts.tasks.forget_sessions",
        "schedule": crontab(hour=3, minute=40),
        "options": {"expires": 3600},
    },
    "forget old counts of the limiters": {
        "task": "accounts.tasks.forget_attempts",
        "schedule": crontab(hour=3, minute=50),
        "options": {"expires": 3600},
    },
    "check that open episodes have deadlines": {
        "task": "cases.tasks.nightly_check",
        "schedule": crontab(hour=2, minute=15),
        "options": {"expires": 3600},
    },
}
