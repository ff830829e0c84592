"""What every table stands on, made by the first migration: extensions, the one clock, numbers."""

from django.db import migrations

CLOCK = """
create table homeward_clock (
    only_row boolean primary key default true check (only_row),
    fixed_at timestamptz,
    moved_by interval not null default '0'
);
comment on table homeward_clock is
    'Empty in production. Tests put a row here to move every process''s clock.';

create function homeward_now() returns timestamptz language sql stable parallel safe as $$
    select coalesce(
        (select coalesce(fixed_at, clock_timestamp()) + moved_by from public.homeward_clock),
        clock_timestamp()
    )
$$;

create function homeward_xid() returns bigint language sql volatile as $$
    select pg_current_xact_id()::text::bigint
$$;

create function homeward_refuse_truncate() returns trigger language plpgsql as $$
begin
    raise exception '% keeps what happened and is never emptied', tg_table_name
        using errcode = 'restrict_violation';
end
$$;
"""
NO_CLOCK = """
drop function homeward_refuse_truncate();
drop function homeward_xid();
drop function homeward_now();
drop table homeward_clock;
"""


GROUND = [
    *(
        migrations.RunSQL(f"create extension if not exists {name}", migrations.RunSQL.noop)
        for name in ("pg_trgm", "btree_gist", "unaccent", "citext")
    ),
    migrations.RunSQL(CLOCK, NO_CLOCK),
]
