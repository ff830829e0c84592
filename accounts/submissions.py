"""A second tap gets the first result (way 10)."""

import hashlib
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, QueryDict

from accounts import clock
from accounts.errors import Invalid
from accounts.models import Submission, User

FIELD = "submission_token"
NOT_CONTENT = {FIELD, "csrfmiddlewaretoken"}


def token_for(request: HttpRequest) -> str:
    """The token of the form on this page: kept when the form comes back with errors."""
    return request.POST.get(FIELD) or str(uuid.uuid4())


def serve_once(
    *, user: User, token: str, act: str, payload: Any, work: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Run `work` in one transaction, once for this user and token; later calls get its result.

    Two at once wait for each other at the table's unique key. When `work` raises, nothing is kept
    and the same token may be tried again. The same token with other content is refused, because
    answering it with the first result would lose what was typed. `work` answers what JSON can hold.
    """
    if not token or len(token) > 80 or not token.isprintable():
        raise Invalid(
            {"__all__": "This page is out of date. Open it again, then send your answers."}
        )
    digest = digest_of(act, payload)
    with transaction.atomic():
        if _claim(user=user, token=token, act=act, digest=digest):
            result = work()
            Submission.objects.filter(user=user, token=token).update(result=result)
            return result
        first = Submission.objects.get(user=user, token=token)
    if first.digest != digest:
        raise Invalid(
            {
                "__all__": "This page was already sent with other answers. "
                "Open it again to see what was saved, then make your change."
            }
        )
    return dict(first.result)


def serve_form_once(request: HttpRequest, *, act: str, work: Callable[[], Any]) -> None:
    """The same for what a page's form sends, under the token that the page carries."""

    def kept() -> dict[str, Any]:
        work()
        return {}

    serve_once(
        user=request.user,
        token=request.POST.get(FIELD, ""),
        act=f"{act} {request.path}",
        payload=request.POST,
        work=kept,
    )


def digest_of(act: str, payload: Any) -> str:
    """What was sent, as one fingerprint; tokens of the page are no part of it."""
    if isinstance(payload, QueryDict):
        payload = {key: values for key, values in payload.lists() if key not in NOT_CONTENT}
    text = json.dumps([act, payload], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _claim(*, user: User, token: str, act: str, digest: str) -> bool:
    """True for the first; a second one waits here until the first has ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into accounts_submission (user_id, token, act, digest, result, at) "
            "values (%s, %s, %s, %s, null, %s) on conflict (user_id, token) do nothing",
            [user.pk, token, act[:80], digest, clock.now()],  # whole in the digest,
        )
        return bool(cursor.rowcount)
