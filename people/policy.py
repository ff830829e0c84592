"""Who may see and do what with whom: one policy, three answers (way 3).

`visible_to` says which rows, `may` says whether and why not, `people_who_may_see` says who.
The full record needs a role that may view; an interviewer's reach is the interview alone.
Restricted people are seen only by those named one by one, never by team, home or whole-council
role. A record that was merged into another is seen by nobody: whatever pointed at it leads on.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import policy as roles
from accounts.clock import SqlNow
from accounts.models import Membership, User
from accounts.policy import Verdict
from accounts.queries import current as current_memberships
from accounts.queries import organisations_of, teams_of
from accounts.rules import ROLES
from people.models import Access, Person

LEVELS_AT_LEAST = {
    "name": ["name", "interview", "full"],
    "interview": ["interview", "full"],
    "full": ["full"],
}
ACT_OF_LEVEL = {"name": "view", "interview": "view_interview", "full": "view"}


def in_force() -> Q:
    """Access that holds at this moment."""
    return Q(valid_from__lte=SqlNow()) & (Q(valid_to__isnull=True) | Q(valid_to__gt=SqlNow()))


def scope_of(user: User, *, level: str = "full", person: str = "pk") -> Q:
    """The condition under which a row's person is within this user's reach.

    `person` is the path to the person's id, so that episodes and others use the same words.
    """
    if not user.is_active or ACT_OF_LEVEL[level] not in roles.acts_of(user):
        return Q(pk__in=[])
    rows = Access.objects.filter(
        in_force(), person=OuterRef(person), level__in=LEVELS_AT_LEAST[level]
    )
    restricted = "restricted" if person == "pk" else person.removesuffix("_id") + "__restricted"
    named = Exists(rows.filter(user=user))
    if roles.sees_whole_council(user) and level != "interview":
        return Q(named) | Q(**{restricted: False})
    group = Q(team__in=teams_of(user)) | Q(organisation__in=organisations_of(user))
    return Q(named) | (Q(**{restricted: False}) & Q(Exists(rows.filter(group))))


def visible_to(user: User, *, level: str = "full") -> QuerySet[Person]:
    """The people whose record, at that level, this user may see now."""
    return Person.objects.filter(scope_of(user, level=level), merged_into__isnull=True)


def may(user: User, act: str, person: Person) -> Verdict:
    """May this user do this to this person: out of scope is a no without detail."""
    if not visible_to(user).filter(pk=person.pk).exists():
        return Verdict(False, "You cannot see this record.")
    return roles.may(user, act)


def people_who_may_see(person: Person, *, level: str = "full") -> set[int]:
    """The ids of everyone whom `visible_to` would show this person."""
    if person.merged_into_id:
        return set()
    able = {key for key, role in ROLES.items() if ACT_OF_LEVEL[level] in role.acts}
    current = Membership.objects.filter(current_memberships(), user__is_active=True)
    holders = set(current.filter(role__in=able).values_list("user_id", flat=True))
    rows = Access.objects.filter(in_force(), person=person, level__in=LEVELS_AT_LEAST[level])
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
