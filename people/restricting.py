"""Restricting a record, changing who is named, and lifting it again.

Only those named one by one see a restricted record: never a team, a home or a whole-council role.
Whoever restricts it and whoever is to be asked are always named, so there is somebody who can let
others in. An allocation names too: a worker who is given the child sees the record (domain).
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts import audit
from accounts import policy as roles
from accounts.clock import now
from accounts.errors import Conflict, Invalid, Refused
from accounts.models import User
from accounts.queries import holdings_of
from notifications.outbox import post
from people import access, emergency, grants
from people.access import person_for
from people.hooks import AccessRow
from people.models import Access, Named, Person, Restriction
from people.policy import own_reason, people_who_may_see
from people.reach import rows_of
from people.restriction_queries import ask, named_for, restriction_of, to_ask

LET_IN = "You were let in to this record, so who else sees it is not yours to say. Ask {}."


def restrict(
    *, ref: str, by: User, reason: str, ask: User | None, named: list[User], version: int
) -> Restriction:
    """Restrict the record, or change the restriction that holds.

    `version` is that of the restriction which the editor saw, 0 for none: where somebody else was
    there first, `Conflict` with theirs. What was granted before ends; those named see it from now.
    """
    with transaction.atomic():
        person = person_for(by, ref, to="restrict", lock=True)
        refuse_to_decide(by, person)
        standing = restriction_of(person.pk, lock=True)
        if version != (standing.version if standing else 0):
            raise Conflict(theirs=standing)
        if wrong := _problems(person, reason, ask, named):
            raise Invalid(wrong)
        assert ask is not None  # without whom there would have been a problem
        wanted = {one.pk: one for one in (by, ask, *named)}
        if standing is None:
            row = Restriction.objects.create(
                person=person, reason=reason.strip(), ask=ask, by=by, at=now()
            )
            shut(person, at=row.at, but=frozenset(wanted), by=by)
        else:
            row = standing
            row.reason, row.ask, row.version = reason.strip(), ask, row.version + 1
            row.save(update_fields=["reason", "ask", "version"])
        _mark(person, restricted=True)
        new = _name(row, wanted, by=by)
        audit.record(
            "record.restricted" if standing is None else "restriction.changed",
            by=by, about=person, person_id=person.pk, reason=row.reason, ask=ask.name,
            named=", ".join(sorted(one.name for one in wanted.values())),
        )  # fmt: skip
        post(
            template="restricted_named",
            recipients=new - {by.pk},
            key=f"restriction:{row.pk}:{row.version}",
            ids={"reference": person.reference},
            person_id=person.pk,
        )
    return row


def may_decide(user: User, person: Person) -> bool:
    """Who was let into a restricted record, by a grant or in an emergency, does not decide who else
    is named, unless nobody else is left to answer for it.
    """
    if not person.restricted or own_reason(user, person):
        return True
    answers = to_ask(person)
    return answers is not None and answers.pk == user.pk


def refuse_to_decide(user: User, person: Person) -> None:
    if not may_decide(user, person):
        raise Refused(LET_IN.format(ask(person)), act="restrict", about=person)


def _problems(person: Person, reason: str, ask: User | None, named: list[User]) -> dict[str, str]:
    wrong = {}
    if not reason.strip():
        wrong["reason"] = "Enter why the record is restricted"
    if ask is None:
        wrong["ask"] = "Enter who is to be asked about this record"
    elif not any(held.here for held in holdings_of(ask)):
        wrong["ask"] = f"{ask} does not work for the council. Choose somebody who does"
    elif said := _cannot_be_named(person, ask):
        wrong["ask"] = said
    if said := next((said for one in named if (said := _cannot_be_named(person, one))), ""):
        wrong["__all__"] = said
    return wrong


def _cannot_be_named(person: Person, user: User) -> str:
    """Why this user cannot be named; empty where they can."""
    if not user.is_active:
        return f"{user} can no longer sign in"
    if "view" not in roles.acts_of(user):
        return f"{user}’s role cannot see records"
    outside = not any(held.here for held in holdings_of(user))
    if outside and not rows_of(user, level="full").filter(person=person).exists():
        return f"{user} works outside the council and does not see this record: give access first"
    return ""


def shut(person: Person, *, at: datetime, but: frozenset[int], by: User) -> None:
    """What let others in so far ends: grants, emergency access, having added the record once."""
    grants.end_all(person=person, by=by, why="The record was restricted")
    emergency.end_all(person=person, but=but, by=by)
    rows = Access.objects.filter(person=person)
    added = rows.filter(Q(source__startswith="added:") | Q(source__startswith="merge:"))
    for source in sorted(set(added.values_list("source", flat=True))):
        access.end(source=source, person_id=person.pk, at=at, by=by)


def _mark(person: Person, *, restricted: bool) -> None:
    person.restricted, person.version = restricted, person.version + 1
    person.save(update_fields=["restricted", "version"])


def _name(row: Restriction, wanted: dict[int, User], *, by: User) -> set[int]:
    """Those wanted are named from now on, all others no longer. Answers who is new."""
    moment = now()
    standing = {one.user_id: one for one in named_for(row)}
    for user_id, one in standing.items():
        if user_id not in wanted:
            _unname(one, at=moment, by=by)
    new = wanted.keys() - standing.keys()
    for user_id in sorted(new):
        one = Named.objects.create(restriction=row, user=wanted[user_id], since=moment, by=by)
        access.give(
            person_id=row.person_id, user_id=user_id, level="full", source=f"named:{one.pk}",
            valid_from=moment, by=by,
        )  # fmt: skip
    return set(new)


def _unname(one: Named, *, at: datetime, by: User | None) -> None:
    one.until = max(at, one.since)
    one.save(update_fields=["until"])
    access.end(source=f"named:{one.pk}", person_id=one.restriction.person_id, at=one.until, by=by)


def lift(*, ref: str, by: User, why: str, version: int) -> Restriction:
    """The record is as any other again. Those who were named see it only if something else lets
    them.
    """
    with transaction.atomic():
        person = person_for(by, ref, to="restrict", lock=True)
        refuse_to_decide(by, person)
        row = restriction_of(person.pk, lock=True)
        if row is None or row.version != version:
            raise Conflict(theirs=row)
        if not why.strip():
            raise Invalid({"why": "Enter why the record need not be restricted any more"})
        close(row, why=why.strip(), by=by)
        _mark(person, restricted=False)
        audit.record(
            "restriction.lifted", by=by, about=person, person_id=person.pk, why=row.lifted_why
        )
    return row


def close(row: Restriction, *, why: str, by: User) -> None:
    """This restriction is over, and nobody is named by it any more. In the caller's transaction."""
    row.lifted_at, row.lifted_by, row.lifted_why = now(), by, why
    row.version += 1
    row.save()
    for one in named_for(row):
        _unname(one, at=row.lifted_at, by=by)


def unname_everywhere(user: User, *, by: User | None) -> None:
    """Somebody who is suspended is named for nothing any more. In the caller's transaction."""
    rows = Named.objects.filter(user=user, until__isnull=True).select_related("restriction")
    for one in rows.select_for_update(of=("self",)).order_by("pk"):
        _unname(one, at=now(), by=by)


def rows_of_named() -> list[AccessRow]:
    """Being named opens the whole record."""
    return [
        (
            one.restriction.person_id,
            "user_id",
            one.user_id,
            "full",
            f"named:{one.pk}",
            one.since,
            one.until,
        )
        for one in Named.objects.select_related("restriction")
    ]


def see_it_now(person: Person) -> list[User]:
    """Everybody who sees a restricted record, by name."""
    return list(User.objects.filter(pk__in=people_who_may_see(person)).order_by("name"))
