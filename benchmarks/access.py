"""The latest 50 episodes somebody may see, and the open ones, for five classes of user.

Held against guardian's own list query over the same reach in the same database, which finds the
people and nothing else: first the ids, and only then the time. Then against ourselves with a tenth
of the people and the same reach. For those who want to know, on lines that begin with `#`: the
same episodes by one statement of guardian's making. Where few episodes are open it is as quick as
ours or a hundred times slower, as Postgres guesses how many there are.
"""

from collections.abc import Callable, Iterator
from functools import partial

from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from accounts.models import User
from benchmarks.measure import Figure, compare, compare_places, slowest
from benchmarks.scale import opponent, size, stage
from cases import policy
from cases.models import Episode
from people import access
from people import policy as people_policy
from people.models import Access

SLOWEST = 60  # milliseconds
INFINITY = float("inf")  # told, not judged
Rows = Callable[[str], list[int]]
Among = Callable[[User], QuerySet[Episode]]


def user_of(kind: str) -> User:
    """Loaded anew, as at every request: what was found out about them is not remembered."""
    return User.objects.get(pk=size.CLASSES[kind])


def guardians(user: User) -> QuerySet[Episode]:
    return Episode.objects.filter(person__in=opponent.visible_to(user))


def latest(among: Among) -> Rows:
    def rows(kind: str) -> list[int]:
        found = among(user_of(kind)).order_by("-started_at", "-id")
        return list(found.values_list("pk", flat=True)[:50])

    return rows


def open_ones(among: Among) -> Rows:
    def rows(kind: str) -> list[int]:
        found = among(user_of(kind)).filter(state__in=["open", "located"])
        return list(found.order_by("started_at", "id").values_list("pk", flat=True))

    return rows


# As the product asks: the open ones are few, so that each is looked up.
LISTS: dict[str, tuple[Callable[[Among], Rows], Among]] = {
    "latest_50": (latest, policy.visible_to),
    "open_ones": (open_ones, partial(policy.visible_to, by_key=True)),
}


def each() -> Iterator[tuple[str, str, Rows, Rows]]:
    """Every list of every class: its name, its class, ours and guardian's."""
    for name, (rows, visible_to) in LISTS.items():
        for kind in size.CLASSES:
            yield f"{name}_{kind}", kind, rows(visible_to), rows(guardians)


def guardians_list(kind: str) -> list[int]:
    """Everybody whom this user may see, as guardian finds them; the ids alone."""
    return list(opponent.visible_to(user_of(kind)).values_list("pk", flat=True))


def same_ids() -> None:
    """Nothing is compared before both have found the same people and episodes, and some."""
    for kind in size.CLASSES:
        people = set(people_policy.visible_to(user_of(kind)).values_list("pk", flat=True))
        if not people or people != set(guardians_list(kind)):
            raise RuntimeError(f"{kind}: other people within reach than guardian's")
    for name, kind, ours, theirs in each():
        found, wanted = ours(kind), theirs(kind)
        if not found or found != wanted:
            raise RuntimeError(f"{name}: {len(found)} ids, and guardian's {len(wanted)} differ")


def against_guardian() -> Iterator[Figure]:
    """At most a quarter of the time of guardian's own list query, in every class."""
    same_ids()
    for name, kind, ours, _ in each():
        yield compare(
            f"{name}_against_guardian", ours=partial(ours, kind),
            against=partial(guardians_list, kind), before=lambda: None, limit=0.25,
        )  # fmt: skip


def against_its_statement() -> Iterator[Figure]:
    """The same episodes, with guardian's query for people inside the query for episodes."""
    for name, kind, ours, theirs in each():
        yield compare(
            f"{name}_against_a_statement_with_guardian", ours=partial(ours, kind),
            against=partial(theirs, kind), before=lambda: None, limit=INFINITY,
        )  # fmt: skip


def slowest_of_class() -> Iterator[Figure]:
    """No class waits longer than this in 95 of 100 cases."""
    for name, kind, ours, _ in each():
        yield slowest(name, work=partial(ours, kind), limit=SLOWEST)


def growing() -> Iterator[Figure]:
    """Ten times the people around the same reach."""
    for name, kind, ours, _ in each():
        yield compare_places(
            f"{name}_with_ten_times_the_people",
            work=partial(ours, kind),
            ours=stage.big, against=stage.small, limit=1.5,
        )  # fmt: skip


def revoked() -> Figure:
    """What still shows at the request after access was taken back, in every class that has rows."""
    still = 0
    for kind in set(size.CLASSES) - {"whole_council"}:
        client = Client()
        client.force_login(user_of(kind), backend="accounts.backends.LimitedSignIn")
        shown = Episode.objects.get(pk=latest(policy.visible_to)(kind)[0])
        rows = list(Access.objects.filter(person=shown.person_id))
        if shown.reference not in _page(client):
            raise RuntimeError(f"{kind}: {shown.reference} is not on the page")
        for row in rows:
            access.end(source=row.source, person_id=row.person_id, at=row.valid_from, by=None)
        still += shown.reference in _page(client)
        for row in rows:
            row.save(update_fields=["valid_to"])
        if shown.reference not in _page(client):
            raise RuntimeError(f"{kind}: {shown.reference} did not come back")
    return Figure("no_revoked_access_at_the_next_request", still, 0)


def _page(client: Client) -> str:
    return client.get(reverse("cases:list")).content.decode()


FIGURES = (against_guardian, against_its_statement, slowest_of_class, growing, revoked)
