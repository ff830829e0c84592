"""Where rooms above reach into `cases`: typed lists, filled in their AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


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
class PaperKind:
    """One kind of official paper: its title, template, and what it freezes when asked for.

    `gather(user, ref)` answers (person, content) after asking the policy; 404 as everywhere.
    `check(user, ref)` asks the policy for a paper that is there, at every look and download;
    without one `gather` does. `recipients(ref)` says whom it is for, where that is known.
    `given(ref=, sharing=, by=)` is told, in its transaction, that one was given away.
    """

    key: str
    title: str
    template: str
    gather: Callable[[Any, str], tuple[Any, dict[str, Any]]]
    check: Callable[[Any, str], Any] | None = None
    recipients: Callable[[str], list[str]] | None = None
    given: Callable[..., None] | None = None


PANELS: list[Panel] = []
PAPERS: dict[str, PaperKind] = {}
# Prefill of a report: (person) -> fields; later entries fill only what earlier ones left empty.
PREFILL: list[Callable[[Any], dict[str, Any]]] = []
# May this episode be finalised: each answers a plain sentence of what is missing, or "".
FINALISE_CHECKS: list[Callable[[Any], str]] = []
# Told in the transaction of a move: (move name, episode, by, at).
MOVED: list[Callable[..., None]] = []
