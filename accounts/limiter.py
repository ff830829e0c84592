"""How many wrong sign-ins are looked at before a wait: one atomic row an account and an address.

The row is counted up before the password is looked at, so a hundred tries at once are served one
after the other by the row's lock, and no more than the limit get as far as a password.
An account locks at SIGN_IN_LIMIT. An address locks at SIGN_IN_LIMIT_ADDRESS, which is higher
because a whole council can stand behind one.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

COUNT_UP = """
insert into accounts_signinattempt as row (key, tries, window_from)
values (%(key)s, 1, homeward_now())
on conflict (key) do update set
    tries = case when over.yes then 1 else row.tries + 1 end,
    window_from = case when over.yes then homeward_now() else row.window_from end,
    locked_until = case
        when over.yes then null
        when row.locked_until is not null then row.locked_until
        when row.tries + 1 > %(limit)s then homeward_now() + %(wait)s * interval '1 minute'
    end
returning tries, ceil(extract(epoch from locked_until - homeward_now()) / 60)::int
"""
# An upsert cannot name a subquery, so the question whether the wait is over is written out.
OVER = (
    "coalesce(row.locked_until, row.window_from + %(wait)s * interval '1 minute') <= homeward_now()"
)
COUNT_UP = COUNT_UP.replace("over.yes", OVER)


@dataclass(frozen=True)
class Turn:
    """May this try be looked at, or after how many minutes; `first`: this try locked it."""

    ok: bool
    wait_minutes: int = 0
    first: bool = False


def take_turn(*, request: HttpRequest | None, account: str, purpose: str = "account") -> Turn:
    """Count one try for the account and for the address it came from, and say if it may go on.

    `account` is empty where nobody has said yet who they are: a passkey says so by itself.
    """
    turns = [_count(account_key(account, purpose), settings.SIGN_IN_LIMIT)] if account else []
    address = address_of(request)
    if address:
        turns.append(_count(address_key(address), settings.SIGN_IN_LIMIT_ADDRESS))
    if all(turn.ok for turn in turns):
        return Turn(True)
    return Turn(False, max(turn.wait_minutes for turn in turns), any(turn.first for turn in turns))


def forgive(*, request: HttpRequest | None, account: str, purpose: str = "account") -> None:
    """It was the right password: the account starts afresh and the address loses this one try."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update accounts_signinattempt set tries = 0, locked_until = null where key = %s",
            [account_key(account, purpose)],
        )
        cursor.execute(
            "update accounts_signinattempt set tries = greatest(tries - 1, 0) where key = %s",
            [address_key(address_of(request))],
        )


def forget_the_old() -> int:
    """Delete the counts of a day ago, of the rates too; how many there were. A wait that is not
    over stays.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from accounts_signinattempt"
            " where window_from < homeward_now() - interval '1 day'"
            " and coalesce(locked_until, window_from) < homeward_now()"
        )
        return int(cursor.rowcount)


def account_key(account: str, purpose: str = "account") -> str:
    """A fingerprint: what people type into the box is not kept, whether it is an account or not."""
    return f"{purpose}:{hashlib.sha256(account.strip().lower().encode()).hexdigest()}"


def address_key(address: str) -> str:
    return f"address:{address}"


def address_of(request: HttpRequest | None) -> str:
    """Where a request comes from. Only what our own proxies added to the header is believed."""
    if request is None:
        return ""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.PROXIES_IN_FRONT
    if proxies and len(hops) >= proxies and hops[-proxies]:
        return hops[-proxies][:60]
    return str(request.META.get("REMOTE_ADDR", ""))[:60]


def _count(key: str, limit: int) -> Turn:
    with connection.cursor() as cursor:
        cursor.execute(
            COUNT_UP, {"key": key, "limit": limit, "wait": settings.SIGN_IN_WAIT_MINUTES}
        )
        tries, minutes = cursor.fetchone()
    return Turn(tries <= limit, max(minutes or 0, 1), first=tries == limit + 1)
