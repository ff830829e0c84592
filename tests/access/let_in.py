"""How somebody was let in to the boy's record: by a grant, in an emergency, as his host."""

from collections.abc import Callable
from datetime import timedelta

from accounts.clock import today
from accounts.models import User
from people import access, emergency, grants
from people.models import EmergencyAccess, PersonGrant, Placement
from tests.cast import Cast, team_of, user


def granted(role: str) -> Callable[[Cast], User]:
    """Somebody of another team to whom his record was given, to the end of the month."""

    def stage(cast: Cast) -> User:
        one = user(f"Greta Granted {role}", cast.other_team, role)
        given(cast, grants.To(user=one))
        return one

    return stage


def given(cast: Cast, to: grants.To, *, level: str = "full") -> PersonGrant:
    return grants.give(
        ref=cast.boy.reference, to=to, level=level, reason="Covers for his worker",
        until=today() + timedelta(days=20), by=cast.manager,
    )  # fmt: skip


def granted_the_name(cast: Cast) -> User:
    one = user("Nadia Nameonly", cast.other_team, "social_worker")
    given(cast, grants.To(user=one), level="name")
    return one


def team_was_granted(cast: Cast) -> User:
    """To the whole team, and they are in it."""
    team = team_of(cast.council, "Team that helps out")
    given(cast, grants.To(team=team))
    return user("Tamsin Teamgrant", team, "social_worker")


def grant_expired(cast: Cast) -> User:
    """It ended by its own date: nobody took it back."""
    one = user("Xander Expired", cast.other_team, "social_worker")
    row = given(cast, grants.To(user=one))
    PersonGrant.objects.filter(pk=row.pk).update(
        valid_from=row.valid_from - timedelta(days=9), valid_to=row.valid_from
    )
    access.rebuild(by=None)
    return one


def grant_ended(cast: Cast) -> User:
    one = user("Edwin Ended", cast.other_team, "social_worker")
    row = given(cast, grants.To(user=one))
    grants.end(ref=cast.boy.reference, number=row.pk, why="Not needed", by=cast.manager)
    return one


def in_an_emergency(role: str) -> Callable[[Cast], User]:
    """The glass is broken, and for some hours yet."""

    def stage(cast: Cast) -> User:
        one = user(f"Glenda Glass {role}", cast.other_team, role)
        emergency.begin(ref=cast.boy.reference, by=one, reason="Seen at the coach station now")
        return one

    return stage


def after_an_emergency(cast: Cast) -> User:
    """Its hours are over; nobody ended it."""
    one = user("Petrus Past", cast.other_team, "social_worker")
    row = emergency.begin(ref=cast.boy.reference, by=one, reason="Seen at the coach station now")
    EmergencyAccess.objects.filter(pk=row.pk).update(
        begun_at=row.begun_at - timedelta(hours=9), until=row.begun_at - timedelta(hours=5)
    )
    access.rebuild(by=None)
    return one


def of_the_host_authority(cast: Cast) -> User:
    """A social worker of the authority in whose area his home lies."""
    host = type(cast.home).objects.create(name="Hostshire Council", kind="authority")
    Placement.objects.filter(person=cast.boy, home=cast.home).update(host=host)
    access.rebuild(by=None)
    return user("Hosea Host", team_of(host, "Hostshire duty"), "social_worker")
