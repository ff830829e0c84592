"""What opens a record to somebody by name ends with their account, and never comes back."""

from accounts.models import User
from people import emergency, grants, restricting

WHY = "Their account was suspended"


def when_suspended(user: User, *, by: User) -> None:
    """In the transaction of the suspension. Parts in somebody's care stay until they are handed
    over: a duty must not lose its owner, and the suspended see nothing anyway.
    """
    grants.end_all(user=user, why=WHY, by=by)
    emergency.end_all(user=user, by=by)
    restricting.unname_everywhere(user, by=by)
