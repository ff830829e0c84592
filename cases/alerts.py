"""Who is told of a move: the child's own people, and the co-ordinator's tray (S4)."""

from accounts.models import User
from accounts.policy import roles_of
from accounts.queries import holders_of, users
from accounts.rules import ROLES
from cases import policy
from cases.models import Episode
from notifications.outbox import post
from notifications.queries import recipients_of
from people.owners import owners_of
from people.queries import allocated, allocations_of
from people.restriction_queries import to_ask

# Every missing and found is told to these; where nobody is allocated, to who stands in
# (people.owners).
ALWAYS = ("social_worker", "team_manager")
# Told where there is one: a child without an IRO has no IRO to tell.
WHERE_ALLOCATED = ("iro", "cp_chair", "key_worker", "personal_adviser")
LEADERS = ("head_of_service", "service_director")
TRAY = "missing_coordinator"


def people_to_tell(episode: Episode, *, template: str = "") -> set[int]:
    """User ids. Only those who may see the record: a notice must never lead to a closed door.

    Whoever answers for a restricted record is told of all that happens to it.
    """
    told = duty_holders(episode)
    if episode.person.restricted and (ask := to_ask(episode.person)):
        told.add(ask.pk)
    for role, user in allocated(episode.person_id).items():
        if role in WHERE_ALLOCATED:
            told.add(user.pk)
    told |= set(holders_of(TRAY))
    if template == "deceased":
        for role in LEADERS:
            told |= set(holders_of(role))
    return told & policy.people_who_may_see(episode)


def duty_holders(episode: Episode) -> set[int]:
    """Whose it is to act: the worker and the manager, or whoever stands in for them."""
    asked = {(role, episode.person_id) for role in ALWAYS}
    return set().union(*owners_of(asked).values())


def kept_out(episode: Episode, *, more: set[int] | None = None) -> set[int]:
    """Those whose it is to act on a restricted record without being named for it: they hear that
    it needs them, and get there by asking or by emergency access. Nobody's duty is lost for a
    closed door (domain: no duty is ever without an owner).
    """
    if not episode.person.restricted:
        return set()
    return (duty_holders(episode) | (more or set())) - policy.people_who_may_see(episode)


def call_in(episode: Episode, *, users: set[int], key: str) -> None:
    """The notice that says so: the record's reference and nothing of what happened."""
    post(
        template="restricted_needs_you",
        recipients=users,
        key=key,
        ids={"reference": episode.person.reference},
        person_id=episode.person_id,
        priority=0,
    )


def tell(episode: Episode, *, template: str, move: str, by: User, priority: int = 1) -> set[int]:
    """Post one notice to each, under a key of episode, move and version; not to who made the
    move.
    """
    recipients = people_to_tell(episode, template=template) - {by.pk}
    key = f"episode:{episode.pk}:{move}:{episode.version}"
    call_in(episode, users=kept_out(episode) - {by.pk}, key=key)
    post(
        template=template,
        recipients=recipients,
        key=key,
        ids={"episode": episode.reference, "person": episode.person_id},
        person_id=episode.person_id,
        priority=priority,
    )
    return recipients


def told_of(episode: Episode, *, move: str) -> list[tuple[str, str]]:
    """Who has a notice of this move, and their part: for the page that says who has been told."""
    parts = {row.user_id: row.get_role_display() for row in allocations_of(episode.person_id)}
    found = users(recipients_of(f"episode:{episode.pk}:{move}:"))
    rows = [(user.name, parts.get(pk) or _role(user)) for pk, user in found.items()]
    return sorted(rows, key=lambda row: (row[1] not in parts.values(), row[0]))


def _role(user: User) -> str:
    """What somebody is who has no part in this child's care: the co-ordinator, a stand-in."""
    labels = [ROLES[role].label for role in sorted(roles_of(user))]
    return labels[0] if labels else user.job_title
