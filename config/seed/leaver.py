"""A key worker who has left, and whose work waits to be handed over."""

from django.contrib.auth.hashers import make_password

from accounts import services as accounts
from accounts.local import PASSWORD
from accounts.models import Membership, User
from config.seed.staff import SINCE, Staff
from people import services
from people.models import Allocation

NAME = "Gwen Bygone-Sample"
ADDRESS = "gwen.bygone-sample@exampleshire.test"


def make_leaver(staff: Staff) -> None:
    """Three children of one team were hers; her account is suspended. Found again, nothing is
    done.
    """
    if User.objects.filter(email=ADDRESS).exists():
        return
    manager = staff.first("team_manager")
    team = staff.team_of[manager.pk]
    gone = User.objects.create(email=ADDRESS, name=NAME, password=make_password(PASSWORD))
    Membership.objects.create(user=gone, team=team, role="social_worker", starts_on=SINCE)
    hers = Allocation.objects.filter(role="social_worker", team=team).order_by("person_id")
    for part in hers.select_related("person")[:3]:
        services.allocate(
            person=part.person, role="key_worker", user=gone, team=team, starts_on=SINCE,
            by=manager,
        )  # fmt: skip
    accounts.suspend(user=gone, by=staff.first("administrator"))
