"""A made-up council to look at: staff, people, past episodes, and five people missing now."""

from datetime import timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.clock import local, now
from accounts.models import User
from cases.models import Episode
from config.seed import clock, episodes, sharing
from config.seed.again import missing_again
from config.seed.duplicates import make_duplicates
from config.seed.earlier import bring_over
from config.seed.leaver import make_leaver
from config.seed.people import make_people
from config.seed.profiles import make_profile
from config.seed.records import move_one
from config.seed.staff import make_staff
from config.seed.tidy import forget_old
from deadlines.sweep import sweep_all

# Five children of homes, each with their own worker, who are missing now.
AWAY = (3, 14, 25, 36, 47)
# What is older was brought over from the council's earlier system.
OURS_SINCE = timedelta(days=150)


class Command(BaseCommand):
    help = "Fill an empty database with a made-up caseload. Run again, it changes nothing."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--episodes", type=int, default=300)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("The made-up caseload is for a laptop and for tests only.")
        clock.let_go()
        call_command("load_bank_holidays", verbosity=0)
        if User.objects.exclude(email__endswith="@exampleshire.test").exists():
            raise CommandError("There are users here who are not made up: nothing was added.")
        with clock.past():
            self.tell(options["episodes"])

    def tell(self, count: int) -> None:
        """Staff and people whole or not at all; then each episode, going on where it stopped."""
        chance, moment = Random("homeward"), now()
        with transaction.atomic():
            staff = make_staff(settings.COUNCIL_NAME)
            people = make_people(staff, chance=chance, today=local(moment).date())
            make_leaver(staff)
            make_duplicates(people, staff)
        self.stdout.write(f"{User.objects.count()} users, {len(people)} people")
        away = [people[number] for number in AWAY]
        others = [person for person in people if person not in away]
        past = Episode.objects.exclude(person__in=away).count()
        told = episodes.plan(others, chance=chance, now=moment, count=count - past)
        never = [p for p in away if not p.episodes.exists()]
        told += episodes.missing_now(away, now=moment) if len(never) == len(away) else []
        if not told:
            self.stdout.write("There is a caseload already")
            return
        earlier = [one for one in told if one.start < moment - OURS_SINCE]
        bring_over(earlier, staff, chance=chance, now=moment)
        told = [one for one in told if one not in earlier]
        for number, one in enumerate(told, 1):
            episodes.tell(one, staff, chance=chance, now=moment)
            if number % 50 == 0:
                self.stdout.write(f"{number} of {len(told)} episodes told")
        clock.let_go()
        missing_again(away[-1], others, staff, now=moment)
        sharing.make_agreements(staff)
        for number, person in enumerate((away[0], away[-1])):
            sharing.make_photo(person, staff, number=number)
            make_profile(person, staff)
        move_one(others[:12], staff, today=local(moment).date(), by=staff.first("social_worker"))
        sharing.share(away[0], staff)
        forget_old(before=moment - timedelta(days=1))
        sweep_all()
        self.stdout.write(f"{Episode.objects.count()} episodes, {len(away)} people missing now")
