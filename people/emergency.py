"""Emergency access ("break glass"): a record one may not see, for some hours, for a reason.

The user's managers, whoever works with the person and information governance are told at once; it
is reviewed by the end of the next working day (deadlines/pathway.py); every step is on record.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from accounts import audit, looking
from accounts import policy as roles
from accounts.clock import SqlNow, now, today
from accounts.errors import Invalid, Refused
from accounts.models import User
from accounts.queries import colleagues_who_may, holders_of
from deadlines.queries import span_on
from deadlines.services import happened
from notifications.outbox import post
from people import access
from people.hooks import AccessRow
from people.models import EmergencyAccess, Person
from people.owners import owners_of
from people.policy import visible_to
from people.restriction_queries import to_ask
from people.rules import EMERGENCY_OUTCOMES

LEAST_WORDS = 10  # characters of a reason: "urgent" tells a reviewer nothing


def person_to_open(user: User, ref: str, *, lock: bool = False) -> Person:
    """The person of this exact reference, whom the user may not be able to see; 404 for none.

    Refused for a role that has no emergency access. The reference of a merged record leads on.
    """
    roles.require(user, "break_glass")
    people = Person.objects.select_for_update(of=("self",)) if lock else Person.objects.all()
    person = people.filter(reference=ref).first()
    if person is not None and person.merged_into_id:
        person = people.filter(pk=person.merged_into_id).first()
    if person is None:
        raise Http404("No such person")
    return person


def begin(*, ref: str, by: User, reason: str) -> EmergencyAccess:
    """Open this record to the user until some hours from now. Asked again meanwhile: the same.

    `Invalid` without a reason, or where the user sees the record anyway.
    """
    with transaction.atomic():
        person = person_to_open(by, ref, lock=True)
        if running := running_of(by, person):
            return running
        if len(reason.strip()) < LEAST_WORDS:
            raise Invalid({"reason": "Enter why you need it now, so that others can judge it"})
        if visible_to(by).filter(pk=person.pk).exists():
            raise Invalid({"__all__": "You can see this record without emergency access"})
        moment = now()
        row = EmergencyAccess.objects.create(
            person=person, user=by, reason=reason.strip(), restricted=person.restricted,
            begun_at=moment, until=moment + span_on("emergency_access", today()),
        )  # fmt: skip
        access.give(
            person_id=person.pk, user_id=by.pk, level="full", source=source_of(row),
            valid_from=moment, valid_to=row.until, by=by,
        )  # fmt: skip
        audit.record(
            "emergency.begun", by=by, about=row, person_id=person.pk, reason=row.reason,
            until=row.until.isoformat(),
        )  # fmt: skip
        _tell_clocks("emergency_begun", row, by=by)
        post(
            template="emergency_used",
            recipients=who_is_told(row) - {by.pk},
            key=f"emergency:{row.pk}",
            ids={"reference": row.reference},
            person_id=person.pk,
            priority=0,
        )
    return row


def source_of(row: EmergencyAccess) -> str:
    return f"emergency:{row.pk}"


def _tell_clocks(event: str, row: EmergencyAccess, *, by: User) -> None:
    happened(
        event,
        person_id=row.person_id,
        episode_id=None,
        episode_ref="",
        about_kind="emergency",
        about_id=row.pk,
        about_ref=row.reference,
        at=now(),
        by=by,
    )


def who_is_told(row: EmergencyAccess) -> set[int]:
    """The user's managers, the person's worker and manager (or who stands in), information
    governance, and whoever answers for a restricted record.
    """
    person_id = row.person_id
    pairs = {(role, person_id) for role in ("social_worker", "team_manager")}
    owners = owners_of(pairs | {("information_governance", person_id)})
    told = managers_of(row.user).union(*owners.values())
    ask = to_ask(row.person) if row.person.restricted else None
    return told | ({ask.pk} if ask else set())


def managers_of(user: User) -> set[int]:
    """Who oversees this user's work: the managers in their teams; else heads of service; else the
    directors. Never the user.
    """
    found = colleagues_who_may(user, "oversee") - {user.pk}
    for role in ("head_of_service", "service_director", "director"):
        found = found or set(holders_of(role)) - {user.pk}
    return found


def running(rows: QuerySet[EmergencyAccess] | None = None) -> QuerySet[EmergencyAccess]:
    """Those of `rows` that hold now."""
    rows = EmergencyAccess.objects.all() if rows is None else rows
    return rows.filter(ended_at__isnull=True, until__gt=SqlNow())


def running_of(user: User, person: Person) -> EmergencyAccess | None:
    """The emergency access that this user has to this person now."""
    return running().filter(user=user, person=person).first()


def end(*, ref: str, by: User) -> EmergencyAccess:
    """Not needed any more: the user ends it, or whoever reviews it does. Twice changes nothing."""
    with transaction.atomic():
        row = emergency_for(by, ref, lock=True)
        if row.user_id != by.pk:
            roles.require(by, "review_emergency")
        if row.ended_at is None and row.until > now():
            _end(row, by=by)
    return row


def _end(row: EmergencyAccess, *, by: User | None) -> None:
    row.ended_at, row.ended_by = max(now(), row.begun_at), by
    row.save(update_fields=["ended_at", "ended_by"])
    access.end(source=source_of(row), person_id=row.person_id, at=row.ended_at, by=by)
    audit.record("emergency.ended", by=by, about=row, person_id=row.person_id)


def end_all(
    *, by: User | None, user: User | None = None, person: Person | None = None,
    but: frozenset[int] = frozenset(),
) -> None:  # fmt: skip
    """End what runs of a user (who is suspended), or on a person (who is restricted). In the
    caller's transaction.
    """
    rows = running()
    if user is not None:
        rows = rows.filter(user=user)
    if person is not None:
        rows = rows.filter(person=person).exclude(user__in=but)
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        _end(row, by=by)


def review(*, ref: str, by: User, outcome: str, note: str, follows: str = "") -> EmergencyAccess:
    """Somebody else says whether it was justified, why, and what follows. Said once."""
    with transaction.atomic():
        row = emergency_for(by, ref, lock=True)
        roles.require(by, "review_emergency")
        if row.user_id == by.pk:
            raise Refused("Nobody reviews their own emergency access.", act="review_emergency")
        if row.outcome:
            raise Invalid({"__all__": f"{row.reviewed_by} has reviewed this already"})
        wrong = {}
        if outcome not in EMERGENCY_OUTCOMES:
            wrong["outcome"] = "Select whether it was justified"
        if not note.strip():
            wrong["note"] = "Enter what you found"
        if outcome == "not_justified" and not follows.strip():
            wrong["follows"] = "Enter what follows"
        if wrong:
            raise Invalid(wrong)
        row.outcome, row.note, row.follows = outcome, note.strip(), follows.strip()
        row.reviewed_at, row.reviewed_by = now(), by
        row.save()
        audit.record(
            "emergency.reviewed", by=by, about=row, person_id=row.person_id,
            outcome=EMERGENCY_OUTCOMES[outcome].lower(), note=row.note,
        )  # fmt: skip
        _tell_clocks("emergency_reviewed", row, by=by)
        if outcome == "not_justified" and row.ended_at is None and row.until > now():
            _end(row, by=by)
        post(
            template="emergency_reviewed",
            recipients={row.user_id} | managers_of(row.user) - {by.pk},
            key=f"emergency:{row.pk}:reviewed",
            ids={"reference": row.reference},
        )
    return row


def emergency_for(user: User, ref: str, *, lock: bool = False) -> EmergencyAccess:
    """The use of this reference, for whoever may know of it; 404 for all others."""
    rows = EmergencyAccess.objects.select_related("person", "user", "ended_by", "reviewed_by")
    row = rows.filter(reference=ref).first()
    if row is None or not may_know(user, row):
        raise Http404("No such emergency access")
    looking.opened(row, person_id=row.person_id)
    if lock:
        Person.objects.select_for_update().get(pk=row.person_id)
        row = rows.select_for_update(of=("self",)).get(pk=row.pk)
    return row


def may_know(user: User, row: EmergencyAccess) -> bool:
    """Whose it is, their managers, whoever reviews it, and who works with the person and could have
    used it too: those who were told of it are among them.
    """
    acts = roles.acts_of(user)
    if not user.is_active:
        return False
    if user.pk == row.user_id or "review_emergency" in acts or user.pk in managers_of(row.user):
        return True
    return "break_glass" in acts and visible_to(user, by_key=True).filter(pk=row.person_id).exists()


def of_person(person_id: int, *, limit: int = 20) -> list[EmergencyAccess]:
    """The latest uses on one person."""
    rows = EmergencyAccess.objects.filter(person=person_id)
    return list(rows.select_related("user").order_by("-begun_at", "-pk")[:limit])


def page_of(
    *, before: tuple[datetime, int] | None, limit: int = 25
) -> tuple[list[EmergencyAccess], bool]:
    """One page of all uses, for those who review them: what waits for a review first seen by its
    tag, latest first, by key; and whether there are more.
    """
    rows = EmergencyAccess.objects.select_related("user", "reviewed_by")
    if before:
        rows = rows.filter(Q(begun_at__lt=before[0]) | Q(begun_at=before[0], pk__lt=before[1]))
    found = list(rows.order_by("-begun_at", "-pk")[: limit + 1])
    return found[:limit], len(found) > limit


def rows_of_emergencies() -> list[AccessRow]:
    """An emergency opened the whole record, until it was over."""
    return [
        (
            row.person_id,
            "user_id",
            row.user_id,
            "full",
            source_of(row),
            row.begun_at,
            row.ended_at or row.until,
        )
        for row in EmergencyAccess.objects.all()
    ]
