"""Written down: who has been told already, with time and by whom (domain: Reporting)."""

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from cases import lifecycle, services, told_rules
from cases.access import episode_for
from cases.models import Episode, LogEntry, Told
from govuk import words


def tell(
    *,
    ref: str,
    by: User,
    whom: str,
    name: str,
    at: datetime | None,
    told_by: str,
    reference: str = "",
    note: str = "",
) -> Told:
    """Keep it, and in the log. Parents told settles that duty; the police told, with their number,
    stands in the report where it was open still.
    """
    with transaction.atomic():
        episode = episode_for(by, ref, to="tell_parents", lock=True)
        lifecycle.check_writable(episode)
        if whom not in told_rules.WHOM:
            raise Invalid({"whom": "Select who was told"})
        moment = services.past(at)
        row = Told.objects.create(
            episode=episode,
            whom=whom,
            name=services.said(name, "name", "Enter the name of who was told"),
            at=moment,
            told_by=services.said(told_by, "told_by", "Enter who told them"),
            reference=reference.strip() if whom == "police" else "",
            note=note.strip(),
            by=by,
            written_at=now(),
        )
        LogEntry.objects.create(
            episode=episode, kind="told", at=moment, text=_line(row), by=by, written_at=now()
        )
        audit.record(
            "report.told", by=by, about=episode, person_id=episode.person_id, who=f"{row}",
            when=words.when(moment),
        )  # fmt: skip
        if whom == "parents":
            services.event(episode, "parents_told", at=moment, by=by)
        if whom == "police":
            _police(episode, row)
    return row


def _line(row: Told) -> str:
    text = f"{row} told by {row.told_by}"
    text += f", reference {row.reference}" if row.reference else ""
    return f"{text}. {row.note}" if row.note else text


def _police(episode: Episode, row: Told) -> None:
    """The report's own words about the police, where they were not known before."""
    if episode.police_told_at is None:
        episode.police_told_at = row.at
    episode.police_reference = episode.police_reference or row.reference
    episode.not_told_police_reason = ""
    episode.version += 1
    episode.save(
        update_fields=["police_told_at", "police_reference", "not_told_police_reason", "version"]
    )
