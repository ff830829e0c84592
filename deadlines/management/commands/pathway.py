"""What is open, due and late; how far behind the sweep and the outbox are; when each last ran."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.clock import local
from deadlines import health
from notifications import health as post_office


class Command(BaseCommand):
    help = "How the deadlines, their sweep and the outbox are doing"

    def handle(self, *args: Any, **options: Any) -> None:
        deadlines = health.of_deadlines()
        self.say("Deadlines", "{open:.0f} open, {due:.0f} due, {late:.0f} missed", deadlines)
        self.say("Sweep", "{waiting:.0f} waiting, {behind:.0f} s behind", deadlines)
        for run in health.last_runs():
            when = f"{local(run.at):%d %b %Y %H:%M:%S}"
            self.stdout.write(f"  last by {run.name}: {when}, {run.judged} looked at")
        if not health.last_runs():
            self.stdout.write("  nobody has swept yet")
        for row in health.aside():
            self.stderr.write(f"  cannot be judged: deadline {row.pk}, {row.failures} times")
        outbox = post_office.of_outbox()
        self.say(
            "Outbox",
            "{waiting:.0f} waiting, {behind:.0f} s behind, {sent:.0f} sent, {failed:.0f} failed",
            outbox,
        )
        for failed in post_office.latest_failures():
            self.stderr.write(f"  not sent: {failed.pk}, {failed.error}")
        self.stdout.write(
            f"Bank holidays known for {health.months_of_holidays_left()} months to come"
        )

    def say(self, name: str, line: str, values: dict[str, float]) -> None:
        self.stdout.write(f"{name}: {line.format(**values)}")
