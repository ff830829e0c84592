"""What somebody reads when the council's own sign-in does not let them in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """The answer's status, the page's heading, and what to do now."""

    status: int
    title: str
    text: str


ASK = "Ask your administrator."
AGAIN = "Begin again; if it goes on, tell your administrator."
PROBLEMS = {
    "silent": Problem(
        502,
        "The council’s sign-in does not answer",
        "Try again in a few minutes, or sign in with your password and second factor.",
    ),
    "late": Problem(
        400,
        "This sign-in has expired",
        "It was begun more than 10 minutes ago, or in another browser. Begin again.",
    ),
    "cancelled": Problem(
        400, "You did not sign in", "The council’s sign-in was cancelled. Begin again."
    ),
    "refused": Problem(
        502,
        "The council’s sign-in did not let you in",
        f"It gave no reason that we know. {AGAIN}",
    ),
    "wrong": Problem(
        400,
        "We could not trust the answer",
        f"What the council’s sign-in answered does not fit what was asked. {AGAIN}",
    ),
    "unverified": Problem(
        403,
        "Your address is not confirmed",
        "The council’s sign-in does not vouch for your email address. Guests of the council sign"
        f" in with a password. {ASK}",
    ),
    "unknown": Problem(
        403,
        "You have no account",
        f"The council knows you, but nobody has made you an account in Homeward. {ASK}",
    ),
    "suspended": Problem(403, "Your account is closed", f"{ASK} They can open it again."),
    "other": Problem(
        403,
        "Your account belongs to somebody else",
        "The account with your address is tied to another person in the council’s directory."
        f" {ASK}",
    ),
    "not_recent": Problem(
        403,
        "You were not asked again who you are",
        "The council’s sign-in did not say that you have just signed in. Confirm in another way,"
        " or tell your administrator.",
    ),
    "not_you": Problem(
        403,
        "This is somebody else",
        "You signed in to the council as another person than here. Confirm as yourself.",
    ),
}
