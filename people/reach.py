"""The SQL of who may see whom, in the shape that stays fast at half a million people.

Rows of access are found by one number for whoever holds them (`principal`), in one index that
holds all that is asked. Every shape says the same; which is fast depends on how many people are
within reach. At 500,000 people and 2 million episodes, the latest 50 of somebody who reaches

- some hundred people are found through those people's own episodes: their ids are gathered first;
- 10,000 people are found by walking the latest episodes and looking each person up in memory;
- records that are asked for by key, or few for another reason, need a look into the index each.

Left to itself Postgres guesses between them, and guesses wrong by a hundred times: it plans for an
average principal, and a force is none.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, Case, Exists, F, Func, OuterRef, Q, QuerySet, When

from accounts.clock import SqlNow
from accounts.models import User
from accounts.queries import organisations_of, teams_of
from people.access_models import HIDDEN
from people.models import Access, Person

FEW = 2_000  # rows of access: up to here gathering ids is faster than walking
COUNTED = """
select count(*) from (select from people_access where principal = any(%s)
    and (valid_to is null or valid_to > (select homeward_now())) limit %s) rows
"""
LEVELS_AT_LEAST = {
    "name": ["name", "interview", "full"],
    "interview": ["interview", "full"],
    "full": ["full"],
}


def in_force() -> Q:
    """Access that holds at this moment."""
    return Q(valid_from__lte=SqlNow()) & (Q(valid_to__isnull=True) | Q(valid_to__gt=SqlNow()))


def principals_of(user: User) -> list[int]:
    """The numbers of everything that gives this user access: themselves, teams, organisations."""
    teams = [Access.number_of(team=team) for team in teams_of(user)]
    organisations = [Access.number_of(organisation=one) for one in organisations_of(user)]
    return [Access.number_of(user=user.pk), *sorted(teams), *sorted(organisations)]


def rows_of(user: User, *, level: str) -> QuerySet[Access]:
    """Every reason in force for which this user sees somebody at this level, or at a higher one."""
    return _rows(level).filter(principal__in=principals_of(user))


def _rows(level: str) -> QuerySet[Access]:
    return Access.objects.filter(in_force(), level__in=LEVELS_AT_LEAST[level])


def reaches_few(user: User) -> bool:
    """Whether few people are within reach: asked once a request, and only ever a choice of plan."""
    kept: bool | None = getattr(user, "_reaches_few", None)
    if kept is None:
        with connection.cursor() as cursor:
            cursor.execute(COUNTED, [principals_of(user), FEW + 1])
            kept = cursor.fetchone()[0] <= FEW
        user._reaches_few = kept  # type: ignore[attr-defined]  # a hint, not a column
    return kept


def within(user: User, *, level: str, person: str, by_key: bool) -> Q:
    """The condition for those who need a row of access. `person` is the path to the person's id;
    with `by_key` few records are asked for, and each is looked up.
    """
    rows = rows_of(user, level=level)
    if not by_key and reaches_few(user):
        named = Q(principal=Access.number_of(user=user.pk))
        seen = rows.filter(_shown("person", named=named))
        return Q(OneOf(F(person), Ids(seen.values("person"))))
    found = Exists(rows.filter(person=OuterRef(person)))
    if not by_key:  # inside a CASE it stays a look-up in memory, and is not made a join
        found = Case(When(found, then=True), default=False, output_field=BooleanField())
    return Q(found) & whole(user, level=level, person=person)


def whole(user: User, *, level: str, person: str) -> Q:
    """The condition for those who see the whole council and need no row."""
    rows = _rows(level).filter(principal=Access.number_of(user=user.pk))
    return _shown(person, named=Q(Exists(rows.filter(person=OuterRef(person)))))


def _shown(person: str, *, named: Q) -> Q:
    """Restricted people are seen only by those named one by one; merged records by nobody.

    Both are few, and the index that holds them stays in memory: no row of a person is read.
    """
    if person == "pk":
        return Q(merged_into__isnull=True) & (Q(restricted=False) | named)
    hidden = Person.objects.filter(HIDDEN, pk=OuterRef(person))
    merged = Person.objects.filter(merged_into__isnull=False, pk=OuterRef(person))
    return ~Q(Exists(hidden)) | (named & ~Q(Exists(merged)))


class Ids(ArraySubquery):
    """Ids gathered by the statement itself, once, before anything else is looked at."""

    template = "(array(%(subquery)s))"


class OneOf(Func):
    """`id = any(ids)`: Postgres looks for these ids by index, and never the other way round."""

    arg_joiner = " = any"
    template = "(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, one: Any, ids: Ids) -> None:
        super().__init__(one, ids)
