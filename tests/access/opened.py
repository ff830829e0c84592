"""What was opened to somebody who is not of the cast, so that the addresses of access have
something to point at: a grant of the boy's name, and an emergency that is over.
"""

from datetime import date

from people import emergency, grants
from tests.cast import Cast, team_of, user


def opened(cast: Cast) -> dict[str, object]:
    hand = user("Hanley Hand", team_of(cast.council, "Helping hands"), "social_worker")
    used = emergency.begin(
        ref=cast.boy.reference, by=hand, reason="A caller says he is at the coach station"
    )
    emergency.end(ref=used.reference, by=hand)
    given = grants.give(
        ref=cast.boy.reference, to=grants.To(user=hand), level="name", reason="Asks after him",
        until=date(2026, 4, 30), by=cast.manager,
    )  # fmt: skip
    other = user("Hollis Other", hand.memberships.get().team, "social_worker")
    return {"emergency": used.reference, "grant": given.pk, "hand": other.pk}
