"""Reads about leave, agreed places and who is in, shaped for the pages that show them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.clock import local
from accounts.models import Organisation
from cases import leave_rules
from cases.models import AgreedStay, Curfew, Episode, Leave, Presence
from cases.queries import away_now, with_standing
from cases.rules import MISSING
from people.models import Person, Placement
from people.queries import current_on


def leave_of(ref: str) -> Leave | None:
    return Leave.objects.select_related("person", "stay", "logged_by").filter(reference=ref).first()


def open_leave_of(person_id: int) -> Leave | None:
    return Leave.objects.filter(person_id=person_id, ended_at__isnull=True).first()


def leaves_of(person_id: int, *, limit: int = 20) -> list[Leave]:
    """The latest leave first, the open one among them."""
    rows = Leave.objects.filter(person_id=person_id).select_related("logged_by")
    return list(rows.order_by("-starts_at", "-id")[:limit])


def stay_of(person: Person, number: int) -> AgreedStay | None:
    return person.agreed_stays.select_related("agreed_by").filter(pk=number).first()


def stays_of(person_id: int) -> list[AgreedStay]:
    """Places that are agreed today."""
    rows = AgreedStay.objects.filter(person_id=person_id, ended_at__isnull=True)
    return list(rows.select_related("agreed_by"))


def curfew_of(person_id: int) -> Curfew | None:
    return Curfew.objects.filter(person_id=person_id).first()


def homes_with_children(ids: set[int] | None) -> list[Organisation]:
    """Homes and fostering households: these, or all that are open where none are named."""
    rows = Organisation.objects.filter(kind__in=["home", "fostering"], active=True)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return list(rows.order_by("name"))


def who_is_in(
    home: Organisation, *, among: QuerySet[Person], now: datetime
) -> list[dict[str, Any]]:
    """Every child placed in this home today and how they stand, the urgent ones first."""
    placed = Placement.objects.filter(current_on(local(now).date()), home=home)
    people = list(among.filter(pk__in=placed.values("person_id")).order_by("given_name", "pk"))
    ids = [person.pk for person in people]
    seen = Presence.objects.filter(person__in=ids).order_by("person_id", "-at", "-id")
    latest = {row.person_id: row for row in seen.distinct("person_id").select_related("by")}
    curfews = {row.person_id: row for row in Curfew.objects.filter(person__in=ids)}
    leaves = {
        row.person_id: row for row in Leave.objects.filter(person__in=ids, ended_at__isnull=True)
    }
    episodes = {
        row.person_id: row
        for row in with_standing(away_now(Episode.objects.filter(person__in=ids)))
    }
    rows = []
    for person in people:
        episode, leave = episodes.get(person.pk), leaves.get(person.pk)
        entry, curfew = latest.get(person.pk), curfews.get(person.pk)
        how = leave_rules.standing(
            now=now,
            seen=leave_rules.Seen(entry.state, entry.at, entry.back_by) if entry else None,
            curfew=leave_rules.curfew_tonight(curfew.school_night, curfew.weekend_night, now)
            if curfew
            else None,
            leave_until=leave.until if leave else None,
            reported=("missing" if episode.status in MISSING else "absent") if episode else "",
        )
        rows.append(
            {"person": person, "how": how, "seen": entry, "leave": leave, "episode": episode}
        )
    return sorted(rows, key=lambda row: not row["how"].urgent)
