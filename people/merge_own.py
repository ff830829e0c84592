"""What the people room does when two records are merged, beyond moving plain rows."""

from django.db.models import Q

from accounts.models import User
from people import alike, merge_access, merge_spans
from people.hooks import Merging
from people.models import (
    Access,
    Merge,
    OtherName,
    Person,
    Relationship,
    SamePerson,
    StoredFile,
)
from people.name_rows import spelt_also


def stops(kept: Person, gone: Person) -> list[str]:
    """What stands in the way within this room."""
    sentences = merge_spans.stops(kept, gone)
    related = Relationship.objects.filter(person=kept, other=gone, ended_on__isnull=True).first()
    if related:
        sentences.append(
            f"They are recorded as related to each other ({related.get_kind_display().lower()}), "
            "and nobody is related to themselves. End that relationship first."
        )
    return sentences


def carry_over(kept: Person, gone: Person, *, by: User, merging: Merging) -> None:
    """Spans that both have, relationships that both have, names, access and earlier answers."""
    _spans(kept, gone, merging)
    _relationships(kept, gone, merging)
    _files(kept, gone, merging)
    _names(kept, gone, merging)
    _access(kept, gone, merging)
    merge_access.carry_over(kept, gone, by=by, merging=merging)
    _answers(kept, gone, by=by)
    alike.forget(gone)
    Person.objects.filter(merged_into=gone).update(merged_into=kept)


def _spans(kept: Person, gone: Person, merging: Merging) -> None:
    for kind, one, two in merge_spans.meetings(kept, gone):
        if two.pk not in merging.left.get(kind.column, []):
            merging.leave(kind.column, [two.pk])
            merging.values.append(
                {
                    "field": str(kind.table._meta.verbose_name).capitalize(),
                    "kept": merge_spans.span(one),
                    "not_kept": merge_spans.span(two),
                }
            )


def _relationships(kept: Person, gone: Person, merging: Merging) -> None:
    """Somebody who is related to both is related once: as the kept record says."""
    standing = Relationship.objects.filter(ended_on__isnull=True)
    known = dict(standing.filter(person=kept).values_list("other_id", "kind"))
    for row in standing.filter(person=gone, other_id__in=known):
        back = standing.filter(person_id=row.other_id, other=gone)
        merging.leave("people.Relationship.person", [row.pk])
        merging.leave("people.Relationship.other", back.values_list("pk", flat=True))
        if known[row.other_id] != row.kind:
            merging.values.append(
                {
                    "field": "Relationship",
                    "kept": f"{row.other.reference}: {known[row.other_id]}",
                    "not_kept": f"{row.other.reference}: {row.kind}",
                }
            )


def _names(kept: Person, gone: Person, merging: Merging) -> None:
    """Whatever the other one was called is another spelling of the kept one."""
    gone.names.all().delete()
    held = OtherName.objects.filter(person=kept, ended_on__isnull=True)
    there = {(one.kind, one.written.lower()) for one in held}
    theirs = OtherName.objects.filter(person=gone, ended_on__isnull=True)
    twice = [one.pk for one in theirs if (one.kind, one.written.lower()) in there]
    merging.leave("people.OtherName.person", twice)
    spelt_also(kept, f"{gone.given_name} {gone.family_name}")
    if gone.known_as:
        spelt_also(kept, f"{gone.known_as} {gone.family_name}")


def _files(kept: Person, gone: Person, merging: Merging) -> None:
    """The same photo or paper in both stays where it is: the kept record has it."""
    there = StoredFile.objects.filter(person=kept, removed_at__isnull=True).values("sha256")
    twice = StoredFile.objects.filter(person=gone, removed_at__isnull=True, sha256__in=there)
    merging.leave("people.StoredFile.person", twice.values_list("pk", flat=True))


def _access(kept: Person, gone: Person, merging: Merging) -> None:
    """Every reason for access goes with the record that it comes from. Who saw the other record
    because they had added it has the merge itself as a reason (see `rows_of_merges`), but for a
    restricted one: there only those named go on.
    """
    for column, keys in merging.left.items():
        word = {"people.Allocation.person": "allocation", "people.Placement.person": "placement"}
        if column in word:
            sources = [f"{word[column]}:{key}" for key in keys]
            Access.objects.filter(person=gone, source__in=sources).delete()
    Access.objects.filter(person=gone, source=f"added:{gone.pk}").delete()


def _answers(kept: Person, gone: Person, *, by: User) -> None:
    """Whom the other record was found not to be, the kept one is not either."""
    asked = SamePerson.objects.filter(Q(one=gone) | Q(other=gone), other__isnull=False)
    latest = {
        (row.other_id if row.one_id == gone.pk else row.one_id): row for row in asked.order_by("pk")
    }
    SamePerson.objects.bulk_create(
        SamePerson(
            one_id=min(third, kept.pk), other_id=max(third, kept.pk), same=False,
            why=f"As answered for {gone.reference}: {row.why}".strip(": "), by=row.by, at=row.at,
        )
        for third, row in latest.items()
        if third != kept.pk and third and not row.same
    )  # fmt: skip


def adders(gone: Person) -> list[int]:
    """Ids of those who see this record because they added it, or took it over from who did."""
    rows = Access.objects.filter(person=gone, source=f"added:{gone.pk}", valid_to__isnull=True)
    return sorted(rows.filter(user__isnull=False).values_list("user_id", flat=True))


def source_of(merge: Merge) -> str:
    return f"merge:{merge.pk}"
