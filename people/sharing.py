"""The sharing record: every time information leaves, in the transaction in which it leaves.

Whatever lets something out calls `record_sharing`, so that nothing goes out unrecorded and nothing
is recorded that did not go out (domain: Sharing).
"""

import hashlib
from datetime import datetime, timedelta

from django.db import connection
from django.urls import reverse

from accounts import audit
from accounts.audit import NotInTransaction, in_transaction
from accounts.clock import local, now
from accounts.errors import Invalid, Refused
from accounts.models import Organisation, User
from notifications import outbox
from people import hooks, sharing_queries
from people import sharing_rules as rules
from people.models import KeptCopy, Person, Sharing, SharingOutcome, SharingWithdrawal


def record_sharing(
    *,
    by: User,
    person: Person,
    kind: str,
    what: str,
    to_whom: str,
    to_organisation: Organisation | None = None,
    why: str,
    basis: str,
    special_category: bool = True,
    agreement: str = "",
    consent: str,
    consent_why: str = "",
    copy: bytes | None = None,
    media_type: str = "",
    source: str = "",
    at: datetime | None = None,
    shown_until: datetime | None = None,
) -> Sharing:
    """Record that something about `person` went to somebody; in the caller's transaction.

    `copy` is exactly what went out, with its `media_type`; `source` the reference of the thing it
    was made from. `at` is when it went, now where it is not given. An organisation whose people
    use Homeward is shown it (until `shown_until`, else for 90 days) and told so. Refuses with a
    sentence by field what cannot be right; the names are those of `SharingFields`.
    """
    if not in_transaction():
        raise NotInTransaction("a sharing was recorded outside the transaction in which it leaves")
    moment = now()
    at = at or moment
    what, to_whom, why = what.strip(), to_whom.strip(), why.strip()
    if wrong := problems(
        person=person, kind=kind, what=what, to_whom=to_whom, why=why, basis=basis,
        consent=consent, consent_why=consent_why, at=at, moment=moment,
    ):  # fmt: skip
        raise Invalid(wrong)
    if to_organisation is not None and shown_until is None:
        shown_until = max(at, moment) + timedelta(days=rules.SHOWN_FOR_DAYS)
    sharing = Sharing.objects.create(
        person=person,
        kind=kind,
        what=what,
        to_whom=to_whom,
        to_organisation=to_organisation,
        why=why,
        basis=basis,
        condition=rules.BASES[basis].condition if special_category else "",
        agreement=agreement,
        consent=consent,
        consent_why=consent_why.strip(),
        copy=kept(copy, media_type) if copy is not None else None,
        source=source,
        at=at,
        shown_until=shown_until if to_organisation else None,
        by=by,
        recorded_at=moment,
    )
    audit.record(
        "sharing.recorded", by=by, about=sharing, person_id=person.pk, what=what,
        to=to_whom if to_organisation is None else f"{to_whom}, {to_organisation}",
        way=rules.WAYS[kind].lower(), basis=basis, consent=consent,
        sha256=sharing.copy.sha256 if sharing.copy else "",
    )  # fmt: skip
    tell(sharing, template="shared_with_you", by=by)
    return sharing


def problems(
    *,
    person: Person,
    kind: str,
    what: str,
    to_whom: str,
    why: str,
    basis: str,
    consent: str,
    consent_why: str,
    at: datetime,
    moment: datetime,
) -> dict[str, str]:
    """A sentence by field for whatever the rules do not allow."""
    wrong = {}
    for name, said, text in (
        ("what", what, "Enter what was shared"),
        ("to_whom", to_whom, "Enter who it is for"),
        ("why", why, "Enter why they need it"),
    ):
        if not said:
            wrong[name] = text
    if kind not in rules.WAYS:
        wrong["kind"] = "Select how it was shared from the list"
    if basis not in rules.BASES:
        wrong["basis"] = "Select what allows you to share it"
    if consent not in rules.CONSENT:
        wrong["consent"] = "Select whether they agreed"
    elif consent != "given" and not consent_why.strip():
        wrong["consent"] = "Enter why it is shared without their agreement"
    elif basis == "consent" and consent != "given":
        wrong["basis"] = rules.CONSENT_NOT_GIVEN
    elif consent == "not_sought" and not _may_go_unasked(person, basis=basis, at=at):
        wrong["consent"] = rules.NO_CONSENT_OF_AN_ADULT
    if at > moment:
        wrong["at"] = "The time it was shared must be now or in the past"
    return wrong


