"""What the page of a merge shows beside the choices: what would move, and who would see it."""

from django.db import connection

from accounts.models import User
from accounts.queries import users
from people.merge_columns import moving, name_of
from people.models import Access, Merge, Person
from people.policy import people_who_may_see

# How the page says what moves; what is not named here by its table's own words.
SAID = {
    "cases.Episode.person": "episodes",
    "cases.ReportDraft.person": "reports not sent yet",
    "people.Identifier.person": "numbers",
    "people.StoredFile.person": "files",
    "people.Sharing.person": "records of sharing",
}
NOT_SAID = frozenset(
    "people.Access.person people.PersonName.person people.PersonGrant.content_object "
    "people.Relationship.other".split()
)


def held(person: Person) -> list[tuple[str, int]]:
    """What this record holds, in words and numbers, in one query."""
    columns = [column for column in moving() if name_of(column) not in NOT_SAID]
    parts = [
        f'select %s, count(*) from "{model._meta.db_table}" where "{field.column}" = %s'
        for model, field in columns
    ]
    values: list[object] = []
    for column in columns:
        said = SAID.get(name_of(column), str(column[0]._meta.verbose_name_plural))
        values += [said, person.pk]
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), values)
        return [(said, number) for said, number in cursor.fetchall() if number]


def sight(kept: Person, gone: Person) -> tuple[list[User], int]:
    """(who will see the merged record and does not see the kept one now, how many who see the
    other one will not).
    """
    see_kept, see_gone = people_who_may_see(kept), people_who_may_see(gone)
    if kept.restricted or gone.restricted:
        rows = Access.objects.filter(person__in=[kept, gone], user__isnull=False)
        named = set(rows.exclude(source=f"added:{gone.pk}").values_list("user_id", flat=True))
        after = (see_kept | see_gone) & named
    else:
        after = see_kept | see_gone
    gaining = sorted(users(after - see_kept).values(), key=lambda user: user.name)
    return gaining, len((see_kept | see_gone) - after)


def merged_into(person: Person) -> list[Merge]:
    """The records that were merged into this one, latest first, older merges of theirs too."""
    rows = Merge.objects.filter(gone__merged_into=person).select_related("gone", "kept", "by")
    return list(rows)
