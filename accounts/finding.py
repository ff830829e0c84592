"""Finding a colleague, a team or an organisation by what somebody types."""

from django.db.models import Q

from accounts.models import Organisation, Team, User

MOST = 20


def users_like(text: str) -> list[User]:
    """Active users by e-mail address, or by the words of their name."""
    words = text.replace("\x00", "").split()[:6]
    if not words:
        return []
    rows = User.objects.filter(is_active=True)
    if len(words) == 1 and "@" in words[0]:
        return list(rows.filter(email__iexact=words[0]))
    for word in words:
        rows = rows.filter(name__icontains=word)
    return list(rows.order_by("name", "pk")[:MOST])


def teams_like(text: str) -> list[Team]:
    """Teams in use whose name, or whose organisation's name, has all these words."""
    words = text.replace("\x00", "").split()[:6]
    if not words:
        return []
    rows = Team.objects.filter(active=True, organisation__active=True)
    for word in words:
        rows = rows.filter(Q(name__icontains=word) | Q(organisation__name__icontains=word))
    return list(rows.select_related("organisation").order_by("name", "pk")[:MOST])


def organisations_like(text: str) -> list[Organisation]:
    """Organisations outside the council whose name has all these words."""
    words = text.replace("\x00", "").split()[:6]
    if not words:
        return []
    rows = Organisation.objects.filter(active=True).exclude(kind="council")
    for word in words:
        rows = rows.filter(name__icontains=word)
    return list(rows.order_by("name", "pk")[:MOST])


def user_called(text: str) -> User | None:
    """The one active user of exactly this e-mail address or name; None where it is not one."""
    text = " ".join(text.replace("\x00", "").split())
    if not text:
        return None
    rows = User.objects.filter(Q(email__iexact=text) | Q(name__iexact=text), is_active=True)
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None
