"""Children and others: names, who works with them, where they live, with whom they are shared."""

from typing import Any

from benchmarks.scale import names, size
from benchmarks.scale.loading import fill
from benchmarks.scale.size import Size
from people.models import Access, Allocation, CareStatus, Person, PersonName, Placement

# Whom the five users reach lies evenly among all; `key` makes their episodes alike at every size.
PEOPLE = """
create temp table everybody as
select p, of_force, of_team, of_home, shared, team_before, home_before, rank,
    case when of_team or of_home or shared then -rank else p end as key,
    case when of_home then rank = 5 when shared then rank = 4
        when of_team then rank in (10, 20) else bench.pick(p, 5, 500) = 0 end as restricted,
    (bench.pick(p, 101, 46341)::bigint * bench.pick(p, 101, 46341) * {given} / 2147488281)::int g,
    (bench.pick(p, 102, 46341)::bigint * bench.pick(p, 102, 46341) * {family} / 2147488281)::int f
from (
    select p, p % ({people} / {of_force}) = 0 as of_force,
        p % ({people} / {of_team}) = 1 and p / ({people} / {of_team}) < {of_team} as of_team,
        p % ({people} / {of_home}) = 2 and p / ({people} / {of_home}) < {of_home} as of_home,
        p % ({people} / {shared}) = 3 and p / ({people} / {shared}) < {shared} as shared,
        p % ({people} / 100) = 4 as team_before, p % ({people} / 60) = 5 as home_before
    from generate_series(1, {people}) p
) marked, lateral (select case
    when of_home then p / ({people} / {of_home}) when shared then p / ({people} / {shared})
    when of_team then p / ({people} / {of_team}) else 0 end as rank) ranked;
analyze everybody;
"""
NAMED = "everybody join given_names g on g.n = g join family_names f on f.n = f"
LEGAL = "(g.written || ' ' || f.written)"
SHORT = "(g.short || ' ' || f.written)"
HAS_SHORT = "bench.pick(p, 103, 10) = 0"
AGE_UNKNOWN = "bench.pick(p, 105, 12) = 0"

ALLOCATIONS = f"""
create temp table held as
select row_number() over () as id, * from (
    select p, 'social_worker' as role, case when not of_team then w.user_id
            when rank % 12 = 0 then 3 else 6 + rank % 15 end as user_id,
        case when of_team then {size.TEAM} else w.team end as team,
        date '2024-01-01' + bench.pick(key, 23, 600) as starts_on, null::date as ends_on
    from everybody
    left join workers w on w.role = 'social_worker'
        and w.number = bench.pick(key, 22, {{social_workers}})
    where of_team or bench.pick(key, 24, 100) < 85
    union all
    select p, 'social_worker', case when team_before then 6 + p % 15 else w.user_id end,
        case when team_before then {size.TEAM} else w.team end,
        date '2021-01-01' + bench.pick(key, 25, 600), date '2024-01-01' + bench.pick(key, 23, 600)
    from everybody
    left join workers w on w.role = 'social_worker'
        and w.number = bench.pick(key, 26, {{social_workers}})
    where team_before or bench.pick(key, 27, 100) < 30
    union all
    select p, 'team_manager', w.user_id, null, date '2023-01-01' + bench.pick(key, 28, 900), null
    from everybody join workers w on w.role = 'team_manager'
        and w.number = bench.pick(key, 29, {{managers}})
    where bench.pick(key, 30, 100) < 20 and not of_team
) rows
"""
PLACEMENTS = f"""
create temp table placed as
select row_number() over () as id, * from (
    select p, case when of_home then {size.HOME}
            else {size.HOME} + 1 + bench.pick(key, 31, {size.HOMES - 1}) end as home,
        date '2024-06-01' + bench.pick(key, 32, 600) as starts_on, null::date as ends_on
    from everybody where of_home or bench.pick(key, 33, 100) < 20
    union all
    select p, case when home_before then {size.HOME}
            else {size.HOME} + 1 + bench.pick(key, 34, {size.HOMES - 1}) end,
        date '2022-01-01' + bench.pick(key, 35, 500), date '2024-06-01' + bench.pick(key, 32, 600)
    from everybody where home_before or bench.pick(key, 36, 100) < 30
) rows
"""
# Shared with a force, and given to somebody by name: some for a time that is over.
SHARES = f"""
(select p, {size.FORCE} as organisation, null::int as user_id, 0 as part from everybody
    where of_force
union all
select p, {size.FORCE} + 1 + bench.pick(key, 41, {size.FORCES - 1}), null, 1 from everybody
    where bench.pick(key, 42, 100) < 45
union all
select p, null, 5, 2 from everybody where shared
union all
select p, null, 5, 4 from everybody where p % ({{people}} / 4) = 6
union all
select p, {size.FORCE}, null, 4 from everybody where p % ({{people}} / 50) = 8
union all
select p, null, 31 + bench.pick(key, 51, {{users}} - 30), 3 from everybody
    where bench.pick(key, 52, 100) < 55) s
"""


