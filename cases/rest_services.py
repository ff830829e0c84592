"""What a completed section of a report's rest writes into the record itself, and what it starts
with: the record, the last episode, the profile.

A section keeps what was typed; what the episode has a place of its own for stands there, so that
one thing is never said in two ways.
"""

from typing import Any

from accounts.clock import now
from accounts.models import Organisation, User
from cases import hooks, rest_queries, services
from cases.models import Episode, LogEntry

# What the episode itself has a place for, section by section.
COLUMNS = {
    "times": ("left_at", "last_seen_at", "last_seen_by", "start_approximate"),
    "police": ("police_force", "police_reference", "police_told_at"),
    "risk": ("risks_not_known_reason",),
    "authority": ("responsible_authority",),
}
ROWS = {"police_force", "responsible_authority"}


def stands(episode: Episode, key: str) -> dict[str, Any]:
    """What the record says now: it wins over what the section was saved with."""
    said: dict[str, Any] = {}
    for name in COLUMNS.get(key, ()):
        value = getattr(episode, f"{name}_id" if name in ROWS else name)
        if value not in (None, ""):
            said[name] = str(value) if name in ROWS else value
    return said


def prefill(episode: Episode, key: str) -> dict[str, Any]:
    """The first answers of a section nobody has begun: from the last episode and the profile."""
    known: dict[str, Any] = {}
    if key in {"contacts", "with_them"}:
        known = rest_queries.last_said(episode, key)
    if key == "with_them":
        known = {name: known[name] for name in ("phone", "phone_number") if name in known}
        known |= _medication(episode)
    if key == "times" and not episode.left_at and not episode.last_seen_at and episode.last_seen_by:
        known["last_seen_at"] = episode.started_at
    return known


def _medication(episode: Episode) -> dict[str, Any]:
    """What the profile says of medication; whether they have it with them is for today."""
    for ask in hooks.PREFILL:
        if said := ask(episode.person).get("medication"):
            return {"medicine": said, "medicine_missing": said}
    return {}


def kept(*, parent: Episode, key: str, form: Any, rows: Any, by: User) -> None:
    """In the transaction that completes a section: its answers go where the record keeps them."""
    if key == "attempts":
        _into_the_log(parent, rows.filled(), by=by)
        return
    given = {name: form.cleaned_data[name] for name in COLUMNS.get(key, ())}
    for name in ROWS & set(given):
        given[name] = Organisation.objects.filter(pk=given[name] or None).first()
    if given:
        services.correct(ref=parent.reference, by=by, version=parent.version, **given)


def _into_the_log(episode: Episode, attempts: list[dict[str, Any]], *, by: User) -> None:
    """Each attempt once, however often the section is completed."""
    written = set(episode.log.filter(kind="contact_attempt").values_list("at", "text"))
    for one in attempts:
        line = (one["at"], f"{one['whom']}: {one['outcome']}")
        if line not in written:
            LogEntry.objects.create(
                episode=episode, kind="contact_attempt", at=line[0], text=line[1], by=by,
                written_at=now(),
            )  # fmt: skip
