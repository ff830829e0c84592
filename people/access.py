"""Fetch, scope, authorise and lock a person; the only writer of access rows (ways 2, 4)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from accounts import audit, looking
from accounts import policy as roles
from accounts.errors import Moved, Refused
from accounts.models import User
from accounts.policy import require
from people.hooks import ACCESS_SOURCES, AccessRow
from people.models import Access, Allocation, Person, Placement
from people.policy import visible_to, would_see
from people.restriction_queries import Ask, ask
from people.spans import from_day, to_day
from people.unnamed import unnamed


def person_for(
    user: User,
    ref: str,
    *,
    to: str = "view",
    lock: bool = False,
    level: str = "full",
    follow: bool = False,
    about: Any = None,
) -> Person:
    """The person of this reference. Out of the user's reach: 404. Within it and refused: why.

    The reference of a record that was merged leads to the one that was kept: a page is told
    so (`Moved`), and goes there. What is about to write (`lock`, or `follow`) gets the kept record
    itself, so that nothing is written to the other one and nothing is lost. `about` is what of
    theirs is asked for, where it is more exact than the person: an episode (looking.opened).
    """
    rows = visible_to(user, level=level, by_key=True).select_related("responsible_authority")
    if lock:
        rows = rows.select_for_update(of=("self",))
    person = rows.filter(reference=ref).first()
    if person is None:
        refuse_if_restricted(user, ref)
        kept = person_for(
            user, kept_reference(ref), to=to, lock=lock, level=level, follow=follow, about=about
        )
        if lock or follow:
            return kept
        raise Moved(old=ref, new=kept.reference)
    looking.opened(about or person, person_id=person.pk)
    require(user, to)
    return person


class Restricted(Refused):
    """Somebody is there, and who it is is for others to say. `ask` says who they are; `emergency`
    and `report` what the user may do about it all the same.
    """

    template = "cases/restricted.html"

    def __init__(
        self, person: Person, said: Ask, *, emergency: bool = False, report: bool = False
    ) -> None:
        super().__init__(f"This record is restricted. Ask {said}.", act="view", about=person)
        self.reference = person.reference
        self.ask = said
        self.emergency, self.report = emergency, report


def refuse_if_restricted(user: User, ref: str) -> None:
    """A restricted record is found by exact match alone, of which its reference is one: whoever may
    search is told whom to ask. For all others it is not there.
    """
    acts = roles.acts_of(user)
    if "find_people" not in acts:
        return
    person = Person.objects.filter(reference=ref, restricted=True, merged_into__isnull=True).first()
    if person is not None:
        theirs = "report" in acts and would_see(user).filter(pk=person.pk).exists()
        raise Restricted(person, ask(person), emergency="break_glass" in acts, report=theirs)


def kept_reference(ref: str) -> str:
    """The reference of the record that this one was merged into; 404 where it was not."""
    merged = Person.objects.filter(reference=ref, merged_into__isnull=False)
    kept: str | None = merged.values_list("merged_into__reference", flat=True).first()
    if kept is None:
        raise Http404("No such person")
    return kept


def person_to_report(user: User, ref: str, *, lock: bool = False) -> Person:
    """Whom this user may report: everybody they see, and a restricted person whom they would see
    were the record open. A home reports its child whoever was named (domain: no report is lost).
    """
    person = would_see(user).filter(reference=ref, restricted=True).first()
    if person is None or visible_to(user).filter(pk=person.pk).exists():
        return person_for(user, ref, to="report", lock=lock)
    require(user, "report")
    return Person.objects.select_for_update().get(pk=person.pk) if lock else person


def person_for_oversight(user: User, ref: str) -> Person:
    """For the page of who has access. Information governance sees no records: it opens the page by
    the reference, and the record has no name there (people/unnamed.py).
    """
    acts = roles.acts_of(user)
    if "review_emergency" in acts and "view" not in acts:
        person = Person.objects.filter(reference=ref, merged_into__isnull=True).first()
        if person is not None and not visible_to(user, by_key=True).filter(pk=person.pk).exists():
            require(user, "see_access")
            looking.opened(person, person_id=person.pk)
            return unnamed(person)
    return person_for(user, ref, to="see_access")


def give(
    *,
    person_id: int,
    level: str,
    source: str,
    valid_from: datetime,
    by: User | None,
    valid_to: datetime | None = None,
    user_id: int | None = None,
    team_id: int | None = None,
    organisation_id: int | None = None,
) -> None:
    """Write one reason for access; given again, the same reason takes the new time and level."""
    principal: dict[str, Any] = {
        "user_id": user_id, "team_id": team_id, "organisation_id": organisation_id,
    }  # fmt: skip
    with transaction.atomic():
        Access.objects.update_or_create(
            person_id=person_id,
            source=source,
            defaults={"level": level, "valid_from": valid_from, "valid_to": valid_to},
            **principal,
        )
        audit.record(
            "access.given",
            by=by,
            person_id=person_id,
            source=source,
            level=level,
            to={key.removesuffix("_id"): value for key, value in principal.items() if value},
        )


def end(*, source: str, at: datetime, by: User | None, person_id: int) -> None:
    """This reason ends now; other reasons stand, and what had ended before did so then."""
    with transaction.atomic():
        for row in Access.objects.filter(source=source, person_id=person_id):
            if row.valid_to is not None and row.valid_to <= at:
                continue
            row.valid_to = max(at, row.valid_from)
            row.save(update_fields=["valid_to"])
        audit.record("access.ended", by=by, person_id=person_id, source=source)


def withdraw(*, source: str, person_id: int, by: User | None) -> None:
    """This reason never was one (a slip put right): its rows go, as rebuilding would find."""
    with transaction.atomic():
        Access.objects.filter(source=source, person_id=person_id).delete()
        audit.record("access.ended", by=by, person_id=person_id, source=source)


def rows_of_allocations() -> list[AccessRow]:
    """An allocation opens the record to the worker, and to the worker's team."""
    rows: list[AccessRow] = []
    for held in Allocation.objects.all():
        span = (from_day(held.starts_on), to_day(held.ends_on))
        source = f"allocation:{held.pk}"
        rows.append((held.person_id, "user_id", held.user_id, "full", source, *span))
        if held.team_id:
            rows.append((held.person_id, "team_id", held.team_id, "full", source, *span))
    return rows


