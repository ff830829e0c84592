"""Reads about restricted records: the restriction that holds, who is named, whom to ask."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from accounts.queries import holders_of, holdings_of, office_phone_of
from accounts.rules import ROLES
from people.models import Named, Person, Restriction


@dataclass(frozen=True)
class Ask:
    """Whom to ask about a restricted record: a name, what they are, a number."""

    name: str
    role: str
    phone: str

    def __str__(self) -> str:
        role = f", {self.role}" if self.role else ""
        return f"{self.name}{role}, on {self.phone}" if self.phone else f"{self.name}{role}"


def restriction_of(person_id: int, *, lock: bool = False) -> Restriction | None:
    """The restriction that holds now."""
    rows = Restriction.objects.filter(person=person_id, lifted_at__isnull=True)
    if lock:
        return rows.select_for_update().first()
    return rows.select_related("ask", "by").first()


def named_for(restriction: Restriction) -> list[Named]:
    """Those who are named now, in the order in which they were."""
    rows = Named.objects.filter(restriction=restriction, until__isnull=True)
    return list(rows.select_related("user").order_by("user__name", "pk"))


@dataclass(frozen=True)
class Shut:
    """When restrictions shut out what names nobody: having added a record, or its merged twin."""

    spans: dict[int, list[tuple[datetime, datetime | None]]]

    def after(self, person_id: int, since: datetime) -> datetime | None:
        """When a reason that began then was shut out; None where it never was."""
        for begun, lifted in self.spans.get(person_id, []):
            if begun >= since or lifted is None or lifted > since:
                return max(begun, since)
        return None


def restrictions() -> Shut:
    """Every restriction there ever was, by person."""
    spans: dict[int, list[tuple[datetime, datetime | None]]] = {}
    rows = Restriction.objects.order_by("at", "pk").values_list("person_id", "at", "lifted_at")
    for person_id, begun, lifted in rows:
        spans.setdefault(person_id, []).append((begun, lifted))
    return Shut(spans)


def to_ask(person: Person) -> User | None:
    """Who answers for a restricted record: who was given as that; else whoever restricted it;
    else, both having left, a head of service.
    """
    restriction = restriction_of(person.pk)
    if restriction is not None:
        for one in (restriction.ask, restriction.by):
            if one.is_active:
                return one
    return User.objects.filter(pk__in=holders_of("head_of_service")).order_by("pk").first()


def ask(person: Person) -> Ask:
    """The same in words for whoever has found the record and may not see it."""
    user = to_ask(person)
    if user is None:
        return Ask("the head of service", "", "")
    return Ask(user.name, part_of(user), user.phone or office_phone_of(user))


def part_of(user: User) -> str:
    """What somebody is here: their job, else their first role."""
    if user.job_title:
        return user.job_title
    held = sorted(held.role for held in holdings_of(user))
    return ROLES[held[0]].label.lower() if held else ""
