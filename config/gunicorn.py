"""The web server's settings: sync workers behind nginx, each with one lasting connection."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))
worker_class = "sync"
timeout = 30  # seconds; nothing a page does takes longer, papers are made elsewhere
graceful_timeout = 20
max_requests = 5000  # a worker is replaced before a slow leak is noticed
max_requests_jitter = 500
accesslog = None  # django-structlog writes one line a request, without names in it
errorlog = "-"
