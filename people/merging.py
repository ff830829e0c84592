"""Two records that were found to be one person are made one: nothing is lost, all can be traced.

One transaction: both people locked by their numbers, every row with a key to the one that goes
moved to the one that is kept, deadlines and notices too, and the row that goes stays as a trace
that leads on (`Person.merged_into`). What contradicts itself stands in the way and is said in words
before: two open episodes cannot be one.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Conflict, Invalid
from accounts.models import User
from deadlines.moving_person import move_to_person as move_deadlines
from notifications.services import move_to_person as move_notices
from people import access, confirming, merge_columns, merge_own
from people.access import person_for
from people.hooks import MERGE, STOPS_MERGE, AccessRow, Choice, Merging
from people.merge_fields import differing
from people.models import Merge, Person, SamePerson
from people.name_rows import keep_names, spelt_also
from people.restriction_queries import restrictions
from people.rules import FACTS


def stops(kept: Person, gone: Person) -> list[str]:
    """Every sentence about what stands in the way, and how to put it right."""
    return [sentence for room in STOPS_MERGE for sentence in room(kept, gone)]


def merge(
    *,
    by: User,
    kept_ref: str,
    gone_ref: str,
    choices: Mapping[str, str],
    why: str,
    versions: tuple[int, int] | None = None,
) -> Merge:
    """Make the two one. `choices` says for each field that differs whose stays: kept or gone.

    `versions` are those that the page showed: if either record was changed since, `Conflict`. Both
    must be within the whole reach of `by`. Raises `Invalid` with a sentence for each choice that is
    missing and for all that stands in the way.
    """
    with transaction.atomic():
        kept, gone = _both_locked(by=by, kept_ref=kept_ref, gone_ref=gone_ref)
        if versions and versions != (kept.version, gone.version):
            raise Conflict("One of the two records was changed meanwhile. Look at both again.")
        fields = _check(kept, gone, choices=choices, why=why)
        merging = Merging(
            choices=choices, values=[_said(field, choices[field.key]) for field in fields]
        )
        adders = merge_own.adders(gone)
        restricted = kept.restricted or gone.restricted
        _choose(kept, fields, choices, by=by, restricted=restricted)
        for room in MERGE:
            room(kept, gone, by=by, merging=merging)
        _move_the_rest(kept, gone, merging)
        keep_names(kept)
        move_deadlines(from_id=gone.pk, to_id=kept.pk, to_ref=kept.reference)
        move_notices(from_id=gone.pk, to_id=kept.pk)
        made = Merge.objects.create(
            kept=kept, gone=gone, why=why.strip(), by=by, at=now(), restricted=restricted,
            values=merging.values, left=merging.left, moved=merging.moved | {"adders": adders},
        )  # fmt: skip
        _say_so(made, by=by)
        Person.objects.filter(pk=gone.pk).update(merged_into=kept, version=gone.version + 1)
        if not restricted:
            for row in rows_of_merge(made):
                access.give(
                    person_id=row[0], user_id=row[2], level=row[3], source=row[4],
                    valid_from=row[5], by=by,
                )  # fmt: skip
    return made


def _both_locked(*, by: User, kept_ref: str, gone_ref: str) -> tuple[Person, Person]:
    """Both within reach, then both locked in one order, so that two who merge the same pair, this
    way round or the other, take turns.
    """
    seen = [person_for(by, ref, to="merge_people", follow=True) for ref in (kept_ref, gone_ref)]
    list(Person.objects.select_for_update().filter(pk__in=[one.pk for one in seen]).order_by("pk"))
    kept, gone = (
        person_for(by, ref, to="merge_people", follow=True) for ref in (kept_ref, gone_ref)
    )
    if kept.pk == gone.pk:
        raise Invalid({"__all__": already(kept_ref, gone_ref)})
    if {kept.pk, gone.pk} != {one.pk for one in seen}:
        raise Conflict("One of the two was merged into another record meanwhile. Look again.")
    return kept, gone


def already(kept_ref: str, gone_ref: str) -> str:
    """Why these two cannot be merged any more."""
    done = Merge.objects.filter(gone__reference__in=[kept_ref, gone_ref]).select_related(
        "kept", "gone", "by"
    )
    made = done.order_by("-pk").first()
    if made is None:
        return "This is one and the same record. Choose another to merge it with."
    return (
        f"{made.gone.reference} has been merged into {made.kept.reference} already, "
        f"by {made.by.name}. Open {made.kept.reference} to see it."
    )


def _check(kept: Person, gone: Person, *, choices: Mapping[str, str], why: str) -> list[Choice]:
    fields = differing(kept, gone)
    wrong: dict[str, Any] = {}
    for field in fields:
        if choices.get(field.key) not in {"kept", "gone"}:
            wrong[field.key] = f"Select which stays: {field.label.lower()}"
    if not why.strip():
        wrong["why"] = "Enter how you know that they are one person"
    if sentences := stops(kept, gone):
        wrong["__all__"] = sentences
    if wrong:
        raise Invalid(wrong)
    return fields


def _said(field: Choice, choice: str) -> dict[str, str]:
    stays, goes = (field.kept, field.gone) if choice == "kept" else (field.gone, field.kept)
    return {"field": field.label, "kept": stays, "not_kept": goes}


def _choose(
    kept: Person, fields: list[Choice], choices: Mapping[str, str], *, by: User, restricted: bool
) -> None:
    """The values that stay. What is taken over from the other one was looked at now; whatever it
    was called before, it is found by still.
    """
    before = f"{kept.given_name} {kept.family_name}".strip()
    for field in fields:
        if choices[field.key] == "gone":
            for name, value in field.of_gone.items():
                setattr(kept, name, value)
        if field.key in FACTS and choices[field.key] == "gone":
            confirming.kept(person=kept, fact=field.key, by=by)
    kept.restricted = restricted
    kept.version += 1
    kept.save()
    keep_names(kept)
    spelt_also(kept, before)


def _move_the_rest(kept: Person, gone: Person, merging: Merging) -> None:
    """Every row that points at the record that goes, in whatever room, but those that are left."""
    for column in merge_columns.moving():
        name = merge_columns.name_of(column)
        rows = merge_columns.rows_of(column, gone.pk)
        keys = list(rows.exclude(pk__in=merging.left.get(name, [])).values_list("pk", flat=True))
        if keys:
            merge_columns.move(column, keys, to=kept.pk)
            merging.moved[name] = [*merging.moved.get(name, []), *keys]


def _say_so(made: Merge, *, by: User) -> None:
    """On both: what happened, and that the pair is answered for good."""
    kept, gone = made.kept, made.gone
    one, other = sorted((kept, gone), key=lambda person: person.pk)
    SamePerson.objects.create(one=one, other=other, same=True, why=made.why, by=by, at=made.at)
    detail = {"kept": kept.reference, "gone": gone.reference, "why": made.why}
    audit.record("person.merged", by=by, about=kept, person_id=kept.pk, **detail)
    audit.record("person.merged_away", by=by, about=gone, person_id=gone.pk, **detail)


def rows_of_merge(made: Merge) -> list[AccessRow]:
    """Who saw the other record because they had added it sees the one it became."""
    person_id = made.gone.merged_into_id or made.kept_id
    return [
        (person_id, "user_id", user_id, "full", merge_own.source_of(made), made.at, None)
        for user_id in made.moved.get("adders", [])
    ]


def rows_of_merges() -> list[AccessRow]:
    """The same for all merges, but of restricted records: those only the named see. One that is
    restricted later shuts it out too.
    """
    merges, shut = Merge.objects.filter(restricted=False).select_related("gone"), restrictions()
    return [
        (*row[:6], shut.after(row[0], row[5])) for made in merges for row in rows_of_merge(made)
    ]
