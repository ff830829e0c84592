"""Where somebody is signed in, and how that ends: here, elsewhere, everywhere; always at once."""

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from knox.models import AuthToken

from accounts import audit
from accounts.models import User


def seen(request: HttpRequest) -> None:
    """Keep when and from where a session was last used; at most a few times a minute."""
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now(), ip=get_adapter(request).get_client_ip(request)
    )


def forget_the_ended() -> int:
    """Sessions and tokens that time has ended are deleted: they open nothing and say where
    somebody was. Answers how many.
    """
    with transaction.atomic():
        moment = timezone.now()
        gone, _ = Session.objects.filter(expire_date__lt=moment).delete()
        kept = Session.objects.values("session_key")
        UserSession.objects.exclude(session_key__in=kept).delete()
        tokens, _ = AuthToken.objects.filter(expiry__lt=moment).delete()
    return gone + tokens


def end_all(*, user: User, tokens: bool = True) -> None:
    """Every session of this user is over at its next request, known to the list or not.

    Belongs into the caller's transaction; the caller's event says why.
    """
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    for row in UserSession.objects.filter(user=user):
        SessionStore().delete(row.session_key)
        row.delete()
    if tokens:
        AuthToken.objects.filter(user=user).delete()


def end_others(request: HttpRequest) -> None:
    """All sessions of one's own but this one, which goes on under a new key."""
    user, here = request.user, request.session.session_key
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
        user.refresh_from_db(fields=["sessions_ended"])
        for row in UserSession.objects.filter(user=user).exclude(session_key=here):
            SessionStore().delete(row.session_key)
            row.delete()
        update_session_auth_hash(request, user)
        now = request.session.session_key
        UserSession.objects.filter(session_key=here).update(session_key=now)
        audit.record("sessions.ended", by=user, about=user)


def end_one(*, user: User, number: int) -> bool:
    """One session of one's own by its number in the list; False where it is over already."""
    with transaction.atomic():
        row = UserSession.objects.select_for_update().filter(user=user, pk=number).first()
        if row is None:
            return False
        SessionStore().delete(row.session_key)
        row.delete()
        audit.record("session.ended", by=user, about=user)
    return True
