"""Moves in any order, by anybody, at any time: what must always hold, holds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.http import Http404

from accounts.audit_models import AuditEvent
from accounts.errors import Invalid, Refused
from accounts.models import User
from cases import lifecycle, policy, queries, rules
from cases.models import Episode, Report, StatusSpell
from deadlines.models import Deadline
from tests.cases.conftest import receive
from tests.cast import Cast

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 6, 11, 30, tzinfo=UTC)


def fields_of(move: str, chance: Random, when: datetime) -> dict[str, Any]:
    """What somebody might send: mostly sensible, sometimes too late, too early or nonsense."""
    at = when - timedelta(minutes=chance.choice([0, 5, 90, 3000, -60]))
    return {
        "change_status": {"at": at, "status": chance.choice(list(rules.STATUSES)), "why": "Seen"},
        "locate": {
            "at": at,
            "located_way": chance.choice([*rules.LOCATED_WAYS, "nonsense"]),
            "located_where": chance.choice(["An aunt's", ""]),
            "located_by": "Police",
        },
        "return_home": {"at": at, "end_reason": chance.choice([*rules.END_REASONS, "x"])},
        "end_where_they_are": {
            "at": at,
            "end_reason": chance.choice(list(rules.END_REASONS)),
            "located_where": "A friend's",
            "located_by": "Family",
        },
        "reopen": {"reason": chance.choice(["A mistake", ""])},
        "finalise": {"reason": chance.choice(["Answered for", ""])},
        "void": {"reason": chance.choice(["Entered twice", ""])},
        "same_time": {},
    }[move]


def everything_holds(cast: Cast) -> None:
    """The rules that no order of moves may break."""
    for row in Episode.objects.all():
        assert row.state in rules.STATES
        standing = Deadline.objects.filter(episode_id=row.pk, state="open")
        if row.state in {"void", "finalised"} or row.end_reason == "deceased":
            assert not standing.exists(), (row.state, [d.rule for d in standing])
        if row.state == "open" and StatusSpell.objects.filter(
            episode=row, ends_at__isnull=True, status__in=rules.MISSING
        ):
            asked = Deadline.objects.filter(episode_id=row.pk, rule="strategy_limit")
            assert asked.exists(), "missing, and nobody asks for a strategy meeting"
        spells = list(StatusSpell.objects.filter(episode=row).order_by("starts_at"))
        assert spells[0].starts_at == row.started_at
        ended = row.state in {"ended", "finalised"}
        assert ended == bool(row.ended_at) or row.state == "void"
        assert bool(spells[-1].ends_at) == bool(row.ended_at), row.state
        older = row.beside
        assert older is None or row.state != "finalised"
        assert older is None or row.started_at > older.started_at
        assert older is None or row.state == "void" or older.is_open, "closed, and still in the way"
    open_now = Episode.objects.filter(state__in=["open", "located"])
    assert open_now.filter(beside=None).count() <= 1, "missing twice at one time"
    assert open_now.exclude(beside=None).count() <= 1
    assert queries.how_many_open(among=Episode.objects.all()) <= 1, "one child, counted twice"
    assert not Report.objects.filter(outcome="kept").exists(), "a report that nobody answered for"


def walk(cast: Cast, at: Callable[[datetime], datetime], *, seed: int, steps: int) -> int:
    """One walk; answers how many moves were made."""
    chance, when, made = Random(seed), START, 0
    staff: list[User] = list(cast.staff().values())
    for _ in range(steps):
        when += timedelta(minutes=chance.choice([1, 30, 400, 2000]))
        at(when)
        by = User.objects.get(pk=chance.choice(staff).pk)
        before = AuditEvent.objects.filter(verb__startswith="episode.").count()
        latest = list(Episode.objects.order_by("-id")[:2])
        row = chance.choice(latest) if latest else None
        try:
            if row is None or chance.random() < 0.25:
                receive(
                    cast, by=by,
                    started_at=(when - timedelta(minutes=chance.choice([5, 900]))).isoformat(),
                    again=chance.choice([True, False, None]),
                )  # fmt: skip
            else:
                move = chance.choice(sorted(lifecycle.MOVES.keys() - {"report"}))
                lifecycle.make(move, ref=row.reference, by=by, **fields_of(move, chance, when))
                made += 1
                after = AuditEvent.objects.filter(verb__startswith="episode.").count()
                assert after == before + 1, "a move without its audit event"
        except (Invalid, Refused):
            pass  # said no, in words: what holds must hold all the same
        except Http404:
            assert row is None or not policy.visible_to(by).filter(pk=row.pk).exists()
        everything_holds(cast)
    return made


def test_eighty_moves_in_any_order(cast: Cast, at: Callable[[datetime], datetime]) -> None:
    assert walk(cast, at, seed=3, steps=80) > 3


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 22))
def test_thousands_of_moves_in_any_order(
    cast: Cast, at: Callable[[datetime], datetime], seed: int
) -> None:
    assert walk(cast, at, seed=seed, steps=250) > 10
