"""Official papers: asked for, made by a worker under a lease, given out (ways 15 and 16).

Asking freezes what the paper says, so that it tells how things stood then, however long the making
takes. A worker leases one row at a time by the database's clock; if it dies, the lease runs out
and another makes the paper. The number of the attempt is the fence: a worker that comes back late
finds its number gone and keeps nothing, so a paper is made once.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Q

from accounts import audit
from accounts.clock import SqlNow, now
from accounts.models import User
from cases.hooks import PAPERS
from cases.models import Paper
from notifications import outbox

LEASE = timedelta(minutes=3)
ATTEMPTS = 3
STOPPED = "Making it stopped before it was finished."
log = structlog.get_logger(__name__)


class Unprintable(Exception):
    """This content can never become a paper, and why, in a sentence to show."""


@dataclass(frozen=True)
class Pressed:
    pdf: bytes
    pages: int


def ask(*, kind: str, ref: str, by: User) -> Paper:
    """Ask for a paper. What it says is gathered now, after the kind has asked the policy."""
    person, content = PAPERS[kind].gather(by, ref)
    with transaction.atomic():
        paper = Paper.objects.create(
            kind=kind, person=person, about_ref=ref, content=content, asked_by=by, asked_at=now()
        )
        audit.record(
            "paper.asked", by=by, about=paper, person_id=paper.person_id, kind=kind, of=ref
        )
    return paper


def ask_again(*, paper: Paper, by: User) -> None:
    """After it could not be made: the same content, three fresh attempts. Anything else stays as
    it is.
    """
    with transaction.atomic():
        failed = Paper.objects.filter(pk=paper.pk, state="failed")
        if failed.update(state="waiting", attempts=0, lease_until=None, error=""):
            audit.record("paper.asked_again", by=by, about=paper, person_id=paper.person_id)


@transaction.atomic
def record_download(*, paper: Paper, by: User) -> None:
    """Each copy that leaves is on record with the digest of exactly what left."""
    audit.record(
        "paper.given", by=by, about=paper, person_id=paper.person_id,
        kind=paper.kind, of=paper.about_ref, sha256=paper.sha256,
    )  # fmt: skip


def make_due(*, press: Callable[[Paper], Pressed], limit: int = 10) -> int:
    """Make what waits, oldest first, at most `limit`. Answers how many were made."""
    made = 0
    for _ in range(limit):
        paper = lease()
        if paper is None:
            break
        made += make(paper, press=press)
    return made


def lease() -> Paper | None:
    """The next paper to make, for three minutes ours alone; None when nothing waits."""
    due = Q(state="waiting") | Q(state="leased", lease_until__lt=SqlNow())
    with transaction.atomic():
        rows = Paper.objects.filter(due).select_for_update(skip_locked=True, of=("self",))
        for paper in rows.order_by("id")[:20]:
            if paper.attempts >= ATTEMPTS:
                _give_up(paper, STOPPED)
                continue
            paper.state, paper.attempts = "leased", paper.attempts + 1
            paper.lease_until = now() + LEASE
            paper.save(update_fields=["state", "attempts", "lease_until"])
            return paper
    return None


def make(paper: Paper, *, press: Callable[[Paper], Pressed]) -> bool:
    """Make one leased paper and keep it; whatever goes wrong puts it back or ends it with a
    reason.
    """
    try:
        pressed = press(paper)
    except Unprintable as refusal:
        _put_down(paper, str(refusal), for_good=True)
        return False
    except Exception:  # a worker goes on to the next paper whatever this one did to it
        log.exception("paper.not_made", paper=paper.reference, attempt=paper.attempts)
        _put_down(paper, STOPPED, for_good=paper.attempts >= ATTEMPTS)
        return False
    return _keep(paper, pressed)


def _mine(paper: Paper) -> Q:
    """The row as long as this attempt is the one that holds it."""
    return Q(pk=paper.pk, state="leased", attempts=paper.attempts)


def _keep(paper: Paper, pressed: Pressed) -> bool:
    digest = hashlib.sha256(pressed.pdf).hexdigest()
    with transaction.atomic():
        kept = Paper.objects.filter(_mine(paper)).update(
            state="made",
            pdf=pressed.pdf,
            pages=pressed.pages,
            sha256=digest,
            made_at=SqlNow(),
            lease_until=None,
            error="",
        )
        if not kept:
            log.warning("paper.came_late", paper=paper.reference, attempt=paper.attempts)
            return False
        audit.record(
            "paper.made", by=None, about=paper, person_id=paper.person_id,
            sha256=digest, pages=pressed.pages, kind=paper.kind, of=paper.about_ref,
        )  # fmt: skip
        outbox.post(
            template="paper_ready",
            recipients=[paper.asked_by_id],
            key=f"paper:{paper.pk}",
            ids={"paper": paper.reference},
            person_id=paper.person_id,
        )
    return True


def _put_down(paper: Paper, why: str, *, for_good: bool) -> None:
    with transaction.atomic():
        held = Paper.objects.select_for_update().filter(_mine(paper)).first()
        if held is None:
            return
        if for_good:
            _give_up(held, why)
        else:
            held.state, held.lease_until = "waiting", None
            held.save(update_fields=["state", "lease_until"])


def _give_up(paper: Paper, why: str) -> None:
    paper.state, paper.lease_until, paper.error = "failed", None, why
    paper.save(update_fields=["state", "lease_until", "error"])
    audit.record(
        "paper.failed", by=None, about=paper, person_id=paper.person_id, why=why, kind=paper.kind
    )
