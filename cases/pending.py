"""A report beside an open episode that was never closed: it counts as missing in every way, and the
older episode is closed when somebody knows when and how it ended (S4, domain: Rules).

The new one is an episode like any other, with its own clocks; `beside` names the older one. As soon
as the older one has ended the two are judged by the rule that no two episodes overlap.
"""

from datetime import datetime

from django.db import transaction

from accounts import audit, clock
from accounts.errors import Invalid, Refused
from accounts.models import User
from cases import lifecycle, rules, services, steps
from cases.access import episode_for
from cases.models import Episode, LogEntry
from govuk import words

TOLD_AS = "Missing, as was reported again"


def close_older(
    *,
    ref: str,
    by: User,
    at: datetime | None,
    end_approximate: bool,
    end_reason: str,
    located_where: str = "",
    note: str = "",
) -> Episode:
    """Say when and how the older episode ended, as near as known; the new one then stands by
    itself. One transaction: both or neither. Answers the new one.
    """
    with transaction.atomic():
        episode = episode_for(by, ref, to="record_returned", lock=True)
        older = episode.beside
        if older is None:
            raise Refused("The older episode has been closed already.")
        if at is not None and at > episode.started_at:
            raise Invalid({"at": _too_late(episode)})
        lifecycle.make(
            "return_home",
            ref=older.reference,
            by=by,
            at=at,
            end_reason=end_reason,
            end_approximate=end_approximate,
            return_how=located_where,
            outcomes=note,
        )
        episode.refresh_from_db()
    return episode


def _too_late(episode: Episode) -> str:
    return (
        "The older episode must have ended before they went missing again, which was "
        f"{words.when(episode.started_at)}"
    )


def same(*, ref: str, by: User) -> Episode:
    """It was the same time after all: the new one is void, the older one goes on and holds what
    was reported. An absence that was reported again as missing is missing from then on. Answers
    the older one.
    """
    with transaction.atomic():
        episode = episode_for(by, ref, to="report", lock=True)
        older, status = episode.beside, steps.current_spell(episode).status
        lifecycle.make("same_time", ref=ref, by=by)
        if older is None:
            raise Refused("No older episode is open beside this one.")
        _carry_over(episode, older, by=by)
        spell = steps.current_spell(older)
        if status in rules.MISSING and spell.status not in rules.MISSING:
            at = max(episode.started_at, spell.starts_at)
            lifecycle.make(
                "change_status", ref=older.reference, by=by, at=at, status=status, why=TOLD_AS
            )
    return older


def _carry_over(episode: Episode, older: Episode, *, by: User) -> None:
    """What the second report said is written into the older one's log, word for word."""
    said = [
        (
            f"Reported again by {episode.reporter_name}, missing since "
            f"{words.when(episode.started_at)}."
        ),
        episode.circumstances,
        f"Wearing: {episode.clothing}" if episode.clothing else "",
        f"With them: {episode.belongings}" if episode.belongings else "",
        f"Police reference: {episode.police_reference}" if episode.police_reference else "",
    ]
    LogEntry.objects.create(
        episode=older, kind="note", at=episode.reported_at, by=by, written_at=clock.now(),
        text="\n".join(filter(None, said)),
    )  # fmt: skip


def when_an_episode_moved(move: str, episode: Episode, *, by: User, at: datetime) -> None:
    """An older episode has ended, however that was said: those beside it stand by themselves."""
    if episode.is_open:
        return
    rows = Episode.objects.select_for_update().filter(beside=episode).order_by("pk")
    for newer in rows:
        ends = episode.ended_at if episode.state == "ended" else None
        if ends is not None and newer.state != "void" and ends > newer.started_at:
            raise Invalid({"at": _too_late(newer)})
        newer.beside, newer.version = None, newer.version + 1
        newer.save(update_fields=["beside", "version"])
        audit.record(
            "report.older_closed", by=by, about=newer, person_id=newer.person_id,
            older=episode.reference,
        )  # fmt: skip
        services.event(newer, "older_closed", at=clock.now(), by=by)
