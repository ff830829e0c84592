"""The SQL of who may see whom, in the shape that stays fast at half a million people.

Rows of access are found by one number for whoever holds them (`principal`), in one index that
holds all that is asked. Every shape says the same; which is fast depends on how many people are
within reach. At 500,000 people and 2 million episodes, the latest 50 of somebody who reaches

- some hundred people are found through those people's own episodes: their ids are gathered first;
- 10,000 people are found by walking the latest episodes and looking each person up in memory;
- one record, or some, asked for by key need a look into the index each.

Left to itself Postgres guesses between them, and guesses wrong by a hundred times: it plans for an
average principal, and a force is none.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, F, Func, OuterRef, Q, QuerySet, When

from accounts.clock import SqlNow
from accounts.models import User
from accounts.queries import organisations_of, teams_of
from people.access_models import HIDDEN
from people.models import Access, Person

FEW = 2_000  # rows of access: up to here gathering ids is faster than walking
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
        kept = rows_of(user, level="name").values("pk")[: FEW + 1].count() <= FEW
        user._reaches_few = kept  # type: ignore[attr-defined]  # a hint, not a column
    return kept


def within(user: User, *, level: str, person: str, by_key: bool) -> Q:
    """The condition for those who need a row of access. `person` is the path to the person's id;
    with `by_key` records are asked for one by one.
    """
    rows = rows_of(user, level=level)
    if not by_key and reaches_few(user):
        return Q(OneOf(F(person), Ids(_seen(rows, by=user).values("person"))))
    found = Exists(rows.filter(person=OuterRef(person)))
    if not by_key:  # inside a CASE it stays a look-up in memory, and is not made a join
        found = Case(When(found, then=True), default=False, output_field=BooleanField())
    return Q(found) & _open_or_named(user, level=level, person=person)


def whole(user: User, *, level: str, person: str) -> Q:
    """The condition for those who see the whole council and need no row."""
    return _open_or_named(user, level=level, person=person)


def _open_or_named(user: User, *, level: str, person: str) -> Q:
    """Restricted people are seen only by those named one by one; merged records by nobody."""
    path = "" if person == "pk" else person.removesuffix("_id") + "__"
    named = _rows(level).filter(principal=Access.number_of(user=user.pk), person=OuterRef(person))
    there = Q(**{f"{path}merged_into__isnull": True})
    return there & (Q(**{f"{path}restricted": False}) | Q(Exists(named)))


def _seen(rows: QuerySet[Access], *, by: User) -> QuerySet[Access]:
    """The same rule on the rows themselves, by the small index of those who are not open to all."""
    hidden = Person.objects.filter(HIDDEN, pk=OuterRef("person"))
    merged = Person.objects.filter(merged_into__isnull=False, pk=OuterRef("person"))
    named = Q(principal=Access.number_of(user=by.pk)) & ~Q(Exists(merged))
    return rows.filter(~Q(Exists(hidden)) | named)


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
