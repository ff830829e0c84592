"""A colleague of the stage who has left, and what became of her work."""

from datetime import timedelta

from accounts.clock import today
from people import hand_over_services as hand_over
from people import services as people
from tests.cast import SINCE, Cast, user


def handed_over(cast: Cast) -> dict[str, object]:
    """What she held went to another, and a plan for what comes up yet."""
    gone = user("Gwen Bygone", cast.team, "social_worker")
    people.allocate(
        person=cast.boy, role="key_worker", user=gone, starts_on=SINCE, by=cast.coordinator
    )
    given = {"holder": gone, "why": "She has left", "by": cast.business}
    choices = {"allocation": hand_over.Choice(cast.manager.pk)}
    done = hand_over.hand_over(choices=choices, on=today(), **given)
    planned = hand_over.hand_over(choices=choices, on=today() + timedelta(days=7), **given)
    assert done is not None
    assert planned is not None
    return {"colleague": gone.pk, "hand_over": done.pk, "planned": planned.pk}
