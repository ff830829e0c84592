"""The processes of the product, as data: `make run` starts them and the compose file names them."""

HEALTH_PAGE = "/health/"
BEAT_SCHEDULE = "/tmp/homeward-beat"

# Both workers live on rows in Postgres; the queue only wakes them. A paper can eat memory, so its
# worker is replaced after every ten and whenever it has grown beyond 400 MB (here in KB).
PROCESSES: dict[str, list[str]] = {
    "web": ["gunicorn", "config.wsgi", "--config", "config/gunicorn.py"],
    "worker": [
        *("celery", "-A", "config.celery", "worker", "--queues", "default", "--concurrency", "2"),
        *("--without-gossip", "--without-mingle", "--hostname", "worker@%h"),
    ],
    "pdf": [
        *("celery", "-A", "config.celery", "worker", "--queues", "pdf", "--concurrency", "1"),
        *("--max-tasks-per-child", "10", "--max-memory-per-child", "400000"),
        *("--without-gossip", "--without-mingle", "--hostname", "pdf@%h"),
    ],
    "beat": ["celery", "-A", "config.celery", "beat", "--schedule", BEAT_SCHEDULE],
    "standby": ["python", "manage.py", "sweep", "--watch"],
}
