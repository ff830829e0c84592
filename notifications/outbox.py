"""Posting notices: in the caller's transaction, in sets, and without Redis (way 6).

A notice is posted once under its key for each recipient; posting it again changes nothing. What is
to be mailed gets a delivery in the same statement, and a worker that polls the table sends it.
"""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from accounts.models import User
from notifications.templates import ACCOUNT, TEMPLATES

POST = """
with fresh as (
    insert into notifications_notice
        (recipient_id, key, template, ids, person_id, priority, created_at, superseded)
    select u.id, n.key, n.template, n.ids::jsonb, n.person, n.priority, homeward_now(), n.superseded
    from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::int[],
        %s::boolean[])
        as n(recipient, key, template, ids, person, priority, superseded)
    join accounts_user u on u.id = n.recipient
    on conflict (key, recipient_id) do nothing
    returning id, recipient_id, template, priority, created_at, superseded
), queued as (
    insert into notifications_delivery
        (id, notice_id, channel, priority, state, attempts, next_at, error)
    select gen_random_uuid(), f.id, 'email', f.priority, 'waiting', 0, f.created_at, ''
    from fresh f join accounts_user u on u.id = f.recipient_id
    where u.is_active and not f.superseded and not f.template = any(%s)
)
select count(*) from fresh
"""
WITHDRAW = """
update notifications_delivery d set state = 'superseded'
from notifications_notice n
where d.notice_id = n.id and n.key = any(%s) and d.state = 'waiting'
"""


@dataclass(frozen=True)
class Post:
    """One notice for one user. `superseded`: kept, never sent, because a later one says more."""

    template: str
    recipient: int
    key: str
    ids: dict[str, Any] = field(default_factory=dict)
    person_id: int | None = None
    priority: int = 1
    superseded: bool = False


def post(
    *,
    template: str,
    recipients: Iterable[int],
    key: str,
    ids: dict[str, Any],
    person_id: int | None = None,
    priority: int = 1,
) -> int:
    """The same notice for each of these users. Answers how many had not had it yet."""
    return post_many(
        Post(template, recipient, key, ids, person_id, priority) for recipient in set(recipients)
    )


def post_about_account(user: User, template: str, what: str) -> None:
    """Something was done to somebody's own account: told each time, before what can wait."""
    post(
        template=template,
        recipients=[user.pk],
        key=f"account:{template}:{uuid.uuid4()}",
        ids={"what": what, "path": ACCOUNT},
        priority=0,
    )


def post_many(posts: Iterable[Post]) -> int:
    """Post these, in one statement. Answers how many are new. KeyError for a template nobody
    wrote."""
    rows = [
        (p.recipient, p.key, p.template, json.dumps(p.ids), p.person_id, p.priority, p.superseded)
        for p in posts
    ]
    if not rows:
        return 0
    for row in rows:
        TEMPLATES[row[2]]
    in_app_only = [key for key, template in TEMPLATES.items() if not template.mailed]
    with connection.cursor() as cursor:
        cursor.execute(POST, [*map(list, zip(*rows, strict=True)), in_app_only])
        count: int = cursor.fetchone()[0]
    return count


def withdraw(keys: Iterable[str]) -> None:
    """What waits to be sent under these keys is not needed any more. The notices stay in the
    inbox."""
    wanted = list(keys)
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute(WITHDRAW, [wanted])
