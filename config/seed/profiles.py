"""A Missing Profile of a made-up child: complete, agreed and sent."""

from accounts.clock import now
from accounts.models import User
from config.seed.sections import save
from config.seed.staff import Staff
from people.models import Person
from people.queries import allocated
from profiles import services, versions
from profiles.models import ProfileSection
from profiles.parts import PARTS


def make_profile(person: Person, staff: Staff) -> None:
    """By the allocated worker, or by the Hub where there is none."""
    by: User = allocated(person.pk).get("social_worker", staff.first("missing_coordinator"))
    profile = services.start(person=person, by=by)
    for key, part in PARTS.items():
        if part.needed:
            save(
                table=ProfileSection, parent=profile, key=key, part=part, answers={}, by=by,
                moment=now(),
            )  # fmt: skip
    services.say_likelihood(
        profile=profile, likelihood="high", why="Three times in the last month", by=by
    )
    versions.agree(profile=profile, note="First version", by=by)
