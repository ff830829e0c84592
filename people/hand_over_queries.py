"""Reads of what people hold, and of hand-overs: shaped for their pages and services."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.clock import today
from accounts.models import Membership, User
from accounts.queries import current, holdings_of
from people import hand_over_hooks as hooks
from people.hand_over_hooks import Held
from people.models import HandOver, HandOverLine, Person

FOUND = 25  # colleagues that a search shows
LEAVERS = 200  # accounts that are looked through for what was left behind


def all_held(users: Iterable[int]) -> list[Held]:
    """Everything that these users hold, in the order in which it changes hands."""
    ids = list(users)
    lines = [line for held in hooks.HELD for line in held(ids)] if ids else []
    return sorted(lines, key=lambda line: hooks.HAND_OVER[line.kind].place)


def within(lines: list[Held], *, reach: QuerySet[Person]) -> list[Held]:
    """The lines about people within this reach."""
    wanted = {line.person for line in lines}
    seen = set(reach.filter(pk__in=wanted).values_list("pk", flat=True))
    return [line for line in lines if line.person in seen]


def colleagues(text: str) -> list[User]:
    """People with an account whose name has all these words, whether they may sign in or not."""
    found = User.objects.all()
    for word in text.split()[:5]:
        found = found.filter(name__icontains=word)
    return list(found.order_by("name", "pk")[:FOUND])


def colleague(number: int) -> User | None:
    return User.objects.filter(pk=number).first()


def teammates(*users: User) -> list[User]:
    """Who works in a team of one of these today, by name."""
    teams = {held.team_id for user in users for held in holdings_of(user)}
    rows = Membership.objects.filter(current(), team__in=teams, user__is_active=True)
    return list(User.objects.filter(pk__in=rows.values("user")).order_by("name", "pk"))


def called(name: str) -> list[User]:
    """Those who may sign in and bear exactly this name, in whatever case it was typed."""
    rows = User.objects.filter(name__iexact=" ".join(name.split()), is_active=True)
    return list(rows.order_by("pk")[:FOUND])


def at_address(email: str) -> list[User]:
    """Whoever may sign in with this address: it tells two of one name apart."""
    return list(User.objects.filter(email__iexact=email.strip(), is_active=True))


def works_as(users: Iterable[User]) -> dict[int, str]:
    """What each colleague is and where, or what they were last."""
    rows = Membership.objects.filter(user__in=list(users)).select_related("team")
    day, found = today(), defaultdict[int, list[Membership]](list)
    for row in rows.order_by(F("ends_on").desc(nulls_first=True), "team__name", "role"):
        found[row.user_id].append(row)
    return {pk: _said(held, day) for pk, held in found.items()}


def _said(held: list[Membership], day: date) -> str:
    now = [row for row in held if row.starts_on <= day and (row.ends_on or day) >= day]
    return "; ".join(f"{row.get_role_display()}, {row.team.name}" for row in now[:3] or held[:1])


def left_behind(*, reach: QuerySet[Person]) -> list[tuple[User, int]]:
    """Those who may no longer sign in, or hold no role, and how much they still hold within this
    reach; those with most first.
    """
    role = Membership.objects.filter(current(), user=OuterRef("pk"))
    gone = User.objects.filter(Q(is_active=False) | ~Exists(role)).order_by("-pk")[:LEAVERS]
    users = {user.pk: user for user in gone}
    counts = Counter(line.holder for line in within(all_held(users), reach=reach))
    return [(users[pk], number) for pk, number in counts.most_common()]


def plans() -> list[HandOver]:
    """Hand-overs that wait for their day."""
    rows = HandOver.objects.filter(state="planned").select_related("from_user", "by")
    return list(rows.order_by("on", "pk"))


def plan(number: int, *, lock: bool = False) -> HandOver | None:
    rows = HandOver.objects.filter(state="planned").select_related("from_user", "by")
    if lock:
        rows = rows.select_for_update(of=("self",), skip_locked=True)
    return rows.filter(pk=number).first()


def due_plans(day: date) -> list[int]:
    rows = HandOver.objects.filter(state="planned", on__lte=day)
    return list(rows.order_by("on", "pk").values_list("pk", flat=True))


def hand_over_of(number: int) -> HandOver | None:
    return HandOver.objects.select_related("from_user", "by").filter(pk=number).first()


def lines_of(hand_over: HandOver, *, to: User | None = None) -> list[HandOverLine]:
    """What changed hands in this hand-over, all of it or what came to one person."""
    rows = hand_over.lines.select_related("to_user")
    if to is not None:
        rows = rows.filter(to_user=to, why_not="")
    return list(rows.order_by("pk"))


def names(ids: Iterable[int], *, reach: QuerySet[Person]) -> dict[int, Person]:
    """People within reach, by number, for the names beside lines."""
    return {one.pk: one for one in reach.filter(pk__in=set(ids))}
