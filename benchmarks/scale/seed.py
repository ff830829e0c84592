"""Fills the database that we are pointed at, as its owner."""

import time
from collections.abc import Callable

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connections

from accounts import models as accounts
from benchmarks.scale import episodes, opponent, people, size, staff
from benchmarks.scale.loading import bare
from benchmarks.scale.size import Size
from cases import models as cases
from deadlines.models import Deadline
from people import models, name_words

TABLES = [
    accounts.Organisation, accounts.Team, accounts.User, accounts.Membership, Group,
    accounts.User.groups.through, models.Person, models.PersonName, models.Allocation,
    models.Placement, models.CareStatus, models.Access, models.PersonGrant, models.PersonTeamGrant,
    cases.Episode, cases.StatusSpell, cases.RiskView, accounts.AuditEvent, Deadline,
]  # fmt: skip


def seed(wanted: Size, *, say: Callable[[str], None] = print) -> None:
    """Some minutes' worth of rows at half a million people; the clock stands still in there."""
    start = time.perf_counter()
    call_command("load_bank_holidays", verbosity=0)
    with connections["owner"].cursor() as cursor:
        cursor.execute("insert into homeward_clock (fixed_at) values (%s)", [size.MOMENT])
        with bare(cursor, TABLES):
            for name, load in (
                ("staff", lambda: staff.load(cursor, wanted)),
                ("people", lambda: people.load(cursor, wanted)),
                ("episodes", lambda: episodes.load(cursor)),
                ("guardian", lambda: opponent.load(cursor)),
            ):
                load()
                say(f"{name}: {time.perf_counter() - start:.0f} s")
        say(f"indexes and constraints: {time.perf_counter() - start:.0f} s")
        name_words.fill(using="owner")
        cursor.execute("vacuum analyze")
        cursor.execute("select pg_database_size(current_database())")
        (taken,) = cursor.fetchone()
    took = time.perf_counter() - start
    say(f"{wanted.people:,} people: {taken / 1e9:.1f} GB in {took:.0f} s")
