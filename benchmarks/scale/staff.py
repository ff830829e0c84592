"""The council, forces and homes, their teams, and everybody who signs in."""

from typing import Any

from accounts.models import Membership, Organisation, Team, User
from benchmarks.scale import size
from benchmarks.scale.loading import fill
from benchmarks.scale.size import Size

# Whole numbers and references that look random and are the same every time.
FUNCTIONS = """
create schema bench;
create function bench.pick(n bigint, seed int, below int) returns int
    language sql immutable parallel safe
    return (hashint8extended(n, seed) & 9223372036854775807) % below;
create function bench.digit(n bigint) returns text language sql immutable parallel safe
    return substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (n % 30)::int, 1);
create function bench.reference(prefix text, n bigint) returns text
    language sql immutable parallel safe
    return prefix || bench.digit(n * 412345678901 / 21870000000)
        || bench.digit(n * 412345678901 / 729000000) || bench.digit(n * 412345678901 / 24300000)
        || bench.digit(n * 412345678901 / 810000) || bench.digit(n * 412345678901 / 27000)
        || bench.digit(n * 412345678901 / 900) || bench.digit(n * 412345678901 / 30)
        || bench.digit(n * 412345678901);
create function bench.midnight(day date) returns timestamptz language sql stable parallel safe
    return day::timestamp at time zone 'Europe/London';
"""
KINDS = f"""
generate_series(1, {size.HOME + size.HOMES - 1}) n,
lateral (select case when n = {size.COUNCIL} then 'council'
    when n < {size.HOME} then 'police' else 'home' end kind) k
"""
TEAMS = f"""
generate_series(1, {size.HOME_TEAM + size.HOMES - 1}) n,
lateral (select case when n < {size.FORCE_TEAM} then {size.COUNCIL}
    else n - {size.FORCE_TEAM} + {size.FORCE} end organisation) o
"""
USERS = "generate_series(1, {users}) n"
# The five first, some workmates of theirs, then everybody else.
POSTS = f"""
create temp table posts as
select n, case
    when n = 1 then 1 when n = 2 then {size.FORCE_TEAM} when n = 3 then {size.TEAM}
    when n = 4 then {size.HOME_TEAM} when n = 5 then {size.REVIEWING}
    when n <= 20 then {size.TEAM} when n <= 30 then {size.HOME_TEAM}
    when part < 60 then 3 + bench.pick(n, 2, {size.COUNCIL_TEAMS - 3})
    when part < 80 then {size.HOME_TEAM} + 1 + bench.pick(n, 3, {size.HOMES - 1})
    when part < 90 then {size.FORCE_TEAM} + 1 + bench.pick(n, 4, {size.FORCES - 1})
    when part < 95 then {size.REVIEWING} else 1 end as team,
    case when n = 1 then 'missing_coordinator' when n = 2 then 'police'
    when n = 3 then 'social_worker' when n = 4 then 'care_staff' when n = 5 then 'iro'
    when n <= 20 then 'social_worker' when n <= 30 then 'care_staff'
    when part < 55 then 'social_worker' when part < 60 then 'team_manager'
    when part < 80 then 'care_staff' when part < 90 then 'police' when part < 95 then 'iro'
    else 'business_support' end as role
from generate_series(1, {{users}}) n, lateral (select bench.pick(n, 1, 100) part) p;
create temp table workers as
select row_number() over (partition by role order by n) - 1 as number, n as user_id, team, role
from posts where role in ('social_worker', 'team_manager') and n > 20;
"""


def load(cursor: Any, wanted: Size) -> None:
    cursor.execute(FUNCTIONS)
    fill(
        cursor, Organisation, KINDS, id="n", name="initcap(kind) || ' ' || n", kind="kind",
    )  # fmt: skip
    fill(cursor, Team, TEAMS, id="n", organisation_id="organisation", name="'Team ' || n")
    fill(
        cursor, User, USERS.format(**wanted.values), id="n", name="'User ' || n", password="'!'",
        email="'user' || n || '@example.test'", joined_at="now()",
    )  # fmt: skip
    cursor.execute(POSTS.format(**wanted.values))
    fill(
        cursor, Membership, "posts", user_id="n", team_id="team", role="role",
        starts_on="date '2020-01-01'",
    )  # fmt: skip
