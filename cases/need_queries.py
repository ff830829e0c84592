"""Reads about Need to Know notifications: what was sent, and who has read it."""

from cases.models import Episode, NeedIssue, NeedToKnow
from govuk import words
from notifications.queries import receipts_of


def need_of(ref: str) -> NeedToKnow | None:
    rows = NeedToKnow.objects.select_related("episode__person", "created_by")
    return rows.filter(reference=ref).first()


def need_of_episode(episode: Episode) -> NeedToKnow | None:
    return NeedToKnow.objects.filter(episode=episode).first()


def issues_of(need: NeedToKnow) -> list[NeedIssue]:
    """Newest first, each with who has read and who has acknowledged it."""
    return list(need.issues.select_related("sent_by"))


def issue_of(need: NeedToKnow, number: int | None) -> NeedIssue | None:
    rows = need.issues.select_related("sent_by")
    return rows.filter(number=number).first() if number is not None else rows.first()


def receipts(need: NeedToKnow, issue: NeedIssue) -> list[str]:
    """“Harriet Longmoor: knows, 6 March 2026 at 12:10pm”: who had it, and since when they know."""
    return [
        f"{name}: "
        + (
            f"knows, {words.when(acknowledged)}"
            if acknowledged
            else f"read {words.when(read)}"
            if read
            else "not read yet"
        )
        for name, read, acknowledged in receipts_of(f"need:{need.pk}:{issue.number}")
    ]


def sent_words(issue: NeedIssue) -> str:
    what = "First notification" if issue.number == 1 else f"Update {issue.number - 1}"
    return f"{what}, {words.when(issue.sent_at)}, by {issue.sent_by.name}"
