"""How many calls of the API one user may make in a while: then 429, in words."""

from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.throttling import BaseThrottle

from accounts import rates
from accounts.models import User


class TooFast(APIException):
    """429; the API's own handler takes `wait` for Retry-After."""

    status_code = 429

    def __init__(self, wait: rates.Wait) -> None:
        super().__init__(str(wait))
        self.wait = wait.seconds


class ApiRate(BaseThrottle):
    """The same for calls of the API, by the user whose token or session it is."""

    def allow_request(self, request: Any, view: Any) -> bool:
        match = request.resolver_match
        if isinstance(request.user, User) and (match and match.view_name) not in rates.NEVER:
            wait = rates.take("calls", user_id=request.user.pk)
            if wait is not None:
                rates.told(wait, by=request.user, path=request.path)
                raise TooFast(wait)
        return True
