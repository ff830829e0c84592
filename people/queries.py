"""Reads about people, shaped for the pages and services that use them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.clock import today
from accounts.models import Organisation, User
from people.models import Allocation, CareStatus, LegalStatus, Person, Placement


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


def care_on(person_id: int, day: date | None = None) -> CareStatus:
    """The social care status on that day (today where none is given); the newer one on the day of
    a change. Without a spell: one that says not open, and is not saved.
    """
    rows = CareStatus.objects.filter(current_on(day or today()), person_id=person_id)
    return rows.first() or CareStatus(person_id=person_id, status="not_open")


def legal_on(person_id: int, day: date | None = None) -> LegalStatus:
    """The legal status on that day, in the same way; without a spell one that says none."""
    rows = LegalStatus.objects.filter(current_on(day or today()), person_id=person_id)
    return rows.first() or LegalStatus(person_id=person_id, status="none")


def with_care(people: QuerySet[Person], day: date | None = None) -> QuerySet[Person]:
    """People with `care_now`, the key of their social care status on that day; None: not open."""
    rows = CareStatus.objects.filter(current_on(day or today()), person=OuterRef("pk"))
    return people.annotate(care_now=Subquery(rows.values("status")[:1]))


def siblings_of(person: Person, *, among: QuerySet[Person]) -> list[Person]:
    """Brothers and sisters within `among`, the rows this user may see."""
    return list(
        among.filter(
            pk__in=person.relationships.filter(kind="sibling", ended_on=None).values("other_id")
        ).order_by("given_name")
    )


def placed_in(home_id: int, *, among: QuerySet[Person]) -> list[Person]:
    """Those within `among` who live in this home today."""
    rows = Placement.objects.filter(current_on(today()), home=home_id)
    return list(among.filter(pk__in=rows.values("person")).order_by("given_name"))


def council() -> Organisation:
    """This council: there is exactly one an installation."""
    return Organisation.objects.get(kind="council")


def authority_with_code(code: str) -> Organisation | None:
    """The authority of this ONS code, this council too; None where nobody has entered it."""
    rows = Organisation.objects.filter(kind__in=["council", "authority"], active=True)
    return rows.filter(code=code).order_by("pk").first() if code else None


def organisations(*kinds: str) -> QuerySet[Organisation]:
    """Organisations of these kinds for a list to choose from."""
    return Organisation.objects.filter(kind__in=kinds, active=True).order_by("name")


def people_of(references: Iterable[str]) -> list[Person]:
    """Those with these references, in a steady order."""
    return list(Person.objects.filter(reference__in=list(references)).order_by("pk"))


def references_of(numbers: Iterable[int]) -> dict[int, str]:
    """The references of these people by their numbers, whoever asks: for the audit trail alone."""
    return dict(Person.objects.filter(pk__in=list(numbers)).values_list("pk", "reference"))
