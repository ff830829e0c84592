"""May this user do this at all, by the roles held today. Whom they may do it to is a room above."""

from dataclasses import dataclass

from accounts import rules
from accounts.errors import Refused
from accounts.models import User
from accounts.queries import holdings_of


@dataclass(frozen=True)
class Verdict:
    """An answer with its reason; the reason is empty when the answer is yes."""

    ok: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.ok


YES = Verdict(True)
NO_ROLE = "You have no role in Homeward today. An administrator can give you one."


def roles_of(user: User) -> frozenset[str]:
    """The roles held today, over all teams. Being a superuser is not one of them."""
    return frozenset(held.role for held in holdings_of(user))


def acts_of(user: User) -> frozenset[str]:
    """Everything that the roles held today allow."""
    return frozenset().union(
        *(rules.acts_of(held.role, here=held.here) for held in holdings_of(user))
    )


def sees_whole_council(user: User) -> bool:
    """True for roles that need no row of access to see somebody (way 4).

    They count only where they are held in the council itself: `queries.current` leaves out others.
    """
    return any(rules.ROLES[held.role].whole_council and held.here for held in holdings_of(user))


def may(user: User, act: str) -> Verdict:
    """Do the roles held today allow this act?"""
    if act not in rules.ACTS:
        raise LookupError(f"{act!r} is not in accounts/rules.py")
    if not roles_of(user):
        return Verdict(False, NO_ROLE)
    if act in acts_of(user):
        return YES
    return Verdict(False, f"Your role cannot {rules.ACTS[act]}.")


def require(user: User, act: str) -> None:
    """Refuse in words unless the user's roles allow the act."""
    verdict = may(user, act)
    if not verdict.ok:
        raise Refused(verdict.reason, who_can_help=who_can(act), act=act)


def who_can(act: str) -> str:
    """The roles that may do it, for the page that says no."""
    labels = [role.label for role in rules.ROLES.values() if act in role.acts]
    if not labels:
        return ""
    listed = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"
    return f"These roles can: {listed}."
