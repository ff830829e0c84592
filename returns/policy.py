"""Who may see and work on an interview, and what it stops.

Those who see the whole of the person's record see the interview by their role. An interviewer sees
the interviews given to them, by an access row of the level *interview*, and nothing else.
"""

from django.db.models import Q, QuerySet

from accounts import policy as roles
from accounts.errors import Refused
from accounts.models import User
from accounts.policy import Verdict
from accounts.rules import ROLES
from cases import policy as episodes
from cases.models import Episode
from people.policy import people_who_may_see as who_may_see_person
from people.policy import scope_of
from returns import queries, rules
from returns.models import Interview

# Acts that more than one role's own act allows.
EITHER = {
    "log_contact": ("record_interview", "arrange_interview"),
    "answer": ("record_interview", "arrange_interview"),
    "disclose": ("view_interview",),
}
# What changes an interview needs it to be open still.
WHILE_OPEN = frozenset({"record_interview", "arrange_interview", "log_contact", "answer"})


def visible_to(user: User, *, by_key: bool = False) -> QuerySet[Interview]:
    """The interviews that this user may see now."""
    if "view_interview" not in roles.acts_of(user):
        return queries.where(Q(pk__in=[]))
    person, own = "episode__person_id", Q(interviewer=user)
    reached = scope_of(user, level="interview", person=person, by_key=by_key)
    whole = scope_of(user, person=person, by_key=by_key)
    if roles.sees_whole_council(user):
        return queries.where((own & reached) | whole)
    return queries.where(reached & (own | whole))  # who is reached wholly is reached at all


def may(user: User, act: str, interview: Interview) -> Verdict:
    """May this user do this with this interview: scope, role, then the interview's own state."""
    if not visible_to(user, by_key=True).filter(pk=interview.pk).exists():
        return Verdict(False, "You cannot see this interview.")
    allowed = role_allows(user, act)
    return state_allows(act, interview) if allowed.ok else allowed


def role_allows(user: User, act: str) -> Verdict:
    """Whether any role held today allows this, whatever the interview's state."""
    verdicts = [roles.may(user, one) for one in EITHER.get(act, (act,))]
    return next((verdict for verdict in verdicts if verdict.ok), verdicts[0])


def require_role(user: User, act: str) -> None:
    """Refuse in words where no role held today allows this."""
    verdict = role_allows(user, act)
    if not verdict.ok:
        raise Refused(verdict.reason, act=act)


def state_allows(act: str, interview: Interview) -> Verdict:
    """Whether the interview's state lets this be done."""
    if act == "analyse_interview" and interview.state != "recorded":
        return Verdict(False, "The interview has to be recorded before it can be analysed.")
    if act in WHILE_OPEN and interview.state not in rules.OPEN:
        return Verdict(False, rules.CLOSED[interview.state])
    if act in WHILE_OPEN:
        return episodes.state_allows(interview.episode)
    return Verdict(True, "")


def sees_episode(user: User, interview: Interview) -> bool:
    """Whether the page may lead to the whole record: never for an interviewer."""
    return episodes.visible_to(user, by_key=True).filter(pk=interview.episode_id).exists()


def people_who_may_see(interview: Interview) -> set[int]:
    """The ids of everyone whom `visible_to` would show this interview."""
    able = queries.holders({key for key, role in ROLES.items() if "view_interview" in role.acts})
    whole = episodes.people_who_may_see(interview.episode) & able
    person = interview.episode.person
    own = who_may_see_person(person, level="interview") & {interview.interviewer_id}
    return whole | (own & able)


def what_stops_finalising(episode: Episode) -> str:
    """Finalised only when the interview is recorded, or why there is none is (S4)."""
    if episode.end_reason == "deceased" or not queries.ever_missing(episode):
        return ""
    interview = queries.of_episode(episode.pk)
    if interview is None or interview.state in rules.OPEN:
        return (
            "The return home interview has not been recorded. Record it, or record why there is "
            "none, before you finalise."
        )
    return ""
