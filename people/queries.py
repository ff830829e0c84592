"""Reads about people, shaped for the pages and services that use them."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.clock import today
from accounts.models import Organisation, User
from people.models import Allocation, Person, Placement


def current_on(day: date) -> Q:
    """Spans that hold on that day, the last day included."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def allocations_of(person_id: int, on: date | None = None) -> list[Allocation]:
    """Who works with this person on that day (today where none is given), with their users."""
    rows = Allocation.objects.filter(current_on(on or today()), person_id=person_id)
    return list(rows.select_related("user", "team").order_by("role", "starts_on"))


def allocated(person_id: int, on: date | None = None) -> dict[str, User]:
    """The same by part (social_worker, team_manager, iro …); on the day of a change, the newer."""
    return {row.role: row.user for row in allocations_of(person_id, on)}


def current_placement(person_id: int, on: date | None = None) -> Placement | None:
    """Where the person is placed on that day; on the day of a move, the newer placement."""
    rows = Placement.objects.filter(current_on(on or today()), person_id=person_id)
    return rows.select_related("home").order_by("-starts_on").first()


def siblings_of(person: Person, *, among: QuerySet[Person]) -> list[Person]:
    """Brothers and sisters within `among`, the rows this user may see."""
    return list(
        among.filter(
            pk__in=person.relationships.filter(kind="sibling").values("other_id")
        ).order_by("given_name")
    )


def council() -> Organisation:
    """This council: there is exactly one an installation."""
    return Organisation.objects.get(kind="council")


def organisations(*kinds: str) -> QuerySet[Organisation]:
    """Organisations of these kinds for a list to choose from."""
    return Organisation.objects.filter(kind__in=kinds, active=True).order_by("name")
