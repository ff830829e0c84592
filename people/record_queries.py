"""Reads of what a person's record holds, shaped for its pages. Rows of another person: None."""

from django.db.models import Prefetch, Q, QuerySet

from accounts.clock import today
from accounts.models import Membership, Team, User
from accounts.queries import current
from people.handing_over import cannot_hold
from people.models import (
    Alert,
    Allocation,
    CareStatus,
    CourtDate,
    Identifier,
    LegalStatus,
    OtherName,
    Person,
    Placement,
    PlacementStep,
    Relationship,
    Suggestion,
)
from people.status_models import TABLES

FOUND = 20


def names_of(person_id: int) -> list[OtherName]:
    return list(OtherName.objects.filter(person=person_id, ended_on=None))


def name_of(person_id: int, number: int) -> OtherName | None:
    return OtherName.objects.filter(person=person_id, pk=number, ended_on=None).first()


def identifiers_of(person_id: int) -> list[Identifier]:
    return list(Identifier.objects.filter(person=person_id, ended_on=None))


def identifier_of(person_id: int, number: int) -> Identifier | None:
    return Identifier.objects.filter(person=person_id, pk=number, ended_on=None).first()


def alerts_of(person_id: int, *, ended: bool = False) -> list[Alert]:
    """Those that stand now, or those that have ended; latest first."""
    rows = Alert.objects.filter(person=person_id, ended_on__isnull=not ended)
    return list(rows.select_related("by"))


def alert_of(person_id: int, number: int) -> Alert | None:
    return Alert.objects.filter(person=person_id, pk=number).first()


def court_dates_of(person_id: int) -> list[CourtDate]:
    return list(CourtDate.objects.filter(person=person_id, mistake=""))


def court_date_of(person_id: int, number: int) -> CourtDate | None:
    return CourtDate.objects.filter(person=person_id, pk=number, mistake="").first()


def next_court_date(dates: list[CourtDate]) -> CourtDate | None:
    """The next hearing to come of these, which stand latest first."""
    coming = [one for one in dates if one.day >= today()]
    return coming[-1] if coming else None


def statuses_of(person_id: int, fact: str) -> list[CareStatus | LegalStatus]:
    """Every spell, those entered by mistake too; latest first."""
    table = TABLES[fact]
    return list(table.with_mistakes.filter(person=person_id))


def status_of(person_id: int, fact: str, number: int) -> CareStatus | LegalStatus | None:
    table = TABLES[fact]
    found: CareStatus | LegalStatus | None = table.objects.filter(
        person=person_id, pk=number
    ).first()
    return found


def latest_status(person_id: int, fact: str) -> CareStatus | LegalStatus | None:
    """The spell that goes on, which a new status would end."""
    table = TABLES[fact]
    found: CareStatus | LegalStatus | None = table.objects.filter(
        person=person_id, ends_on=None
    ).first()
    return found


def placements_of(person_id: int) -> list[Placement]:
    """Every placement, those entered by mistake too; latest first."""
    rows = Placement.with_mistakes.filter(person=person_id)
    return list(rows.select_related("home", "host").order_by("-starts_on", "-pk"))


def placement_of(person_id: int, number: int) -> Placement | None:
    steps = PlacementStep.objects.select_related("by", "organisation")
    rows = Placement.objects.filter(person=person_id, pk=number)
    return rows.select_related("home", "host").prefetch_related(Prefetch("steps", steps)).first()


def allocations_over_time(person_id: int) -> list[Allocation]:
    rows = Allocation.with_mistakes.filter(person=person_id)
    return list(rows.select_related("user", "team").order_by("-starts_on", "role", "-pk"))


def allocation_of(person_id: int, number: int) -> Allocation | None:
    rows = Allocation.objects.filter(person=person_id, pk=number)
    return rows.select_related("user", "team").first()


def teams_for(held: Allocation) -> list[Team]:
    """The teams that the holder works in today, and the one that stands on the allocation."""
    rows = Membership.objects.filter(current(), user=held.user_id).select_related("team")
    found = {row.team_id: row.team for row in rows}
    if held.team:
        found[held.team.pk] = held.team
    return list(found.values())


def relations_of(person: Person, *, among: QuerySet[Person]) -> list[Relationship]:
    """Relatives whom this user may see, brothers and sisters first; others are not named."""
    rows = Relationship.objects.filter(person=person, ended_on=None)
    seen = rows.filter(other__in=among.order_by().values("pk")).select_related("other")
    return sorted(seen, key=lambda row: (row.kind != "sibling", str(row.other)))


def relation_of(person_id: int, number: int) -> Relationship | None:
    rows = Relationship.objects.filter(person=person_id, pk=number, ended_on=None)
    return rows.select_related("other").first()


def suggestions_waiting(person_id: int) -> list[Suggestion]:
    """What others say is out of date, and nobody has answered yet; oldest first."""
    rows = Suggestion.objects.filter(person=person_id, answered_at=None)
    return list(rows.select_related("by"))


def suggestion_of(person_id: int, number: int) -> Suggestion | None:
    rows = Suggestion.objects.filter(person=person_id, pk=number)
    return rows.select_related("by").first()


def who_could(part: str, text: str) -> list[tuple[User, list[Membership]]]:
    """Colleagues of this name whose role fits the part in somebody's care, with their teams."""
    found = User.objects.filter(is_active=True)
    for word in text.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(memberships__team__name__icontains=word))
    held = Membership.objects.filter(current()).select_related("team")
    rows = found.distinct().order_by("name", "pk").prefetch_related(Prefetch("memberships", held))
    fitting = [(one, list(one.memberships.all())) for one in rows[: FOUND * 5]]
    return [(one, teams) for one, teams in fitting if not cannot_hold(one, part)][:FOUND]
