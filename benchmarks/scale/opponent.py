"""The same reach as guardian would hold it, and guardian's own list query over it.

Given to groups where a role, a team, a home or a force gives it, to the user where a name does.
Guardian knows neither time nor restriction, so what is over and what is hidden is not in its rows.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from guardian.shortcuts import get_objects_for_user

from accounts.models import User
from accounts.rules import ROLES
from benchmarks.scale import size
from benchmarks.scale.loading import fill
from people.models import Person, PersonGrant, PersonTeamGrant

WHOLE = 1_000_000  # the group of those who see the whole council
PERMISSION = """
select p.id from auth_permission p join django_content_type c on c.id = p.content_type_id
where c.app_label = 'people' and p.codename = 'view_person'
"""
IN_FORCE = f"valid_from <= '{size.MOMENT}' and (valid_to is null or valid_to > '{size.MOMENT}')"
ROWS = f"people_access a join everybody on p = a.person_id and not restricted where {IN_FORCE}"
MEMBERS = """
insert into accounts_user_groups (user_id, group_id)
select user_id, team_id from accounts_membership
union select user_id, {whole} from accounts_membership where role = any(%s)
"""


def load(cursor: Any) -> None:
    cursor.execute(PERMISSION)
    permission = str(cursor.fetchone()[0])
    fill(cursor, Group, "accounts_team", id="id", name="'Team ' || id")
    fill(cursor, Group, "(values (1)) one", id=str(WHOLE), name="'Whole council'")
    whole = [key for key, role in ROLES.items() if role.whole_council]
    cursor.execute(MEMBERS.format(whole=WHOLE), [whole])
    named = f"(select distinct user_id, person_id from people_access where {IN_FORCE}"
    fill(
        cursor, PersonGrant, f"{named} and user_id is not null) g", permission_id=permission,
        user_id="user_id", content_object_id="person_id", level="'full'", reason="'A share'",
        valid_from=f"'{size.MOMENT}'::timestamptz", by_id="user_id",
        valid_to=f"'{size.MOMENT}'::timestamptz + interval '30 days'",
    )  # fmt: skip
    groups = f"""
        (select team_id as group_id, person_id from {ROWS} and team_id is not null
        union select t.id, person_id from {
        ROWS.replace("where", "join accounts_team t on t.organisation_id = a.organisation_id where")
    }
        union all select {WHOLE}, p from everybody where not restricted) g
    """
    fill(
        cursor, PersonTeamGrant, groups, permission_id=permission, group_id="group_id",
        content_object_id="person_id",
    )  # fmt: skip


def visible_to(user: User) -> QuerySet[Person]:
    """Guardian's own list query. Without its shortcut for superusers and for those who hold the
    permission on everything: neither can leave anybody out."""
    return get_objects_for_user(
        user, "people.view_person", with_superuser=False, accept_global_perms=False
    )
