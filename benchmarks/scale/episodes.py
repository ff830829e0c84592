"""Episodes with their statuses, grades, duties and the trail of who reported them."""

from typing import Any

from accounts.models import AuditEvent
from benchmarks.scale import size
from benchmarks.scale.loading import fill
from cases.models import Episode, RiskView, StatusSpell
from deadlines.models import Deadline

YEARS = 5
# Each person has between one and 32 in five years, four on average, each in a stretch of its own.
PAST = f"""
create temp table happened as
select row_number() over (order by started_at, p) as id, p, started_at, started_at + least(
        stretch * 0.3, interval '20 minutes' * (1 + bench.pick(lot, 65, 60))
    ) as ended_at, bench.pick(lot, 66, 100) as luck,
    lot
from (
    select p, key * 64 + j as lot, stretch, timestamptz '{size.MOMENT}' - interval '{YEARS} years'
        + stretch * (j + bench.pick(key * 64 + j, 64, 1000) / 1600.0) as started_at
    from (
        select p, key, of_them, (interval '{YEARS} years' - interval '20 days') / of_them as stretch
        from everybody, lateral (select case when of_home then 6 + 3 * rank
            when shared then 5 + 2 * rank else (array[1, 3, 8, 20, 32])[1
                + (luck >= 60)::int + (luck >= 80)::int + (luck >= 92)::int + (luck >= 98)::int]
            end as of_them from (select bench.pick(key, 61, 100) as luck) l) counted
    ) stretched, generate_series(0, of_them - 1) j
) begun
"""
# Who is missing or absent now: a few of each class, the rest all over the council.
NOW = f"""
create temp table missing_now as
select {{last}} + row_number() over (order by p) as id, p, timestamptz '{size.MOMENT}'
        - interval '17 minutes' * (1 + bench.pick(key, 71, 600)) as started_at,
    null::timestamptz as ended_at, 100 + bench.pick(key, 72, 100) as luck,
    key * 64 + 63 as lot
from (
    select p, key from everybody
    order by ((of_home and rank in (0, 1, 5)) or (shared and rank = 0)
            or (of_team and rank in (0, 12, 10))) desc, bench.pick(p, 73, 1000000), p
    limit {size.OPEN}
) chosen
"""
ALL = "(select * from happened union all select * from missing_now) e"
STATE = """
case when luck >= 190 then 'located' when luck >= 100 then 'open' when luck = 99 then 'void'
    when luck >= 95 then 'ended' else 'finalised' end
"""
STATUS = """
(array['absent_home', 'absent_placement', 'missing_home', 'missing_placement'])
    [1 + bench.pick(lot, 74, 4)]
"""
HALFWAY = "e.started_at + (e.ended_at - e.started_at) / 2"
CHANGED = "e.ended_at is not null and bench.pick(lot, 75, 10) = 0"
GRADE = "(array['no_apparent_risk', 'low', 'medium', 'high'])[1 + bench.pick(lot, {}, 4)]"
RECENT = f"e.started_at > timestamptz '{size.MOMENT}' - interval '1 year'"
DUTIES = "'{told_parents,oversight,strategy_limit,interview_held,profile_reviewed}'::text[]"


def load(cursor: Any) -> None:
    cursor.execute(PAST)
    cursor.execute("select max(id) from happened")
    cursor.execute(NOW.format(last=cursor.fetchone()[0]))
    fill(
        cursor, Episode, f"{ALL} order by id", id="id", reference="bench.reference('E-', id)",
        person_id="p", state=STATE, started_at="started_at", missing_from="'placement'",
        from_detail="'The front door'", last_seen_by="'A member of staff'",
        circumstances="repeat('Did not come back from school. ', 4)", reporter_name="'Staff'",
        responsible_authority_id=str(size.COUNCIL), reporter_relation="'carer'",
        police_force_id=str(size.FORCE), reported_by_id="1 + bench.pick(lot, 76, 1000)",
        reported_at="started_at + interval '10 minutes'",
        located_at="case when luck >= 190 then started_at + interval '12 minutes' end",
        ended_at="ended_at",
        end_reason="case when ended_at is null or luck = 99 then '' else 'by_self' end",
        finalised_at="case when luck < 95 then ended_at + interval '3 days' end",
        closed_reason="case when luck = 99 then 'Entered twice' else '' end",
    )  # fmt: skip
    spell = {"episode_id": "e.id", "by_id": "1"}
    fill(
        cursor, StatusSpell, ALL, **spell, status=STATUS, starts_at="e.started_at",
        ends_at=f"case when {CHANGED} then {HALFWAY} else e.ended_at end",
    )  # fmt: skip
    fill(
        cursor, StatusSpell, f"{ALL} where {CHANGED}", **spell, status="'missing_home'",
        starts_at=HALFWAY, ends_at="e.ended_at",
    )  # fmt: skip
    for seed, whose in ((77, "police"), (78, "council")):
        fill(
            cursor, RiskView, f"{ALL} where {RECENT}", episode_id="e.id", whose=f"'{whose}'",
            grade=GRADE.format(seed), at="e.started_at + interval '1 hour'", by_id="1",
        )  # fmt: skip
    fill(
        cursor, AuditEvent, f"{ALL} order by e.id", at="e.started_at + interval '10 minutes'",
        verb="'episode.reported'", by_id="1", by_name="'User 1'", about_kind="'episode'",
        about_id="e.id", about_ref="bench.reference('E-', e.id)", person_id="p",
        detail="""'{"status": "Missing from Home"}'::jsonb""",
    )  # fmt: skip
    fill(
        cursor, Deadline, f"{ALL}, unnest({DUTIES}) duty where {RECENT}", rule="duty",
        title="initcap(replace(duty, '_', ' '))", person_id="p", about_kind="'episode'",
        about_id="e.id", about_ref="bench.reference('E-', e.id)", episode_id="e.id",
        owner_role="'social_worker'", starts_at="e.started_at",
        due_at="e.started_at + interval '3 days'", opened_at="e.started_at",
        state="case when luck >= 100 then 'open' else 'met' end",
        closed_at="case when luck < 100 then e.started_at + interval '2 days' end",
        look_at="case when luck >= 100 then e.started_at + interval '3 days' end",
    )  # fmt: skip
