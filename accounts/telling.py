"""Somebody is told what was done to their own account: a notice and an e-mail, by the post office
above.

In the caller's transaction, so that the message lives or dies with the change.
"""

from accounts import hooks
from accounts.models import User


def tell(user: User, template: str, *, what: str = "") -> None:
    """`what` is a kind of device or of second factor, in words of ours; never a name."""
    for post in hooks.TELL:
        post(user, template, what)
