"""What the pages of an interview may show of the record: what it needs, and no more (S4).

An interviewer sees a first name, an age, what the report said and whom to ring. Those who see the
whole record get the full name and the way to it.
"""

from typing import Any

from accounts import clock
from accounts.models import User
from deadlines.queries import open_for_episodes
from people.queries import current_placement
from returns import policy, queries
from returns.models import Interview


def name_for(interview: Interview, *, whole: bool) -> str:
    person = interview.episode.person
    return person.name if whole else person.known_as or person.given_name


def of_interview(user: User, interview: Interview) -> dict[str, Any]:
    """The facts for one page. The report's own words stand apart from what the child says."""
    episode, person = interview.episode, interview.episode.person
    whole = policy.sees_episode(user, interview)
    placement = current_placement(person.pk)
    home = placement.home if placement and placement.home else None
    return {
        "name": name_for(interview, whole=whole),
        "age": person.age_on(clock.today()),
        "needs": person.communication_needs,
        "language": person.first_language,
        "episode_ref": episode.reference if whole else "",
        "held_by": queries.to_be_held_by(interview),
        "now": clock.now(),
        "contact": {
            "place": home.name if home else (placement.carer if placement else ""),
            "phone": home.phone if home else "",
            "family": person.family_contact,
            "report": episode.contact,
        },
        "report": {
            "reference": episode.police_reference or episode.reference,
            "last_seen": episode.started_at,
            "found": episode.returned_at or episode.located_at or episode.ended_at,
            "reason": episode.circumstances,
            "remarks": ". ".join(
                one.rstrip(".") for one in (episode.return_how, episode.outcomes) if one
            ),
        },
    }


def for_list(user: User, rows: list[Interview]) -> list[dict[str, Any]]:
    """The rows of the list, each with what is due next and a name as far as it may be shown."""
    seen = set(
        policy.episodes.visible_to(user, by_key=True)
        .filter(pk__in=[row.episode_id for row in rows])
        .values_list("pk", flat=True)
    )
    due = open_for_episodes([row.episode_id for row in rows])
    now = clock.now()
    wanted = {"interview_held", "interview_recorded", "analysis"}
    return [
        {
            "interview": row,
            "name": name_for(row, whole=row.episode_id in seen),
            "due": next((one for one in due.get(row.episode_id, []) if one.rule in wanted), None),
            "now": now,
        }
        for row in rows
    ]
