"""Two records are one person: one Missing Profile stays, the other is kept to be read."""

from accounts.models import User
from govuk import words
from people import merge_columns
from people.hooks import Choice, Merging
from people.models import Person
from profiles.models import MissingProfile


def choices(kept: Person, gone: Person) -> list[Choice]:
    """Of two profiles one stays."""
    rows = MissingProfile.objects.filter(person__in=[kept, gone])
    profiles = {row.person_id: row for row in rows.prefetch_related("sections", "versions")}
    if len(profiles) < 2:
        return []
    return [
        Choice("profile", "Missing Profile", said_of(profiles[kept.pk]), said_of(profiles[gone.pk]))
    ]


def said_of(profile: MissingProfile) -> str:
    """`4 sections, saved last on 3 March 2026, version 2 agreed`."""
    sections, versions = list(profile.sections.all()), list(profile.versions.all())
    last = max((row.saved_at for row in sections), default=profile.created_at)
    agreed = f"version {versions[0].number} agreed" if versions else "no version agreed"
    return f"{words.count(len(sections), 'section')}, saved last on {words.day(last)}, {agreed}"


def carry_over(kept: Person, gone: Person, *, by: User, merging: Merging) -> None:
    """The one that was chosen is the kept record's; the other stays with the record that goes, and
    is read from the trace of the merge.
    """
    if "profile" in merging.choices and choices(kept, gone):
        if merging.choices["profile"] == "gone":
            column = merge_columns.column_of(MissingProfile)
            merge_columns.exchange(column, kept.pk, gone.pk)
        left = MissingProfile.objects.filter(person=gone).values_list("pk", flat=True)
        merging.leave("profiles.MissingProfile.person", left)
