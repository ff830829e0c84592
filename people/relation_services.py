"""Relationships between people who are both here, kept from both sides."""

from django.db import transaction

from accounts import audit
from accounts.clock import today
from accounts.errors import Invalid
from accounts.models import User
from people import rules
from people.changes import reason_given
from people.models import Person, Relationship

OTHER_WAY = {
    "sibling": "sibling",
    "parent": "child",
    "child": "parent",
    "other_family": "other_family",
}


def relate(*, person: Person, other: Person, kind: str, by: User) -> None:
    """Keep that `person` has `other` as `kind`, and the same from the other side."""
    if kind not in rules.RELATIONSHIPS:
        raise Invalid({"kind": "Select how they are related"})
    if person.pk == other.pk:
        raise Invalid({"other": "Choose somebody else: a person cannot be related to themselves"})
    with transaction.atomic():
        _lock(person, other)
        for one, two, how in ((person, other, kind), (other, person, OTHER_WAY[kind])):
            Relationship.objects.update_or_create(
                person=one, other=two, ended_on=None, defaults={"kind": how}
            )
        for one, two in ((person, other), (other, person)):
            audit.record(
                "person.related", by=by, about=one, person_id=one.pk, other=two.reference, kind=kind
            )


def end_relation(*, person: Person, number: int, reason: str, by: User) -> None:
    """It holds no more, or never did, for this reason; from both sides. What was stays written."""
    with transaction.atomic():
        relation = Relationship.objects.select_related("other").get(pk=number, person=person)
        other = relation.other
        _lock(person, other)
        why = reason_given(reason)
        both = Relationship.objects.filter(
            person__in=[person, other], other__in=[person, other], ended_on=None
        )
        both.update(ended_on=today(), ended_reason=why)
        for one, two in ((person, other), (other, person)):
            audit.record(
                "person.relation_ended", by=by, about=one, person_id=one.pk, other=two.reference,
                reason=why,
            )  # fmt: skip


def _lock(person: Person, other: Person) -> None:
    """Both people, the lower number first: two who relate the same pair never wait in a ring."""
    list(
        Person.objects.select_for_update(of=("self",))
        .filter(pk__in=[person.pk, other.pk])
        .order_by("pk")
    )
