"""Sweep by hand, or stand by for the workers: `manage.py sweep --watch` (compose and make run
start it)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from deadlines import standby
from deadlines.sweep import sweep_all


class Command(BaseCommand):
    help = "Look at every deadline whose time has come"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--watch", action="store_true", help="stand by, and step in when no worker sweeps"
        )
        parser.add_argument(
            "--after", type=float, default=standby.TOO_OLD, help="seconds without a worker's sweep"
        )

    def handle(self, *args: Any, watch: bool, after: float, **options: Any) -> None:
        if watch:
            self.stdout.write("Standing by for the workers' sweep.")
            standby.watch(too_old=after, pause=min(standby.PAUSE, after))
            return
        self.stdout.write(f"{sweep_all(name='by hand')} deadlines looked at.")
