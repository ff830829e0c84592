"""A table that allows a person only one row of a kind says what becomes of two in a merge."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models

from people.merge_columns import Column, moving, name_of

# What may clash, and who sees to it.
SEEN_TO = {
    "cases.Curfew.person": "chosen (cases/merging.py)",
    "cases.Episode.person": "stands in the way (cases/merging.py)",
    "cases.Leave.person": "stands in the way (cases/merging.py)",
    "people.Access.person": "its source is the number of a row, and no two records share one",
    "people.Allocation.person": "left or in the way (people/merge_spans.py)",
    "people.CareStatus.person": "left or in the way (people/merge_spans.py)",
    "people.LegalStatus.person": "left or in the way (people/merge_spans.py)",
    "people.OtherName.person": "the same name twice is left (people/merge_own.py)",
    "people.PersonGrant.content_object": "the same grant twice is dropped (people/merge_own.py)",
    "people.PersonName.person": "carried over as other spellings (people/merge_own.py)",
    "people.Placement.person": "left or in the way (people/merge_spans.py)",
    "people.Relationship.other": "left (people/merge_own.py)",
    "people.Relationship.person": "left (people/merge_own.py)",
    "people.Restriction.person": "one stands (people/merge_access.py)",
    "people.StoredFile.person": "the same file twice is left (people/merge_own.py)",
    "profiles.MissingProfile.person": "chosen (profiles/merging.py)",
}


def test_what_may_clash_is_seen_to() -> None:
    clashing = {name_of(column) for column in moving() if may_clash(column)}
    assert clashing == set(SEEN_TO), (
        "Two records may each have a row here, and one person may not have both: let "
        "people.hooks.MERGE leave or choose one, or STOPS_MERGE say what stands in the way"
    )


def may_clash(column: Column) -> bool:
    model, field = column
    if field.unique or any(field.name in names for names in model._meta.unique_together):
        return True
    return any(field.name in _columns_of(one) for one in model._meta.constraints)


def _columns_of(constraint: models.BaseConstraint) -> set[str]:
    if isinstance(constraint, models.UniqueConstraint):
        return set(constraint.fields) | {getattr(e, "name", "") for e in constraint.expressions}
    if isinstance(constraint, ExclusionConstraint):
        return {getattr(e, "name", e) for e, _ in constraint.expressions if isinstance(e, str)}
    return set()
