"""What somebody knows of a child whose record they may not see goes to those who may.

The staff of a home can report their restricted child; that the child is back, or was seen, must get
through as well, though they see neither the record nor what became of it.
"""

from datetime import datetime

from django.db import transaction

from accounts import audit
from accounts.clock import now
from accounts.errors import Invalid
from accounts.models import User
from cases import alerts, queries
from cases.models import LogEntry
from cases.services import past, said
from notifications.outbox import post
from people.access import person_to_report
from people.restriction_queries import ask


def pass_on(*, ref: str, by: User, text: str, at: datetime | None) -> LogEntry:
    """Into the log of the open episode, and a notice to those who are told of it.

    `Invalid` where nothing is open: then it is a report, or a matter for whoever answers for it.
    """
    with transaction.atomic():
        person = person_to_report(by, ref, lock=True)
        words = said(text, "text", "Enter what you know")
        moment = past(at)
        episode = queries.open_episode_of(person.pk)
        if episode is None:
            raise Invalid(
                {
                    "__all__": "Nobody has reported this child missing or absent now. Report it, "
                    f"or call {ask(person)}"
                }
            )
        entry = LogEntry.objects.create(
            episode=episode, kind="note", at=moment, text=words, by=by, written_at=now()
        )
        audit.record("log.written", by=by, about=episode, person_id=person.pk, kind="Passed on")
        key = f"episode:{episode.pk}:passed_on:{entry.pk}"
        told = alerts.people_to_tell(episode) - {by.pk}
        post(
            template="passed_on", recipients=told, key=key, person_id=person.pk, priority=0,
            ids={"episode": episode.reference, "person": person.pk},
        )  # fmt: skip
        alerts.call_in(episode, users=alerts.kept_out(episode) - {by.pk}, key=key)
    return entry
