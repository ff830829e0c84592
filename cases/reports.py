"""Reports: kept first, before any rule is asked, then made into an episode (way 10).

No report is ever lost for a rule: one that cannot become an episode stays, whole, with why it
could not.
"""

import uuid
from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.http import Http404

from accounts import audit, clock
from accounts.errors import Invalid, Refused
from accounts.models import Organisation, User
from accounts.policy import require
from cases import alerts, lifecycle, report_rules
from cases.access import episode_for
from cases.models import Episode, Report
from cases.steps import AlreadyOpen

NOT_ANOTHER = (
    "Only a report of somebody missing, from after {ref} began, can become an episode beside it. "
    "Record first how {ref} ended, or change its status."
)
LEFT_AFTER = timedelta(minutes=1)
log = structlog.get_logger(__name__)

NOT_OF_AN_EPISODE = {"person", "police_told", "started_at"}
OF_THE_END = ("ended_at", "end_reason", "end_approximate")


def validate(payload: dict[str, Any], *, by: User) -> dict[str, Any]:
    """The values of a report, or `Invalid` with every sentence by field. Form and API ask the
    same.
    """
    said, wrong = report_rules.read(payload, now=clock.now())
    force = None
    if name := said["police_force"]:
        force = Organisation.objects.filter(kind="police", active=True, name__iexact=name).first()
        if force is None:
            wrong["police_force"] = ["Select a police force from the list"]
    if wrong:
        raise Invalid(wrong)
    return said | {"police_force": force}


def receive(*, by: User, channel: str, token: str | uuid.UUID, payload: dict[str, Any]) -> Report:
    """Keep the report, then make it an episode. The same token again answers the first report.

    Raises `Invalid` or `Refused` or 404 as the rules say; the report is kept all the same. Where
    the person has an open episode already, the report is kept beside it (outcome `waiting`) and
    answered, not raised.
    """
    report, fresh = keep(by=by, channel=channel, token=uuid.UUID(str(token)), payload=payload)
    if not fresh and report.outcome != "kept":
        if report.outcome == "refused":
            raise Invalid({"__all__": [report.said]})
        return report
    return _open_from(report, by=by)


def _open_from(report: Report, *, by: User) -> Report:
    try:
        return _become_episode(report, by=by)
    except AlreadyOpen as beside:
        return _beside(report, beside.episode, by=by)
    except (Invalid, Refused, Http404) as refusal:
        _refused(report, refusal, by=by)
        raise


def pick_up() -> int:
    """Reports that were kept and then left (a killed server, a lost database): made episodes now.

    Answers how many. One that cannot even be tried is logged, and tried again the next time.
    """
    left = Report.objects.filter(outcome="kept", at__lt=clock.now() - LEFT_AFTER)
    picked = 0
    for report in left.select_related("by").order_by("pk")[:50]:
        try:
            _open_from(report, by=report.by)
        except (Invalid, Refused, Http404):
            pass  # said on the report, and shown on the person's page
        except Exception:
            log.exception("a kept report could not be tried", report=report.pk)
            continue
        picked += 1
    return picked


def keep(
    *, by: User, channel: str, token: uuid.UUID, payload: dict[str, Any]
) -> tuple[Report, bool]:
    """Write down what was sent, in a transaction of its own. The same token with other words is
    refused.
    """
    payload = scrubbed(payload)
    with transaction.atomic(durable=True):
        Report.objects.bulk_create(
            [Report(by=by, channel=channel, token=token, payload=payload, at=clock.now())],
            ignore_conflicts=True,
        )
        report = Report.objects.get(by=by, token=token)
        fresh = report.outcome == "kept"
        if report.payload != payload:
            raise Invalid(
                {"__all__": ["This report was sent before with other words. Start a new one."]}
            )
    return report, fresh


