"""Is the product serving: asked by `make run`, compose and load balancers.

Without the database nothing can be done, so that is 503. Without the broker reports are still taken
and the standby sweep runs, so that is only told.
"""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from health_check.checks import Database
from health_check.exceptions import ServiceUnavailable
from kombu import Connection
from kombu.exceptions import OperationalError

OK = "OK"
NOT_REACHED = "not reached"


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """{"database": "OK", "broker": "OK"}; addresses and error messages stay out of it."""
    database = _database()
    return JsonResponse(
        {"database": database, "broker": _broker()}, status=200 if database == OK else 503
    )


def _database() -> str:
    try:
        Database(alias="default").run()
    except ServiceUnavailable:
        return NOT_REACHED
    return OK


def _broker() -> str:
    try:
        with Connection(settings.REDIS_URL, connect_timeout=1) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except (OperationalError, OSError):
        return NOT_REACHED
    return OK
