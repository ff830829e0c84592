"""Records that may be one person's are found by comparing each with all others whenever it is added
or changed, and shown to those who may merge until somebody says that they are not the same.

A child who is known to one team and added by another is how most duplicates come about: whoever
adds them is asked about those they may see (people/adding.py), and this looks at all others.
"""

import logging
import time
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from accounts import audit
from accounts.clock import now, today
from accounts.errors import Invalid
from accounts.models import User
from people.access import person_for
from people.likely import Match, fitting
from people.models import AlikePair, Person, SamePerson, ToCompare

MOST = 20  # of one record, the likeliest: more are not looked through, and a clear match is among
A_RUN = 2.0  # seconds that a worker spends at a time: the deadlines wait for it
logger = logging.getLogger(__name__)


def compare_due(*, seconds: float = A_RUN) -> int:
    """Compare those that wait, in turn, for so long; answers how many were compared.

    One that cannot be compared goes to the end, with an error in the log, and holds up nobody.
    """
    ends, done, failed = time.monotonic() + seconds, 0, set[int]()
    while time.monotonic() < ends:
        with transaction.atomic():
            rows = ToCompare.objects.select_for_update(skip_locked=True).exclude(pk__in=failed)
            person_id = rows.order_by("since").values_list("pk", flat=True).first()
            if person_id is None:
                break
            try:
                with transaction.atomic():
                    ToCompare.objects.filter(pk=person_id).delete()
                    _compare(person_id)
            except Exception:
                logger.exception("a record could not be compared with the others")
                failed.add(person_id)
                ToCompare.objects.filter(pk=person_id).update(since=now())
        done += 1
    return done


def _compare(person_id: int) -> None:
    """Write anew which records may be this person's."""
    AlikePair.objects.filter(Q(one=person_id) | Q(other=person_id)).delete()
    there = Person.objects.filter(merged_into__isnull=True)
    person = there.filter(pk=person_id).first()
    if person is None:
        return
    answered = told_apart(person_id)
    AlikePair.objects.bulk_create(
        (
            AlikePair(
                one_id=min(person_id, match.person.pk), other_id=max(person_id, match.person.pk),
                score=round(match.score * 100), reasons=match.reasons, found_at=now(),
            )
            for match in alike_to(person)
            if match.person.pk not in answered
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def alike_to(person: Person) -> list[Match]:
    """Whose record may be this person's, by any of the names, birthday or age, and numbers."""
    fields = {
        "date_of_birth": person.date_of_birth,
        "estimated_age": person.age_on(today()) if not person.date_of_birth else None,
    }
    numbers = person.identifiers.filter(ended_on=None).values_list("value", flat=True)
    found = fitting(
        fields,
        called=person.names.order_by("id").values_list("normal", flat=True)[:8],
        among=Person.objects.filter(merged_into__isnull=True).exclude(pk=person.pk),
        numbers=tuple(number.upper() for number in numbers),
    )
    return found[:MOST]


def told_apart(person_id: int) -> set[int]:
    """Whom this person was said not to be; where it was answered twice, the later answer stands."""
    rows = SamePerson.objects.filter(Q(one=person_id) | Q(other=person_id), other__isnull=False)
    said = {
        row.other_id if row.one_id == person_id else row.one_id: row.same
        for row in rows.order_by("pk")
    }
    return {pk for pk, same in said.items() if pk and not same}


def not_the_same(*, by: User, refs: Iterable[str], why: str) -> SamePerson:
    """Somebody who may merge says that two records are two people's. Kept with who and why, on the
    history of both, and the pair is not shown again.
    """
    if not why.strip():
        raise Invalid({"why": "Enter how you know that they are two people"})
    with transaction.atomic():
        found = [person_for(by, ref, to="merge_people", follow=True) for ref in refs]
        one, other = sorted(found, key=lambda person: person.pk)
        if one.pk == other.pk:
            raise Invalid({"__all__": "The two records have been merged meanwhile."})
        list(Person.objects.select_for_update().filter(pk__in=[one.pk, other.pk]).order_by("pk"))
        answer = SamePerson.objects.create(
            one=one, other=other, same=False, why=why.strip(), by=by, at=now()
        )
        AlikePair.objects.filter(one=one, other=other).delete()
        for about, of in ((one, other), (other, one)):
            audit.record(
                "person.not_same", by=by, about=about, person_id=about.pk, other=of.reference,
                why=why.strip(),
            )  # fmt: skip
    return answer


def forget(person: Person) -> None:
    """A record that is merged into another is like nobody any more."""
    AlikePair.objects.filter(Q(one=person) | Q(other=person)).delete()
    ToCompare.objects.filter(person=person).delete()
