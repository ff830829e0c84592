"""Explicit grants: given and taken back here alone, in guardian's own table (way 4).

A grant has a reason and an end from the start. It opens the record by a row of access like every
other reason, so lists never ask guardian. One that is over stays as a record of who could see whom.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db import transaction
from guardian.ctypes import get_content_type

from accounts import audit
from accounts import policy as roles
from accounts.clock import local, now, today
from accounts.errors import Invalid, Refused
from accounts.models import Organisation, Team, User
from accounts.queries import holdings_of, members_of
from deadlines.queries import span_on
from notifications.outbox import post
from people import access
from people.hooks import AccessRow
from people.models import Person, PersonGrant
from people.policy import own_reason
from people.rules import GRANT_LEVELS
from people.sharing import record_sharing
from people.spans import to_day

PERMISSIONS = {"full": "view_person", "name": "see_name_of_person"}
LAW = ("basis", "special_category", "agreement", "consent", "consent_why")
PASSED_ON = (
    "You see this record because it was opened to you, so you cannot open it to others. "
    "Ask the allocated worker’s manager."
)


@dataclass(frozen=True)
class To:
    """Whom access is given to: exactly one of the three."""

    user: User | None = None
    team: Team | None = None
    organisation: Organisation | None = None

    def __str__(self) -> str:
        return str(self.user or self.team or self.organisation)

    @property
    def columns(self) -> dict[str, User | Team | Organisation]:
        named = {"user": self.user, "team": self.team, "organisation": self.organisation}
        return {kind: one for kind, one in named.items() if one is not None}

    @property
    def ids(self) -> dict[str, int]:
        return {f"{kind}_id": one.pk for kind, one in self.columns.items()}

    @property
    def home(self) -> Organisation | None:
        """The organisation outside the council that this is, or is in; None within the council."""
        if self.user is not None:
            held = holdings_of(self.user)
            if not held or any(one.here for one in held):
                return None
            return Organisation.objects.get(pk=held[0].organisation_id)
        one = self.organisation or (self.team.organisation if self.team else None)
        return one if one is not None and one.kind != "council" else None


def give(
    *,
    ref: str,
    to: To,
    level: str,
    reason: str,
    until: date | None,
    by: User,
    sharing: Mapping[str, Any] | None = None,
) -> PersonGrant:
    """Open this record to somebody until the end of that day. `Invalid` says what cannot be.

    To somebody outside the council it is information that leaves, and goes on the sharing record:
    `sharing` holds basis and consent as `record_sharing` takes them.

    Refused for who sees the record only because it was opened to them; for a restricted record
    also for who may not restrict it: they decide who is named.
    """
    with transaction.atomic():
        person = access.person_for(by, ref, to="grant_access", lock=True)
        if person.restricted:
            roles.require(by, "restrict")
        refuse_to_pass_on(by, person)
        moment, ends = now(), to_day(until)
        if wrong := _problems(person, to, level, reason, until, by=by):
            raise Invalid(wrong)
        assert ends is not None  # a day without which there would have been a problem
        _close_what_is_over(person, to, moment)
        row = PersonGrant.objects.create(
            permission=_permission(level), content_object=person, level=level,
            reason=reason.strip(), valid_from=moment, valid_to=ends, by=by, **to.columns,
        )  # fmt: skip
        access.give(
            person_id=person.pk, level=level, source=f"grant:{row.pk}", valid_from=moment,
            valid_to=ends, by=by, **to.ids,
        )  # fmt: skip
        audit.record(
            "grant.given", by=by, about=person, person_id=person.pk, to=str(to),
            until=until.isoformat() if until else "", reason=reason.strip(),
            level=GRANT_LEVELS[level],
        )  # fmt: skip
        if to.home is not None:
            _keep_that_it_leaves(row, person, to, sharing or {}, by=by)
        post(
            template="access_granted",
            recipients=_who(to) - {by.pk},
            key=f"grant:{row.pk}",
            ids={"reference": person.reference, "due": ends.isoformat()},
            person_id=person.pk,
        )
    return row


def refuse_to_pass_on(by: User, person: Person) -> None:
    """Refused to whom the record was opened by a grant or in an emergency."""
    if not own_reason(by, person):
        raise Refused(PASSED_ON, act="grant_access", about=person)


def _keep_that_it_leaves(
    row: PersonGrant, person: Person, to: To, sharing: Mapping[str, Any], *, by: User
) -> None:
    last = local(row.valid_to - timedelta(seconds=1)).date()
    given = {"basis": "", "consent": ""} | {name: sharing[name] for name in LAW if name in sharing}
    record_sharing(
        by=by, person=person, kind="access", to_whom=str(to), to_organisation=to.home,
        what=f"{GRANT_LEVELS[row.level]}, to be seen until {last:%-d %B %Y}", why=row.reason,
        shown_until=row.valid_to, **given,
    )  # fmt: skip


def _problems(
    person: Person, to: To, level: str, reason: str, until: date | None, *, by: User
) -> dict[str, str]:
    wrong = {}
    if level not in GRANT_LEVELS:
        wrong["level"] = "Select how much they may see"
    if not reason.strip():
        wrong["reason"] = "Enter why they need it"
    longest = today() + span_on("longest_grant", today())
    if until is None:
        wrong["until"] = "Enter the last day on which they may see it"
    elif until < today():
        wrong["until"] = "The last day must be today or in the future"
    elif until > longest:
        wrong["until"] = f"The last day must be {longest:%-d %B %Y} or earlier"
    if said := _cannot_be_given(person, to, by=by):
        wrong["__all__"] = said
    return wrong


def _cannot_be_given(person: Person, to: To, *, by: User) -> str:
    if person.restricted and to.user is None:
        return "This record is restricted: name people one by one, not a team or an organisation"
    if to.user is not None:
        if to.user == by:
            return "You cannot give access to yourself"
        if not to.user.is_active:
            return f"{to.user} can no longer sign in"
        if "view" not in roles.acts_of(to.user):
            return f"{to.user}’s role cannot see records, so access would open nothing"
    running = PersonGrant.objects.filter(
        content_object=person, ended_at__isnull=True, valid_to__gt=now(), **to.columns
    ).first()
    if running is not None:
        return f"{to} has been given access already. End that first, or leave it as it is"
    return ""


def _permission(level: str) -> Permission:
    """guardian's word for the level."""
    return Permission.objects.get(
        content_type=get_content_type(Person), codename=PERMISSIONS[level]
    )


