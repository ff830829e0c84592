"""The statuses that stood on the person become their first spells, from the day they were added.

A migration of its own: Postgres changes no table while rows that it has just been given wait for
the checks of their keys.
"""

from django.db import migrations

DAY = "(created_at at time zone 'Europe/London')::date"
MOVES = [
    f"""insert into people_carestatus (person_id, status, category, starts_on, mistake, version)
    select id, care_status, '', {DAY}, '', 1 from people_person where care_status <> 'not_open'""",
    f"""insert into people_legalstatus (person_id, status, starts_on, mistake, version)
    select id, legal_status, {DAY}, '', 1 from people_person where legal_status <> 'none'""",
    f"""update people_person set estimated_on = {DAY}, estimated_age =
    greatest(0, extract(year from created_at)::int - estimated_birth_year)
    where estimated_birth_year is not null and date_of_birth is null""",
]


class Migration(migrations.Migration):
    dependencies = [("people", "0005_statuses_over_time")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in MOVES]
