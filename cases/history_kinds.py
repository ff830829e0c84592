"""What the steps of a history are of, as data: the kinds that a reader may choose between, the
verbs of each, and what a role needs to read them.
"""

from dataclasses import dataclass

from accounts.verbs import VERBS

READS = ("looked_at",)
# Told on the page of who can see the record, to those who may know it.
OF_ACCESS = (
    "grant.given",
    "grant.ended",
    "record.restricted",
    "restriction.changed",
    "restriction.lifted",
    "emergency.begun",
    "emergency.ended",
    "emergency.reviewed",
)
# Said by other events of the same transaction, or of no use to who reads what happened.
NOT_TOLD = (
    *READS,
    *OF_ACCESS,
    "access.given",
    "access.ended",
    "paper.made",
    "refused",
    "section.saved",
    "listed",
    "searched",
)


@dataclass(frozen=True)
class Kind:
    """One kind of step. `about` is what a section of its long form belongs to (model names)."""

    label: str
    act: str
    verbs: tuple[str, ...]  # the part before the dot
    about: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "record": Kind("The record", "view", ("person", "file", "suggestion")),
    "episodes": Kind(
        "Episodes and reports",
        "view",
        ("episode", "report", "parents", "absence", "asked"),
        ("episode",),
    ),
    "log": Kind("The log", "view", ("log",)),
    "risk": Kind("Risk", "view", ("risk", "challenge", "legal")),
    "duties": Kind("What had to be done", "view", ("deadline", "oversight", "action", "notice")),
    "leave": Kind("Leave and who is back", "view", ("leave", "stay", "curfew", "presence")),
    "meetings": Kind("Meetings", "view_meeting", ("meeting",), ("meeting",)),
    "interviews": Kind("Return home interviews", "view_interview", ("interview",), ("interview",)),
    "profile": Kind("Missing Profile", "view_profile", ("profile",), ("missingprofile",)),
    "need": Kind("Need to Know", "need_to_know", ("need",), ("needtoknow",)),
    "sharing": Kind("Sharing", "view_sharing", ("sharing", "list")),
    "papers": Kind("Papers", "make_paper", ("paper", "sheet")),
}
# Of long forms: which kind they are of is said by what they are about.
OF_SECTIONS = tuple(verb for verb in VERBS if verb.startswith("section."))


def kinds_for(acts: frozenset[str]) -> dict[str, Kind]:
    """The kinds that somebody with these acts may read."""
    return {key: kind for key, kind in KINDS.items() if kind.act in acts}


def verbs_of(kind: Kind) -> list[str]:
    """Every verb of this kind that is told."""
    return [verb for verb in VERBS if verb.partition(".")[0] in kind.verbs and verb not in NOT_TOLD]
