"""What the cases room holds for somebody, and how it changes hands: episodes handed over by hand,
open actions, and reports not sent yet.
"""

from django.db.models import Q

from cases.models import Action, Episode, ReportDraft
from deadlines.models import Deadline
from deadlines.services import reassign_many
from govuk import words
from people.hand_over_hooks import Handing, Held

CLOSED = ("finalised", "void")


def episodes_held(users: list[int]) -> list[Held]:
    """Episodes given to these by hand; all others follow whoever is allocated."""
    rows = Episode.objects.filter(worker__in=users).exclude(state__in=CLOSED)
    return [
        Held(
            "episode", row.pk, row.worker_id, row.person_id,
            f"{row.get_state_display()} since {words.when(row.started_at)}", row.reference,
        )
        for row in rows.order_by("-started_at", "pk")
        if row.worker_id
    ]  # fmt: skip


def give_episodes(lines: list[Held], handing: Handing) -> dict[int, str]:
    """To follow and to finalise."""
    rows = Episode.objects.select_for_update().filter(pk__in=[line.number for line in lines])
    for row in rows.order_by("pk"):
        row.worker, row.version = handing.to, row.version + 1
        row.save(update_fields=["worker", "version"])
    return {}


def actions_held(users: list[int]) -> list[Held]:
    """Actions to be done by these: their own, and those whose deadline was given to them."""
    given = dict(
        Deadline.objects.filter(
            state="open", about_kind="action", owner_user__in=users
        ).values_list("about_id", "owner_user_id")
    )
    rows = Action.objects.filter(Q(owner__in=users) | Q(pk__in=given), done_at__isnull=True)
    rows = rows.exclude(episode__state__in=CLOSED).select_related("episode")
    held = set(users)
    return [
        Held(
            "action", row.pk, row.owner_id if row.owner_id in held else given[row.pk],
            row.episode.person_id, f"{row.what[:200]}, due {words.when(row.due_at)}",
            row.episode.reference,
        )
        for row in rows.order_by("due_at", "pk")
    ]  # fmt: skip


def give_actions(lines: list[Held], handing: Handing) -> dict[int, str]:
    """The action and its deadline."""
    numbers = [line.number for line in lines]
    Action.objects.filter(pk__in=numbers).update(owner=handing.to)
    duties = Deadline.objects.filter(about_kind="action", about_id__in=numbers, state="open")
    reassign_many(
        ids=list(duties.values_list("pk", flat=True)), to=handing.to, by=handing.by,
        why=handing.why,
    )  # fmt: skip
    return {}


def drafts_held(users: list[int]) -> list[Held]:
    """Reports begun and not sent: when, and nothing of what they say."""
    rows = ReportDraft.objects.filter(by__in=users, person__isnull=False)
    return [
        Held(
            "draft", row.pk, row.by_id, row.person_id,
            f"Report not sent, last saved {words.when(row.saved_at)}",
        )
        for row in rows.order_by("-saved_at", "pk")
        if row.person_id
    ]  # fmt: skip


def give_drafts(lines: list[Held], handing: Handing) -> dict[int, str]:
    """A draft belongs to who makes it, so from now on to who goes on with it."""
    ReportDraft.objects.filter(pk__in=[line.number for line in lines]).update(by=handing.to)
    return {}