def load(cursor: Any, wanted: Size) -> None:
    names.load(cursor)
    cursor.execute(PEOPLE.format(given=names.GIVEN, family=names.FAMILY, **wanted.values))
    fill(
        cursor, Person, NAMED, id="p", reference="bench.reference('P-', p)",
        given_name="g.written", family_name="f.written",
        known_as=f"case when {HAS_SHORT} then g.short else '' end",
        date_of_birth=f"case when {AGE_UNKNOWN} then null "
        "else date '2026-03-06' - 30 - bench.pick(p, 106, 20 * 365) end",
        estimated_age=f"case when {AGE_UNKNOWN} then bench.pick(p, 106, 19) end",
        estimated_on=f"case when {AGE_UNKNOWN} then date '2026-01-01' end",
        gender="(array['female', 'male'])[1 + bench.pick(p, 107, 2)]",
        responsible_authority_id=str(size.COUNCIL), restricted="restricted",
        created_at="timestamptz '2020-01-01 00:00+00' + p * interval '1 minute'",
    )  # fmt: skip
    fill(
        cursor, PersonName, NAMED, person_id="p", kind="'legal'", written=LEGAL,
        normal="g.normal || ' ' || f.normal", sound="g.sound || ' ' || f.sound",
    )  # fmt: skip
    fill(
        cursor, PersonName, f"{NAMED} where {HAS_SHORT}", person_id="p", kind="'known_as'",
        written=SHORT, normal="g.short_normal || ' ' || f.normal",
        sound="g.short_sound || ' ' || f.sound",
    )  # fmt: skip
    fill(
        cursor, CareStatus, "everybody where bench.pick(p, 108, 10) < 4", person_id="p",
        status="(array['child_in_need', 'looked_after'])[1 + bench.pick(p, 109, 2)]",
        starts_on="date '2024-01-01' + bench.pick(p, 110, 600)",
    )  # fmt: skip
    _allocate(cursor)
    _place(cursor)
    fill(
        cursor, Access, SHARES.format(**wanted.values), person_id="p",
        organisation_id="organisation", user_id="user_id", level="'full'",
        source="'grant:' || part || p",
        valid_from="timestamptz '2025-01-01 00:00+00'",
        valid_to="case when part = 4 or part in (1, 3) and bench.pick(p, 53, 3) = 0 "
        "then timestamptz '2026-01-01 00:00+00' when part = 3 "
        "then timestamptz '2027-01-01 00:00+00' end",
    )  # fmt: skip


def _allocate(cursor: Any) -> None:
    cursor.execute("select role, count(*) from workers group by role")
    there = dict(cursor.fetchall())
    cursor.execute(
        ALLOCATIONS.format(social_workers=there["social_worker"], managers=there["team_manager"])
    )
    fill(
        cursor, Allocation, "held", id="id", person_id="p", role="role", user_id="user_id",
        team_id="team", starts_on="starts_on", ends_on="ends_on",
    )  # fmt: skip
    common = {
        "person_id": "p", "level": "'full'", "source": "'allocation:' || id",
        "valid_from": "bench.midnight(starts_on)", "valid_to": "bench.midnight(ends_on + 1)",
    }  # fmt: skip
    fill(cursor, Access, "held", user_id="user_id", **common)
    fill(cursor, Access, "held where team is not null", team_id="team", **common)


def _place(cursor: Any) -> None:
    cursor.execute(PLACEMENTS)
    fill(
        cursor, Placement, "placed", id="id", person_id="p", kind="'home'", home_id="home",
        starts_on="starts_on", ends_on="ends_on",
    )  # fmt: skip
    fill(
        cursor, Access, "placed", person_id="p", organisation_id="home", level="'full'",
        source="'placement:' || id", valid_from="bench.midnight(starts_on)",
        valid_to="bench.midnight(ends_on + 1)",
    )  # fmt: skip