def scrubbed(value: Any) -> Any:
    """The same without the one character (NUL) that the database cannot keep."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {scrubbed(key): scrubbed(one) for key, one in value.items()}
    return [scrubbed(one) for one in value] if isinstance(value, list) else value


def _become_episode(report: Report, *, by: User) -> Report:
    """The same transaction writes the episode and says so on the report; two taps at once wait in
    line.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report.pk)
        if report.outcome != "kept":
            return report
        values = validate(report.payload, by=by)
        return _became(report, "episode", _opened(values, by=by))


def _opened(values: dict[str, Any], *, by: User) -> Episode:
    """The episode that a report makes: open, or of a time that is over, with its end."""
    end = {name: values.pop(name) for name in OF_THE_END}
    over = end if end["ended_at"] else None
    if over:
        require(by, "record_returned")
    return lifecycle.make(
        "report",
        by=by,
        person_ref=values["person"],
        at=values["started_at"],
        over=over,
        **{name: value for name, value in values.items() if name not in NOT_OF_AN_EPISODE},
    )


def _became(report: Report, outcome: str, episode: Episode | None, said: str = "") -> Report:
    report.outcome, report.episode, report.said = outcome, episode, said
    report.save(update_fields=["outcome", "episode", "said"])
    return report


def _beside(report: Report, episode: Episode, *, by: User) -> Report:
    """Kept beside the open episode: shown on the person's page, and waiting in the tray of who is
    on duty.
    """
    with transaction.atomic():
        audit.record(
            "report.waiting", by=by, about=episode, person_id=episode.person_id, report=report.pk
        )
        out = alerts.kept_out(episode) - {by.pk}
        alerts.call_in(episode, users=out, key=f"report:{report.pk}:waiting")
        said = f"{episode.reference} is open already, so this report waits beside it."
        return _became(report, "waiting", episode, said)


def _refused(report: Report, refusal: Exception, *, by: User) -> None:
    said = (
        " ".join(text for texts in refusal.errors.values() for text in texts)
        if isinstance(refusal, Invalid)
        else str(refusal)
    )
    with transaction.atomic():
        _became(report, "refused", None, said)
        audit.record("report.refused", by=by, report=report.pk, why=said[:300])


def refuse_along(report: Report, refusal: Exception, *, by: User) -> None:
    """The report of the one they went with was refused, and this one with it: sent again, it is
    another report.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report.pk)
        if report.outcome == "kept":
            _refused(report, refusal, by=by)


def settle(*, report_id: int, by: User, how: str) -> Report:
    """A waiting report is answered: it told of the same episode, or a new episode is made from it
    as it was sent, in the same transaction. The new one counts at once, beside the open one where
    that was never closed; the report then belongs to it.
    """
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report_id)
        episode = report.episode
        if report.outcome != "waiting" or episode is None:
            raise Invalid({"__all__": ["Somebody has dealt with this report already"]})
        episode_for(by, episode.reference, to="report", lock=True)
        if how == "new":
            report.episode = _made_again(report, beside=episode, by=by)
        report.settled_by, report.settled_at, report.settled_how = by, clock.now(), how
        report.outcome = "settled"
        report.save(update_fields=["settled_by", "settled_at", "settled_how", "outcome", "episode"])
        audit.record("report.settled", by=by, about=episode, person_id=episode.person_id, how=how)
    return report


def _made_again(report: Report, *, beside: Episode, by: User) -> Episode:
    """A new episode from the words of a report that waited. Whoever is on duty answers for it."""
    payload = dict(report.payload) | {"person": beside.person.reference, "again": True}
    try:
        made = _opened(validate(payload, by=by), by=by)
    except AlreadyOpen:
        raise Invalid({"__all__": [NOT_ANOTHER.format(ref=beside.reference)]}) from None
    except Invalid as wrong:
        texts = [text for texts in wrong.errors.values() for text in texts]
        raise Invalid({"__all__": texts}) from None
    audit.record(
        "report.again", by=by, about=made, person_id=made.person_id, older=beside.reference
    )
    return made
