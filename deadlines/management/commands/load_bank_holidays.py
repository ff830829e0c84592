"""Bank holidays of every part of the UK, from the list in the package; no network. Can be run at
any time."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from govuk_bank_holidays.bank_holidays import BankHolidays

from deadlines.models import BankHoliday

DIVISIONS = (
    BankHolidays.ENGLAND_AND_WALES,
    BankHolidays.SCOTLAND,
    BankHolidays.NORTHERN_IRELAND,
)
# Proclaimed after the package's list was made; leave a day here until the package has it.
PROCLAIMED_SINCE = (
    (date(2026, 6, 15), BankHolidays.SCOTLAND, "Day after Scotland’s first World Cup match"),
)


class Command(BaseCommand):
    help = "Add the bank holidays of the package that are not in the table yet"

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        known = BankHolidays(use_cached_holidays=True)
        rows = [
            BankHoliday(day=row["date"], division=division, name=row["title"])
            for division in DIVISIONS
            for row in known.get_holidays(division=division)
        ] + [
            BankHoliday(day=day, division=division, name=name)
            for day, division, name in PROCLAIMED_SINCE
        ]
        before = BankHoliday.objects.count()
        BankHoliday.objects.bulk_create(rows, ignore_conflicts=True)
        if verbosity:
            last = max(row.day for row in rows)
            self.stdout.write(
                f"{BankHoliday.objects.count() - before} bank holidays added; known until {last}."
            )
