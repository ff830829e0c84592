"""Need to Know: begun, sent to the head of service, updated, closed; who has read it (S4).

Worker and line manager decide it together, so every sending names the manager. What is sent is
frozen; each sending is a notice to the heads of service, who say by name that they know.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from accounts import audit, looking
from accounts.clock import now
from accounts.errors import Invalid, Refused
from accounts.models import User
from accounts.queries import holders_of
from cases import need_queries, policy, section_forms, sections
from cases.access import episode_for
from cases.models import Episode, NeedIssue, NeedSection, NeedToKnow
from cases.need_forms import PARTS
from notifications.outbox import post

HEAD = "head_of_service"


def start(*, ref: str, by: User) -> NeedToKnow:
    """Begin the notification of this episode; begun already: that one, no more."""
    with transaction.atomic():
        episode = episode_for(by, ref, to="need_to_know", lock=True)
        return _open(episode, by=by)


def _open(episode: Episode, *, by: User | None) -> NeedToKnow:
    need, fresh = NeedToKnow.objects.get_or_create(
        episode=episode, defaults={"created_at": now(), "created_by": by}
    )
    if fresh:
        audit.record("need.started", by=by, about=need, person_id=episode.person_id)
    return need


def need_for(user: User, ref: str, *, to: str = "need_to_know", lock: bool = False) -> NeedToKnow:
    """The notification, by the policy of its episode; 404 outside the user's reach."""
    found = need_queries.need_of(ref)
    if found is None:
        raise Http404("No such notification")
    episode = episode_for(user, found.episode.reference, lock=lock)
    verdict = policy.may(user, to, episode)
    if not verdict.ok:
        raise Refused(verdict.reason, act=to)
    if lock:
        found = NeedToKnow.objects.select_for_update().get(pk=found.pk)
    found.episode = episode
    looking.opened(found, person_id=episode.person_id)
    return found


def need_to_write(
    user: User, ref: str, *, to: str = "need_to_know", lock: bool = False
) -> NeedToKnow:
    """The same for whoever writes: a closed notification is for reading only."""
    need = need_for(user, ref, to=to, lock=lock)
    if need.closed_at:
        raise Refused("This notification is closed. It can only be read.")
    return need


def not_ready(need: NeedToKnow) -> list[str]:
    """The titles of sections that nobody has marked as completed."""
    needed = [key for key, part in PARTS.items() if part.needed]
    left = sections.unfinished(table=NeedSection, parent=need, needed=needed)
    return [PARTS[key].title for key in left]


def send(*, ref: str, by: User, agreed_with: str, note: str = "") -> NeedIssue:
    """Freeze what is written and send it: the first time, and as an update from then on."""
    with transaction.atomic():
        need = need_to_write(by, ref, lock=True)
        number = need.issues.count() + 1
        wrong = {}
        if not agreed_with.strip():
            wrong["agreed_with"] = "Enter the line manager with whom you decided this"
        if number > 1 and not note.strip():
            wrong["note"] = "Enter what is new since the last one"
        if left := not_ready(need):
            wrong["__all__"] = f"Complete these sections first: {', '.join(left)}"
        if wrong:
            raise Invalid(wrong)
        begun = sections.all_of(table=NeedSection, parent=need)
        content = {"parts": section_forms.frozen(parts=PARTS, parent=need, sections=begun)}
        issue = NeedIssue.objects.create(
            need=need, number=number, content=content, note=note.strip(),
            agreed_with=agreed_with.strip(), sent_at=now(), sent_by=by,
        )  # fmt: skip
        audit.record(
            "need.sent", by=by, about=need, person_id=need.episode.person_id, number=number,
            agreed_with=issue.agreed_with,
        )  # fmt: skip
        _tell_heads(need, issue.number)
    return issue


def _tell_heads(need: NeedToKnow, number: int) -> None:
    able = policy.people_who_may_see(need.episode)
    heads = set(holders_of(HEAD))
    post(
        template="need_to_know",
        recipients=heads & able or heads,
        key=f"need:{need.pk}:{number}",
        ids={"reference": need.reference, "episode": need.episode.reference},
        person_id=need.episode.person_id,
        priority=0,
    )


def close(*, ref: str, by: User, why: str) -> NeedToKnow:
    """Nothing more is to be told; what was sent stays."""
    with transaction.atomic():
        need = need_to_write(by, ref, lock=True)
        if not why.strip():
            raise Invalid({"why": "Enter why it can be closed"})
        need.closed_at, need.closed_why = now(), why.strip()
        need.save(update_fields=["closed_at", "closed_why"])
        audit.record("need.closed", by=by, about=need, person_id=need.episode.person_id)
    return need


def when_an_episode_moved(move: str, episode: Episode, *, by: User, at: datetime) -> None:
    """A death opens a Need to Know by itself (domain: Found)."""
    if move == "end_where_they_are" and episode.end_reason == "deceased":
        _open(episode, by=by)


def gather(user: User, ref: str) -> tuple[Any, dict[str, Any]]:
    """What the paper says: one sending, frozen. `ref` is N-…/2; without a number the latest."""
    need_ref, _, typed = ref.partition("/")
    need = check(user, need_ref)
    issue = need_queries.issue_of(need, int(typed) if typed.isdecimal() else None)
    if issue is None:
        raise Refused("Nothing has been sent yet: there is no paper of a draft.")
    facts = [
        ["Person", need.episode.person.name],
        ["Episode", need.episode.reference],
        ["Sent", f"{need_queries.sent_words(issue)}"],
        ["Decided with", issue.agreed_with],
    ]
    if issue.note:
        facts.append(["New since the last one", issue.note])
    return need.episode.person, {
        "reference": need.reference,
        "number": issue.number,
        "facts": facts,
        "sections": issue.content["parts"],
    }


def check(user: User, ref: str) -> NeedToKnow:
    return need_for(user, ref.partition("/")[0])