def _close_what_is_over(person: Person, to: To, moment: datetime) -> None:
    """One whose time is over makes room for a new one."""
    for row in PersonGrant.objects.filter(
        content_object=person, ended_at__isnull=True, valid_to__lte=moment, **to.columns
    ):
        row.ended_at, row.ended_why = row.valid_to, "Its time was over"
        row.save(update_fields=["ended_at", "ended_why"])


def _who(to: To) -> set[int]:
    """Everybody to whom this grant opens something."""
    if to.user is not None:
        return {to.user.pk}
    ids = {kind: one.pk for kind, one in to.columns.items()}
    return members_of(**ids)


def end(*, ref: str, number: int, why: str, by: User) -> PersonGrant:
    """Take a grant back before its time, with a reason. Other reasons for access stand."""
    with transaction.atomic():
        person = access.person_for(by, ref, to="grant_access", lock=True)
        row = PersonGrant.objects.select_for_update().filter(pk=number, content_object=person)
        grant = row.first()
        if grant is None or not is_running(grant):
            raise Invalid({"__all__": "This access has ended already"})
        if not why.strip():
            raise Invalid({"why": "Enter why it ends now"})
        _end(grant, why=why.strip(), by=by, at=now())
    return grant


def running_grant(person: Person, number: int) -> PersonGrant | None:
    """The grant of this number on this person, if it holds now."""
    rows = PersonGrant.objects.select_related("user", "team__organisation", "organisation")
    grant = rows.filter(pk=number, content_object=person).first()
    return grant if grant is not None and is_running(grant) else None


def to_of(grant: PersonGrant) -> To:
    """Whom it was given to."""
    return To(user=grant.user, team=grant.team, organisation=grant.organisation)


def is_running(grant: PersonGrant) -> bool:
    return grant.ended_at is None and grant.valid_to > now()


def end_all(*, why: str, by: User | None, user: User | None = None, person: Person | None = None,
    but: frozenset[int] = frozenset()) -> int:  # fmt: skip
    """End every running grant to a user (who is suspended), or on a person (who is restricted).

    `but` are users whose grants stand. In the caller's transaction. Answers how many were ended.
    """
    rows = PersonGrant.objects.filter(ended_at__isnull=True, valid_to__gt=now())
    if user is not None:
        rows = rows.filter(user=user)
    if person is not None:
        rows = rows.filter(content_object=person)
    moment, count = now(), 0
    for row in rows.select_for_update().order_by("pk"):
        if row.user_id not in but or row.user_id is None:
            _end(row, why=why, by=by, at=moment)
            count += 1
    return count


def end_one(person: Person, to: To, *, why: str, by: User) -> None:
    """The grant to somebody on this person that has not been ended, if there is one."""
    rows = PersonGrant.objects.filter(content_object=person, ended_at__isnull=True, **to.columns)
    for row in rows.select_for_update():
        _close_what_is_over(person, to, now())
        if is_running(row):
            _end(row, why=why, by=by, at=now())


def _end(grant: PersonGrant, *, why: str, by: User | None, at: datetime) -> None:
    grant.ended_at, grant.ended_by, grant.ended_why = max(at, grant.valid_from), by, why
    grant.save(update_fields=["ended_at", "ended_by", "ended_why"])
    access.end(
        source=f"grant:{grant.pk}", person_id=grant.content_object_id, at=grant.ended_at, by=by
    )
    to = to_of(grant)
    audit.record(
        "grant.ended", by=by, about=grant.content_object, person_id=grant.content_object_id,
        to=str(to), why=why,
    )  # fmt: skip


def rows_of_grants() -> list[AccessRow]:
    """Every grant there was, with the time for which it held."""
    rows: list[AccessRow] = []
    for row in PersonGrant.objects.all():
        column = next(c for c in ("user_id", "team_id", "organisation_id") if getattr(row, c))
        rows.append(
            (
                row.content_object_id,
                column,
                getattr(row, column),
                row.level,
                f"grant:{row.pk}",
                row.valid_from,
                row.ended_at or row.valid_to,
            )
        )
    return rows
