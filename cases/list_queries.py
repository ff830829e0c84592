"""What the filters of the board and the list leave, and what can be chosen in them."""

from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from accounts import policy as roles
from accounts.clock import LONDON, today
from accounts.models import Organisation, Team, User
from cases import list_rules, rules
from cases.models import Episode, RiskView, SavedView
from cases.queries import away_now, grade_of, status_of
from people.models import Allocation, Placement
from people.policy import visible_to as visible_people
from people.queries import current_on

Choices = list[tuple[str, str]]


def filtered(
    among: QuerySet[Episode],
    *,
    user: User,
    state: str = "",
    status: str = "",
    grade: str = "",
    team: str = "",
    home: str = "",
    authority: str = "",
    since: date | None = None,
    until: date | None = None,
    mine: bool = False,
) -> QuerySet[Episode]:
    """The episodes that these filters leave, all of them together.

    Days are whole days in London, both included. `team` has the person now; `home` is where they
    were placed on the day the episode started; `grade` is the latest of either side.
    """
    if state == "open_now":
        among = away_now(among)
    elif state:
        among = among.filter(state=state)
    if since:
        among = among.filter(started_at__gte=_midnight(since))
    if until:
        among = among.filter(started_at__lt=_midnight(until + timedelta(days=1)))
    if authority:
        among = _of_authority(among, authority)
    if team:
        held = Allocation.objects.filter(current_on(today()), team=team)
        among = among.filter(person__in=held.values("person"))
    if mine:
        own = Allocation.objects.filter(current_on(today()), user=user)
        among = among.filter(person__in=own.values("person"))
    if home:
        among = _placed_at(among, home)
    if status:
        among = among.annotate(latest=status_of()).filter(latest=status)
    return _graded(among, grade) if grade else among


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


def _of_authority(among: QuerySet[Episode], whose: str) -> QuerySet[Episode]:
    """By the authorities' numbers: as numbers the database knows how rare each is."""
    ours = list(Organisation.objects.filter(kind="council").values_list("pk", flat=True))
    if whose == "ours":
        return among.filter(responsible_authority__in=ours)
    others = Organisation.objects.filter(kind="authority").values_list("pk", flat=True)
    return among.filter(responsible_authority__in=list(others))


def _placed_at(among: QuerySet[Episode], home: str) -> QuerySet[Episode]:
    there = Placement.objects.filter(home=home)
    then = OuterRef("begun_on")
    ended_not = Q(ends_on__isnull=True) | Q(ends_on__gte=then)
    on_the_day = there.filter(ended_not, person=OuterRef("person"), starts_on__lte=then)
    among = among.annotate(begun_on=TruncDate("started_at", tzinfo=LONDON))
    return among.filter(Exists(on_the_day), person__in=there.values("person"))


def _graded(among: QuerySet[Episode], grade: str) -> QuerySet[Episode]:
    if grade == list_rules.NOT_GRADED:
        return among.filter(~Exists(RiskView.objects.filter(episode=OuterRef("pk"))))
    once = RiskView.objects.filter(grade=grade).values("episode")
    among = among.annotate(by_police=grade_of("police"), by_council=grade_of("council"))
    return among.filter(Q(by_police=grade) | Q(by_council=grade), pk__in=once)


def teams_for(user: User) -> Choices:
    """The council's teams: all for who sees the whole council, else those who work with somebody
    in their reach.
    """
    rows = Team.objects.filter(organisation__kind="council", active=True)
    if not roles.sees_whole_council(user):
        held = Allocation.objects.filter(current_on(today()), person__in=visible_people(user))
        rows = rows.filter(pk__in=held.values("team"))
    return [(str(key), name) for key, name in rows.order_by("name").values_list("pk", "name")]


def homes_for(user: User) -> Choices:
    """Homes and fostering households: all, or those where somebody in their reach is or was
    placed.
    """
    rows = Organisation.objects.filter(kind__in=["home", "fostering"])
    if not roles.sees_whole_council(user):
        placed = Placement.objects.filter(person__in=visible_people(user), home__isnull=False)
        rows = rows.filter(pk__in=placed.values("home"))
    return [(str(key), name) for key, name in rows.order_by("name").values_list("pk", "name")]


def views_of(user: User, page: str) -> list[SavedView]:
    """This user's own views of this list, by name."""
    return list(SavedView.objects.filter(user=user, page=page).order_by("name", "pk"))


def view_of(user: User, number: int) -> SavedView | None:
    return SavedView.objects.filter(user=user, pk=number).first()


def grade_words(grade: str | None) -> str:
    return rules.GRADES.get(grade or "", "Not graded")
