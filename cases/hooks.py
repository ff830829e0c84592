"""Where rooms above reach into `cases`: typed lists, filled in their AppConfig.ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Told:
    """How the history of one tracked table's fields is told (cases/tracked.py).

    `act`: what a reader's role needs. `parts` are the pages of a long form, by key (section_forms.
    Part), so that its answers are told in the form's own words.
    """

    act: str
    noun: str = ""  # where the model's own name is not what the screen calls it
    parts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Panel:
    """One part of an episode's page that a room above brings: where it stands, and what it shows.

    `load(user, episode)` answers the template's data, or None when this user may not see it.
    """

    key: str
    title: str
    template: str
    load: Callable[[Any, Any], dict[str, Any] | None]


@dataclass(frozen=True)
class Parts:
    """What can be left out of a paper before it goes to partners.

    `of(content)` answers key and title of each part that is in it; `without(content, keys)` the
    content without these; `usual` are the keys that partners seldom need.
    """

    of: Callable[[dict[str, Any]], dict[str, str]]
    without: Callable[[dict[str, Any], frozenset[str]], dict[str, Any]]
    usual: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PaperKind:
    """One kind of official paper: its title, template, and what it freezes when asked for.

    `gather(user, ref)` answers (person, content) after asking the policy; 404 as everywhere.
    `check(user, ref)` asks the policy for a paper that is there, at every look and download;
    without one `gather` does. `recipients(ref)` says whom it is for, where that is known.
    `given(ref=, sharing=, by=)` is told, in its transaction, that one was given away. `parts`
    says what can be left out for partners; without it such a paper goes whole or not at all.
    """

    key: str
    title: str
    template: str
    gather: Callable[[Any, str], tuple[Any, dict[str, Any]]]
    check: Callable[[Any, str], Any] | None = None
    recipients: Callable[[str], list[str]] | None = None
    given: Callable[..., None] | None = None
    parts: Parts | None = None


PANELS: list[Panel] = []
PAPERS: dict[str, PaperKind] = {}
# Prefill of a report: (person) -> fields; later entries fill only what earlier ones left empty.
PREFILL: list[Callable[[Any], dict[str, Any]]] = []
# May this episode be finalised: each answers a plain sentence of what is missing, or "".
FINALISE_CHECKS: list[Callable[[Any], str]] = []
# Told in the transaction of a move: (move name, episode, by, at).
MOVED: list[Callable[..., None]] = []
# How each tracked table's history is told, by its label, "meetings.Meeting": cases/tracked.py holds
# this room's and those below. A table that is in neither is told to nobody.
TOLD: dict[str, Told] = {}
