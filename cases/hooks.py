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
