"""Who may see and do what with whom: one policy, three answers (way 3).

`visible_to` says which rows, `may` says whether and why not, `people_who_may_see` says who.
The full record needs a role that may view; an interviewer's reach is the interview alone.
Restricted people are seen only by those named one by one, never by team, home or whole-council
role. A record that was merged into another is seen by nobody: whatever pointed at it leads on.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts import policy as roles
from accounts.models import Membership, User
from accounts.policy import Verdict
from accounts.queries import current as current_memberships
from accounts.rules import ROLES
from people import reach
from people.models import Access, Person

ACT_OF_LEVEL = {"name": "view", "interview": "view_interview", "full": "view"}


def scope_of(user: User, *, level: str = "full", person: str = "pk", by_key: bool = False) -> Q:
    """The condition under which a row's person is within this user's reach.

    `person` is the path to the person's id, so that episodes and others use the same words; with
    `by_key` few records are asked for, by their keys or for another reason (people/reach.py; the
    answer is the same).
    """
    if not user.is_active or ACT_OF_LEVEL[level] not in roles.acts_of(user):
        return Q(pk__in=[])
    if roles.sees_whole_council(user) and level != "interview":
        return reach.whole(user, level=level, person=person)
    return reach.within(user, level=level, person=person, by_key=by_key)


def visible_to(user: User, *, level: str = "full", by_key: bool = False) -> QuerySet[Person]:
    """The people whose record, at that level, this user may see now."""
    return Person.objects.filter(scope_of(user, level=level, by_key=by_key))


def would_see(user: User) -> QuerySet[Person]:
    """Whom this user would see if no record were restricted: who may report them all the same."""
    if "view" not in roles.acts_of(user):
        return Person.objects.none()
    there = Person.objects.filter(merged_into__isnull=True)
    if roles.sees_whole_council(user):
        return there
    return there.filter(pk__in=reach.rows_of(user, level="full").values("person"))


def own_reason(user: User, person: Person) -> bool:
    """Whether this user sees the record by more than what was opened to them: passing on what one
    was given, or got in an emergency, is for somebody else to decide.
    """
    if roles.sees_whole_council(user) and not person.restricted:
        return True
    rows = reach.rows_of(user, level="full").filter(person=person)
    if person.restricted:
        rows = rows.filter(user=user)
    sources = rows.values_list("source", flat=True)
    return any(one.partition(":")[0] not in {"grant", "emergency"} for one in sources)


def may(user: User, act: str, person: Person) -> Verdict:
    """May this user do this to this person: out of scope is a no without detail."""
    if not visible_to(user, by_key=True).filter(pk=person.pk).exists():
        return Verdict(False, "You cannot see this record.")
    return roles.may(user, act)


def people_who_may_see(person: Person, *, level: str = "full") -> set[int]:
    """The ids of everyone whom `visible_to` would show this person."""
    if person.merged_into_id:
        return set()
    able = {key for key, role in ROLES.items() if ACT_OF_LEVEL[level] in role.acts}
    current = Membership.objects.filter(current_memberships(), user__is_active=True)
    holders = set(current.filter(role__in=able).values_list("user_id", flat=True))
    rows = Access.objects.filter(
        reach.in_force(), person=person, level__in=reach.LEVELS_AT_LEAST[level]
    )
    seen = set(rows.filter(user__isnull=False).values_list("user_id", flat=True))
    if not person.restricted:
        whole = [key for key, role in ROLES.items() if role.whole_council]
        if level != "interview":
            seen |= set(current.filter(role__in=whole).values_list("user_id", flat=True))
        seen |= set(
            current.filter(
                Q(team__in=rows.filter(team__isnull=False).values("team"))
                | Q(
                    team__organisation__in=rows.filter(organisation__isnull=False).values(
                        "organisation"
                    )
                )
            ).values_list("user_id", flat=True)
        )
    return seen & holders


def anybody_hidden(user: User, references: Iterable[str]) -> bool:
    """Whether one of these people has a restricted record that this user may not see."""
    restricted = Person.objects.filter(reference__in=list(references), restricted=True)
    return restricted.exclude(pk__in=visible_to(user, by_key=True).values("pk")).exists()