def opened_by(placed: Placement) -> list[tuple[int, str]]:
    """Whom a placement opens the record to, and how far: the home's staff the whole of it, the
    host authority's the name. A child placed within our own area has no host.
    """
    opened = [(placed.home_id, "full")] if placed.home_id else []
    if placed.host is not None and placed.host.kind == "authority":
        opened.append((placed.host.pk, "name"))
    return opened


def rows_of_placements() -> list[AccessRow]:
    """A placement opens the record to the staff of the home, and the name to the host authority."""
    return [
        (
            placed.person_id,
            "organisation_id",
            organisation_id,
            level,
            f"placement:{placed.pk}",
            from_day(placed.starts_on),
            to_day(placed.ends_on),
        )
        for placed in Placement.objects.select_related("host")
        for organisation_id, level in opened_by(placed)
    ]


def rebuild(*, by: User | None) -> tuple[int, int]:
    """Make access afresh from the records that justify it: (rows put right, rows removed)."""
    wanted: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    merged = set(Person.objects.filter(merged_into__isnull=False).values_list("pk", flat=True))
    for source_rows in ACCESS_SOURCES:
        for person_id, column, principal, level, source, start, finish in source_rows():
            if person_id in merged:  # what was left there opens nothing any more
                continue
            wanted[(person_id, column, principal, source)] = (level, start, finish)
    changed = removed = 0
    with transaction.atomic():
        for row in Access.objects.select_for_update():
            column = next(c for c in ("user_id", "team_id", "organisation_id") if getattr(row, c))
            key = (row.person_id, column, getattr(row, column), row.source)
            if key not in wanted:
                row.delete()
                removed += 1
            elif wanted[key] == (row.level, row.valid_from, row.valid_to):
                del wanted[key]
        for (person_id, column, principal, source), (
            level,
            start,
            finish,
        ) in wanted.items():
            give(
                person_id=person_id, level=level, source=source, valid_from=start, valid_to=finish,
                by=by, **{column: principal},
            )  # fmt: skip
            changed += 1
    return changed, removed