def _may_go_unasked(person: Person, *, basis: str, at: datetime) -> bool:
    """Whether this person need not be asked: a child; an adult whom the law gives no say, or who
    is missing and cannot be (domain: Sharing). An age nobody knows is no reason to hold back.
    """
    if not is_adult(person, at) or basis == "legal_obligation":
        return True
    away = away_at(person.pk, at)
    return basis == "vital_interests" and away is not None and away.missing


def is_adult(person: Person, at: datetime) -> bool:
    age = person.age_on(local(at).date())
    return age is not None and age >= 18


def away_at(person_id: int, at: datetime) -> hooks.Away | None:
    """Whether this person was missing or absent then, and which force was on it."""
    return next((away for ask in hooks.AWAY if (away := ask(person_id, at))), None)


def kept(content: bytes, media_type: str) -> KeptCopy:
    """The exact copy, kept once however often the same bytes go out; two at once keep one."""
    digest = hashlib.sha256(content).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into people_keptcopy (sha256, media_type, size, content)"
            " values (%s, %s, %s, %s) on conflict (sha256) do nothing",
            [digest, media_type, len(content), content],
        )
    return KeptCopy.objects.defer("content").get(sha256=digest)


def record_outcome(*, sharing: Sharing, text: str, by: User) -> SharingOutcome:
    """What came of it. Sharing without anything done about it helps nobody (S2)."""
    if not in_transaction():
        raise NotInTransaction("an outcome was recorded outside a transaction")
    if not text.strip():
        raise Invalid({"text": "Enter what came of it"})
    outcome = SharingOutcome.objects.create(sharing=sharing, text=text.strip(), at=now(), by=by)
    audit.record("sharing.outcome", by=by, about=sharing, person_id=sharing.person_id)
    return outcome


def withdraw(*, sharing: Sharing, why: str, by: User) -> SharingWithdrawal:
    """From now on the other organisation is not shown it any more, and is told so.

    What they have downloaded stays with them: the record says when, so that they can be asked.
    """
    if not in_transaction():
        raise NotInTransaction("a withdrawal was recorded outside a transaction")
    moment = now()
    Sharing.objects.select_for_update(of=("self",)).get(pk=sharing.pk)
    require_shown(sharing)
    if not why.strip():
        raise Invalid({"why": "Enter why it is withdrawn"})
    row = SharingWithdrawal.objects.create(sharing=sharing, why=why.strip(), at=moment, by=by)
    audit.record(
        "sharing.withdrawn", by=by, about=sharing, person_id=sharing.person_id, reason=row.why
    )
    tell(sharing, template="sharing_withdrawn", by=by)
    return row


def require_shown(sharing: Sharing) -> None:
    """Refuses in words where no organisation is shown it now, so that nothing can be withdrawn."""
    if sharing_queries.withdrawn(sharing):
        raise Refused("This was withdrawn already.")
    if not sharing_queries.shown_now(sharing):
        raise Refused("Nobody outside is shown this, so there is nothing to withdraw.")


def tell(sharing: Sharing, *, template: str, by: User) -> None:
    """One notice to everybody of the organisation who is shown things; not to who shares it."""
    if sharing.to_organisation_id is None:
        return
    readers = sharing_queries.readers_of(sharing.to_organisation_id)
    # What was withdrawn has no page for them any more: the notice leads to what they still see.
    ways_on = {"sharing_withdrawn": {"path": reverse("shared:list")}}
    outbox.post(
        template=template,
        recipients=set(readers) - {by.pk},
        key=f"{template}:{sharing.pk}",
        ids={"reference": sharing.reference} | ways_on.get(template, {}),
        person_id=sharing.person_id,
    )


def record_copy_given(*, sharing: Sharing, by: User) -> None:
    """The kept copy was downloaded again by somebody who may see the record."""
    audit.record(
        "sharing.copy_given", by=by, about=sharing, person_id=sharing.person_id,
        sha256=sharing.copy.sha256 if sharing.copy else "",
    )  # fmt: skip


def record_seen(*, sharing: Sharing, by: User, copy: bool = False) -> None:
    """Somebody of the other organisation read it, or took the copy."""
    audit.record(
        "sharing.seen", by=by, about=sharing, person_id=sharing.person_id, copy=copy,
        organisation=str(sharing.to_organisation),
    )  # fmt: skip
