"""Reads of users, teams and roles. What somebody is today is asked once a request."""

from dataclasses import dataclass

from django.db.models import DateTimeField, Func, Q, QuerySet
from django.db.models.functions import TruncDate

from accounts.clock import LONDON
from accounts.models import Membership, Organisation, Team, User
from accounts.rules import COUNCIL_ROLES, ROLES

TODAY = TruncDate(Func(function="homeward_now", output_field=DateTimeField()), tzinfo=LONDON)


@dataclass(frozen=True)
class Holding:
    """One role held today, and where."""

    role: str
    team_id: int
    organisation_id: int
    here: bool = True  # in the council itself, not in another authority, a home, a force


def current() -> Q:
    """Memberships of today, by London's calendar; the last day is included.

    A role that only the council gives (`rules.COUNCIL_ROLES`) is none where it is held in a team of
    another organisation: whoever set it up so, it opens nobody's record and owns no duty.
    """
    today = Q(starts_on__lte=TODAY) & (Q(ends_on__isnull=True) | Q(ends_on__gte=TODAY))
    return today & (~Q(role__in=COUNCIL_ROLES) | Q(team__organisation__kind="council"))


def holdings_of(user: User) -> tuple[Holding, ...]:
    """The roles a user holds today, kept on the user object, which lives as long as the request."""
    kept: tuple[Holding, ...] | None = getattr(user, "_holdings", None)
    if kept is None:
        rows = (
            Membership.objects.filter(current(), user=user.pk).values_list(
                "role", "team_id", "team__organisation_id", "team__organisation__kind"
            )
            if user.is_active and user.pk
            else ()
        )
        kept = tuple(Holding(*row, here=kind == "council") for *row, kind in rows)
        user._holdings = kept  # type: ignore[attr-defined]  # a cache, not a column
    return kept


def teams_of(user: User) -> set[int]:
    """Ids of the teams that the user is in today."""
    return {held.team_id for held in holdings_of(user)}


def organisations_of(user: User) -> set[int]:
    """Ids of the organisations that the user works for today."""
    return {held.organisation_id for held in holdings_of(user)}


def holders_of(role: str) -> list[int]:
    """Ids of those who hold this role today and may sign in."""
    return list(
        User.objects.filter(
            pk__in=Membership.objects.filter(current(), role=role).values("user"), is_active=True
        )
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def members_of(*, team: int | None = None, organisation: int | None = None) -> set[int]:
    """Ids of those who work in this team, or for this organisation, today and may sign in."""
    rows = Membership.objects.filter(current(), user__is_active=True)
    rows = rows.filter(team=team) if team else rows.filter(team__organisation=organisation)
    return set(rows.values_list("user_id", flat=True))


def colleagues_who_may(user: User, act: str) -> set[int]:
    """Ids of those in this user's teams whose role there allows the act."""
    able = [key for key, role in ROLES.items() if act in role.acts]
    rows = Membership.objects.filter(
        current(), team__in=teams_of(user), role__in=able, user__is_active=True
    )
    return set(rows.values_list("user_id", flat=True))


def users(ids: set[int] | list[int]) -> dict[int, User]:
    return User.objects.in_bulk(list(ids))


def by_email(email: str) -> User | None:
    """Whoever has this address, in whatever case it was typed."""
    return User.objects.filter(email__iexact=email.strip()).first()


def users_called(text: str) -> list[User]:
    """At most two whose email address or whole name this is, whether they may sign in or not."""
    if "@" in text:
        return list(User.objects.filter(email__iexact=text)[:2])
    return list(User.objects.filter(name__iexact=text).order_by("pk")[:2])


def memberships_of(user: User) -> QuerySet[Membership]:
    """What the user is today, for their own page."""
    found = Membership.objects.filter(current(), user=user.pk)
    return found.select_related("team__organisation").order_by("team__name", "role")


def office_phone_of(user: User) -> str:
    """Where somebody without a number of their own is called back: their home's, team's or
    agency's.
    """
    for one in memberships_of(user):
        if number := one.team.phone or one.team.organisation.phone:
            return number
    return ""


def one_holder_of(role: str) -> QuerySet[User]:
    """The first who holds a role and has a password: somebody to try the product as."""
    found = User.objects.filter(pk__in=holders_of(role)).exclude(password__startswith="!")
    return found.order_by("pk")[:1]


def team_of(number: int) -> Team | None:
    """A team in use by its number."""
    rows = Team.objects.select_related("organisation").filter(pk=number, active=True)
    return rows.first()


def organisation_of(number: int) -> Organisation | None:
    """An organisation outside the council, in use, by its number."""
    rows = Organisation.objects.exclude(kind="council")
    return rows.filter(pk=number, active=True).first()


def out_of_hours_phone() -> str:
    """The number of the emergency duty team; empty where nobody has entered one."""
    rows = Membership.objects.filter(current(), role__in=["edt_manager", "edt_officer"])
    found = rows.exclude(team__phone="").order_by("team_id").values_list("team__phone", flat=True)
    return found.first() or ""
