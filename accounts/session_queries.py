"""Where somebody is signed in, for their own page."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from accounts import browsers
from accounts.models import User


@dataclass(frozen=True)
class Session:
    """One session of one's own. `address` is the network address it was last used from."""

    number: int
    browser: str
    address: str
    began_at: datetime
    seen_at: datetime
    here: bool


def sessions_of(user: User, *, here: str) -> list[Session]:
    """Those that still open something, this one first, then the one used last."""
    rows = UserSession.objects.purge_and_list(user)
    found = [
        Session(
            number=row.pk,
            browser=browsers.name_of(row.user_agent),
            address=row.ip,
            began_at=row.created_at,
            seen_at=row.last_seen_at,
            here=row.session_key == here,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.here, -one.seen_at.timestamp()))
